"""Deciding awards."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from laurel.achievements import selectors as achievement_selectors
from laurel.achievements import services as achievements
from laurel.achievements.types import DuplicatePolicy
from laurel.awards import (
    access,
    amending,
    guards,
    renewing,
    rules,
    selectors,
    showing,
    supporting,
    supports,
)
from laurel.awards.errors import AlreadyAwarded, KeyReused, NotYet, Refused
from laurel.awards.events import (
    AwardAmended,
    AwardDisclosed,
    AwardGranted,
    AwardMailResent,
    AwardReleased,
    AwardRestored,
    AwardWaived,
)
from laurel.awards.models import Award, HolderChoice, Waiver
from laurel.awards.types import (
    UNSET,
    AwardState,
    Disclosure,
    Evidence,
    Obstacle,
    Unset,
    Visibility,
)
from laurel.foundation import clock, events
from laurel.foundation import mail as outbox
from laurel.foundation.actors import Actor

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement, AchievementVersion
    from laurel.foundation.models import OutgoingMail

support = supporting.support  # what is accepted once it was granted


@transaction.atomic
def grant(
    *,
    achievement: "Achievement",
    recipient_name: str,
    recipient_email: str,
    narrative: str = "",
    evidence: Sequence[Evidence] = (),
    issued_on: dt.date | None = None,
    expires_on: dt.date | Unset | None = UNSET,
    language: str = "",
    renews: Award | None = None,
    waiver: str = "",
    idempotency_key: str,
    actor: Actor,
) -> Award:
    """Decide that a recipient gets an achievement; its current version is locked by that.

    Without `expires_on` it holds as long as the achievement says; None is for ever. `language`
    is what the person is written to in; empty: as the issuer writes. A `waiver` is the reason to
    pass by what stands in the way, for whoever may; where nothing does, it is not kept. The same
    idempotency key with the same facts gives the same award, however often.

    It may take the place of one that the person has: that one is renewed from then on, and what
    its holder shows is shown on. What stands in the way was asked before the first one.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
        NotRenewable: what it shall take the place of does not count, or is another badge.
        KeyReused: the key came before, with other facts.
        AlreadyAwarded: the recipient holds it, and it is given once.
        NotYet: something has to be met first, and there is no waiver, or no right to one.
        Archived: the achievement is not awarded any more.
        NotPublished: the achievement is a draft.
    """
    email = rules.recipient_email(recipient_email)
    facts = {
        "recipient_name": rules.recipient_name(recipient_name),
        "recipient_email": email,
        "recipient_key": rules.normalised(email),
        "narrative": rules.narrative(narrative),
        "evidence": rules.evidence(evidence),
        "issued_on": issued_on,
        "expires_on": expires_on,
    }
    if wanted := rules.language(language):  # left out of old hashes, which must stay
        facts["language"] = wanted
    key = rules.idempotency_key(idempotency_key)
    waiver = rules.waiver(waiver)
    more = {"waiver": waiver, "renews": renews.public_id if renews else ""}
    wish = {name: each for name, each in more.items() if each}  # old hashes have none
    request_hash = _hash(achievement.public_id, {**facts, **wish})
    organization_id = achievement.issuer.organization_id
    if known := Award.objects.filter(
        organization_id=organization_id, idempotency_key=key
    ).first():
        return _repeated(known, request_hash)
    version = achievements.lock_for_award(
        achievement=achievement, recipient_key=rules.normalised(email)
    )
    facts["expires_on"] = _last_day(version, issued_on, expires_on)
    # Not part of the hash: the same wish is the same, whatever was accepted meanwhile.
    known_too = supports.supported(
        achievement, rules.normalised(email), rules.evidence(evidence)
    )
    facts["evidence"] = known_too.evidence
    award = Award(
        organization_id=organization_id,
        achievement=achievement,
        version=version,
        once=achievement.duplicate_policy == DuplicatePolicy.ONCE,
        state=AwardState.APPROVED.value,
        idempotency_key=key,
        request_hash=request_hash,
        granted_by=actor.label,
        granted_at=clock.now(),
        renews=renews,
        **facts,
    )
    renewing.put_away(award)
    if achievement.duplicate_policy == DuplicatePolicy.ONCE_VALID and _holding(award):
        # The lock on the achievement is held; the database cannot know what has expired by now.
        return _taken(award)
    in_the_way = _in_the_way(award, waiver, actor)
    try:
        with transaction.atomic():
            award.save(force_insert=True)
    except IntegrityError:
        # Somebody was faster: with the same wish, or with another one for the same person.
        return _taken(award)
    renewing.show_as_before(award, known_too.hidden)
    events.publish(
        AwardGranted(
            actor=actor,
            organization_id=organization_id,
            award_public_id=award.public_id,
            achievement_public_id=achievement.public_id,
            version=version.number,
        )
    )
    if in_the_way:
        _waive(award, in_the_way, waiver, actor)
    return award


def _in_the_way(award: Award, waiver: str, actor: Actor) -> tuple[Obstacle, ...]:
    """What is passed by with the waiver; empty where nothing stands in the way.

    Raises:
        NotYet: something does, and it is not passed by.
        AlreadyAwarded: it would not be awarded anyhow.
    """
    if award.renews_id is not None:
        return ()  # it was asked before the first one
    asked = guards.obstacles(award.achievement, [award.recipient_key])
    found = asked.get(award.recipient_key, ())
    if not found:
        return ()
    if award.once and _holding(award):
        _taken(award)
    said = guards.in_words(found)
    if not waiver:
        raise NotYet(said, obstacles=found)
    if not access.may_waive(actor, award.achievement):
        raise NotYet(f"{said} You may not pass by that: ask an owner.", obstacles=found)
    return found


def _waive(award: Award, found: Sequence[Obstacle], reason: str, actor: Actor) -> None:
    Waiver.objects.create(
        award=award,
        reason=reason,
        obstacles=[{"code": each.code, "sentence": each.sentence} for each in found],
        by=actor.label,
        at=clock.now(),
    )
    events.publish(
        AwardWaived(
            actor=actor,
            organization_id=award.organization_id,
            award_public_id=award.public_id,
            achievement_public_id=award.achievement.public_id,
            obstacles=[each.code for each in found],
        )
    )


def _last_day(
    version: "AchievementVersion",
    issued_on: dt.date | None,
    expires_on: dt.date | Unset | None,
) -> dt.date | None:
    """The last day that was asked for, or that the achievement says; checked either way."""
    today = clock.today()
    if expires_on is not UNSET:
        rules.dates(issued_on, expires_on, today=today)
        return expires_on
    rules.dates(issued_on, None, today=today)
    last = achievement_selectors.validity(version).until(issued_on or today)
    if last is not None and last < (issued_on or today):
        raise Refused(
            f"This badge was valid until {last:%Y-%m-%d}. Say when it expires, or change "
            "when it lapses first.",
            field="expires_on",
        )
    return last


@transaction.atomic
def amend(
    *,
    award: Award,
    recipient_name: str | None = None,
    recipient_email: str | None = None,
    narrative: str | None = None,
    evidence: Sequence[Evidence] | None = None,
    issued_on: dt.date | None = None,
    expires_on: dt.date | Unset | None = UNSET,
    newest_version: bool = False,
    reason: str = "",
    actor: Actor,
) -> Award:
    """Correct the facts of an award. What is not given stays; `expires_on` None means never.

    The facts before and after are kept in an amendment. The credential still says the old ones:
    whoever calls this has the next generation made (`issuing.services.correct`).

    Raises:
        Refused: a fact breaks a rule; `field` names it.
        NothingChanged: the facts are those that it has.
        AlreadyAwarded: the corrected address holds the achievement, which is given once.
        Archived: the newest version was wanted, and the achievement is not awarded any more.
    """
    facts = amending.checked(
        recipient_name=recipient_name,
        recipient_email=recipient_email,
        narrative=narrative,
        evidence=evidence,
        issued_on=issued_on,
        expires_on=expires_on,
    )
    made = amending.amend(
        award, facts, newest_version=newest_version, reason=reason, actor=actor
    )
    if "recipient_email" in made.after:
        _unlist(award)
    events.publish(
        AwardAmended(
            actor=actor,
            organization_id=award.organization_id,
            award_public_id=award.public_id,
            number=made.number,
            fields=sorted(made.after),
        )
    )
    return made.award


@transaction.atomic
def restore(*, award: Award, actor: Actor) -> Award:
    """Let the decision stand again, after its credential was revoked in error. Repeatable.

    Raises:
        AlreadyAwarded: the recipient was given it again meanwhile, and it is given once.
    """
    amending.hold_if_once_valid(award)
    row = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if row.state != AwardState.REVOKED.value:
        return row
    renewing.put_away_again(row)
    amending.refuse_second(row)
    row.state = AwardState.ISSUED.value
    try:
        with transaction.atomic():
            row.save(update_fields=["state"])
    except IntegrityError:
        raise amending.held(row) from None
    events.publish(
        AwardRestored(
            actor=actor,
            organization_id=row.organization_id,
            award_public_id=row.public_id,
        )
    )
    return row


@transaction.atomic
def disclose(*, award: Award, disclosure: Disclosure, actor: Actor) -> Disclosure:
    """Keep what the holder lets others see. A repeat changes nothing and publishes nothing.

    The award itself stays whole. Documents that say what is hidden now are the caller's concern
    (`issuing.services.disclose`).

    Raises:
        Refused: a piece of evidence is named that the award does not have.
    """
    row = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    known = {showing.evidence_key(item) for item in row.evidence}
    if not known.issuperset(disclosure.hidden_evidence):
        raise Refused(
            "The evidence was changed meanwhile. Look at it once more.",
            field="evidence",
        )
    if selectors.disclosure(row.public_id) == disclosure:
        return disclosure
    HolderChoice.objects.update_or_create(
        award=row,
        defaults={
            "visibility": disclosure.visibility.value,
            "name": disclosure.name,
            "narrative": disclosure.narrative,
            "hidden_evidence": list(disclosure.hidden_evidence),
            "changed_at": clock.now(),
        },
    )
    events.publish(
        AwardDisclosed(
            actor=actor,
            organization_id=row.organization_id,
            award_public_id=row.public_id,
            visibility=disclosure.visibility,
            hidden=_hidden(disclosure),
        )
    )
    return disclosure


@transaction.atomic
def mark_issued(*, award_public_id: str) -> None:
    """Remember that the credential exists. A repeat changes nothing."""
    Award.objects.filter(
        public_id=award_public_id, state=AwardState.APPROVED.value
    ).update(state=AwardState.ISSUED.value)


@transaction.atomic
def resend_mail(*, award: Award, mail: "OutgoingMail", actor: Actor) -> "OutgoingMail":
    """Send a mail about the award once more, as a new mail; the history says who did."""
    again = outbox.resend(mail)
    note_mail_resent(award=award, mail=again, actor=actor)
    return again


@transaction.atomic
def note_mail_resent(*, award: Award, mail: "OutgoingMail", actor: Actor) -> None:
    """Record that somebody had a mail about the award sent once more."""
    events.publish(
        AwardMailResent(
            actor=actor,
            organization_id=award.organization_id,
            award_public_id=award.public_id,
            mail_public_id=mail.public_id,
        )
    )


@transaction.atomic
def release(*, award_public_id: str, actor: Actor) -> None:
    """Let the recipient be awarded again, after the credential was revoked. Repeatable."""
    changed = (
        Award.objects.filter(public_id=award_public_id)
        .exclude(state=AwardState.REVOKED.value)
        .update(state=AwardState.REVOKED.value)
    )
    if changed:
        award = Award.objects.get(public_id=award_public_id)
        renewing.bring_back(award)
        events.publish(
            AwardReleased(
                actor=actor,
                organization_id=award.organization_id,
                award_public_id=award_public_id,
            )
        )


def _unlist(award: Award) -> None:
    """Another person may have it now, who did not choose that search engines list it."""
    HolderChoice.objects.filter(award=award, visibility=Visibility.PUBLIC.value).update(
        visibility=Visibility.UNLISTED.value
    )


def _hidden(disclosure: Disclosure) -> list[str]:
    parts = {
        "name": not disclosure.name,
        "narrative": not disclosure.narrative,
        "evidence": bool(disclosure.hidden_evidence),
    }
    return [part for part, is_hidden in parts.items() if is_hidden]


def _taken(award: Award) -> Award:
    known = Award.objects.filter(
        organization_id=award.organization_id, idempotency_key=award.idempotency_key
    ).first()
    if known is not None:
        return _repeated(known, award.request_hash)
    often = "once" if award.once else "again when that one has expired"
    raise AlreadyAwarded(
        f"This person has this badge already, and it is given {often}.",
        award_public_id=_holding(award),
    )


def _holding(award: Award) -> str:
    """The award in force that keeps this one from being made, or nothing."""
    held = selectors.held(award.achievement, [award.recipient_key])
    return held.get(award.recipient_key, "")


def _repeated(known: Award, request_hash: str) -> Award:
    if known.request_hash != request_hash:
        raise KeyReused(
            "This idempotency key was used for another award. Nothing was changed.",
            field="idempotency_key",
        )
    return known


def _hash(achievement_public_id: str, facts: Mapping[str, object]) -> str:
    text = json.dumps([achievement_public_id, facts], sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
