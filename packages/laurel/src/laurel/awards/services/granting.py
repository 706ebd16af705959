"""Deciding that somebody gets a badge."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, transaction

from laurel.achievements import selectors as achievement_selectors
from laurel.achievements import services as achievements
from laurel.achievements.types import DuplicatePolicy
from laurel.awards import access, guards, renewing, rules, selectors, supports
from laurel.awards.errors import AlreadyAwarded, KeyReused, NotYet, Refused
from laurel.awards.events import AwardGranted, AwardWaived
from laurel.awards.models import Award, Waiver
from laurel.awards.types import UNSET, AwardState, Evidence, Obstacle, Unset
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement, AchievementVersion


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
    facts = {
        **_person(recipient_name, recipient_email),
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
    if known := _known(organization_id, key):
        return _repeated(known, request_hash)
    person = facts["recipient_key"]
    version = achievements.lock_for_award(achievement=achievement, recipient_key=person)
    # Neither is part of the hash: the same wish is the same, whatever is known meanwhile.
    facts["expires_on"] = _last_day(version, issued_on, expires_on)
    known_too = supports.supported(achievement, person, facts["evidence"])
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
    return _decided(award, known_too.hidden, waiver, actor)


def _person(name: str, email: str) -> dict[str, Any]:
    """Whose it will be, and the key by which their other awards are found."""
    address = rules.recipient_email(email)
    return {
        "recipient_name": rules.recipient_name(name),
        "recipient_email": address,
        "recipient_key": rules.normalised(address),
    }


def _decided(award: Award, hidden: Sequence[str], waiver: str, actor: Actor) -> Award:
    """The award, kept and published; or the one that was there before it."""
    achievement = award.achievement
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
    renewing.show_as_before(award, hidden)
    events.publish(
        AwardGranted(
            actor=actor,
            organization_id=award.organization_id,
            award_public_id=award.public_id,
            achievement_public_id=achievement.public_id,
            version=award.version.number,
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


def _taken(award: Award) -> Award:
    known = _known(award.organization_id, award.idempotency_key)
    if known is not None:
        return _repeated(known, award.request_hash)
    often = "once" if award.once else "again when that one has expired"
    raise AlreadyAwarded(
        f"This person has this badge already, and it is given {often}.",
        award_public_id=_holding(award),
    )


def _known(organization_id: UUID, idempotency_key: str) -> Award | None:
    return Award.objects.filter(
        organization_id=organization_id, idempotency_key=idempotency_key
    ).first()


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
