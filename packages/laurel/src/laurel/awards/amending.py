"""Correcting the facts of an award, with what they were kept beside what they are."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from laurel.achievements import services as achievements
from laurel.achievements.types import DuplicatePolicy
from laurel.awards import rules, selectors
from laurel.awards.errors import AlreadyAwarded, NothingChanged, Refused
from laurel.awards.models import Amendment, Award
from laurel.awards.types import OVER, UNSET, AwardState, Evidence, Unset
from laurel.foundation import clock

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor

MAX_REASON = 5_000
MOST_AMENDMENTS = 100  # beyond that somebody plays, and every one is signed
# The facts that may be corrected, as a history names them.
_FACTS = (
    "recipient_name", "recipient_email", "narrative", "evidence", "issued_on", "expires_on",
)  # fmt: skip


def checked(
    *,
    recipient_name: str | None,
    recipient_email: str | None,
    narrative: str | None,
    evidence: Sequence[Evidence] | None,
    issued_on: dt.date | None,
    expires_on: dt.date | Unset | None,
) -> dict[str, Any]:
    """The facts that were given, as they are stored; None leaves a fact as it is.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    found: dict[str, Any] = {}
    if recipient_name is not None:
        found["recipient_name"] = rules.recipient_name(recipient_name)
    if recipient_email is not None:
        found["recipient_email"] = rules.recipient_email(recipient_email)
    if narrative is not None:
        found["narrative"] = rules.narrative(narrative)
    if evidence is not None:
        found["evidence"] = rules.evidence(evidence)
    if issued_on is not None:
        found["issued_on"] = issued_on
    if expires_on is not UNSET:
        found["expires_on"] = expires_on
    return found


def amend(
    award: Award,
    facts: Mapping[str, Any],
    *,
    newest_version: bool,
    reason: str,
    actor: "Actor",
) -> Amendment:
    """Write the facts that differ, in the transaction of the caller.

    Raises:
        NothingChanged: none differs.
        Refused: a date or the reason breaks a rule, or there were too many corrections.
        AlreadyAwarded: the corrected address holds the achievement, which is given once.
        Archived: the newest version was wanted, and the achievement is not awarded any more.
    """
    reason = _reason(reason)
    hold_if_once_valid(award)
    version = (
        achievements.lock_for_award(achievement=award.achievement)
        if newest_version
        else None
    )
    row = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    if row.erased_at is not None:
        raise Refused("The person was taken out of this award. It stays as it is.")
    before = _as_json(row)
    for name, value in facts.items():
        setattr(row, name, value)
    if facts.keys() & {"issued_on", "expires_on"}:
        rules.dates(row.issued_on, row.expires_on, today=clock.today())
    row.recipient_key = rules.normalised(row.recipient_email)
    if version is not None:
        row.version = version
    after = _as_json(row)
    changed = [name for name in before if before[name] != after[name]]
    if not changed:
        raise NothingChanged("This is what the badge says already.")
    number = row.amendments.count() + 1
    if number > MOST_AMENDMENTS:
        raise Refused(f"At most {MOST_AMENDMENTS} corrections of one award.")
    refuse_second(row)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        raise held(row) from None
    return Amendment.objects.create(
        award=row,
        number=number,
        before={name: before[name] for name in changed},
        after={name: after[name] for name in changed},
        reason=reason,
        by=actor.label,
        at=clock.now(),
    )


def hold_if_once_valid(award: Award) -> None:
    """Let nobody be granted it meanwhile, where only the lock keeps *once, while it is valid*.

    It is the lock that granting takes. It comes before the lock of the award itself, so that
    two who need both never wait for each other.
    """
    if award.achievement.duplicate_policy == DuplicatePolicy.ONCE_VALID:
        achievements.hold(achievement=award.achievement)


def refuse_second(row: Award) -> None:
    """Keep to *once, while it is valid* when an award changes hands or comes back.

    The caller holds the achievement (`hold_if_once_valid`).

    Raises:
        AlreadyAwarded: the person has another one that is still valid.
    """
    if row.achievement.duplicate_policy != DuplicatePolicy.ONCE_VALID:
        return
    if row.state == AwardState.RENEWED.value:
        return  # the one that took its place is the one that they have
    other = selectors.held(row.achievement, [row.recipient_key], but=row)
    if other:
        raise AlreadyAwarded(
            "Whoever has this address has this badge already, and it is still valid.",
            award_public_id=other[row.recipient_key],
        )


def held(row: Award) -> AlreadyAwarded:
    """The refusal that names the award which stands in the way of this one."""
    other = (
        Award.objects.filter(
            achievement_id=row.achievement_id,
            recipient_key=row.recipient_key,
            once=True,
        )
        .exclude(state__in=OVER)
        .exclude(pk=row.pk)
    )
    return AlreadyAwarded(
        "Whoever has this address has this badge already, and it is given once.",
        award_public_id=other.get().public_id,
    )


def _as_json(row: Award) -> dict[str, Any]:
    facts = {name: getattr(row, name) for name in _FACTS}
    for name in ("issued_on", "expires_on"):
        facts[name] = facts[name].isoformat() if facts[name] else None
    return {**facts, "version": row.version.number}


def _reason(text: str) -> str:
    text = text.strip().replace("\r\n", "\n")
    if len(text) > MAX_REASON or "\x00" in text:
        raise Refused(f"At most {MAX_REASON} characters.", field="reason")
    return text
