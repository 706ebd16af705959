"""What we keep about those who are awarded."""

import dataclasses
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Q

from laurel.awards import selectors
from laurel.awards.models import Amendment, Award, HolderChoice, Waiver
from laurel.foundation import clock
from laurel.foundation.people import ERASED, Kept, Person, acted, key_of, within

_FACTS = ("recipient_name", "recipient_email", "narrative", "evidence")


def export(person: Person) -> Sequence[Kept]:
    """Every award with its facts, and what was corrected of them."""
    return (
        Kept("awards", rows=tuple(map(_award, selectors.of_person(person)))),
        Kept(
            "corrections",
            rows=tuple(
                _amendment(row)
                for row in _amendments(person)
                if row.award.public_id in person.award_ids  # not somebody else's by now
            ),
        ),
    )


def erase(person: Person) -> int:
    """Leave that something was awarded, and when; take out to whom and for what work."""
    changed = 0
    for amendment in _amendments(person):
        amendment.before = _taken_out(amendment.before, amendment, person)
        amendment.after = _taken_out(amendment.after, amendment, person)
        amendment.reason = ""
        amendment.save(update_fields=["before", "after", "reason"])
        changed += 1
    theirs = list(selectors.of_person(person))
    changed += HolderChoice.objects.filter(award__in=theirs).delete()[0]
    changed += Waiver.objects.filter(award__in=theirs).update(reason="", obstacles=[])
    for award in theirs:
        key = f"erased:{award.public_id}"
        changed += Award.objects.filter(pk=award.pk).update(
            recipient_name=ERASED,
            recipient_email="",
            recipient_key=key,
            narrative="",
            evidence=[],
            language="",
            idempotency_key=key,  # whoever chose it may have chosen the address
            request_hash="",
            erased_at=clock.now(),
        )
    return changed + _sign_off(person)


def names(person: Person) -> set[str]:
    """What the awards call the person, or called them before a correction."""
    found = {award.recipient_name for award in selectors.of_person(person)}
    for amendment in _amendments(person):
        for facts in (amendment.before, amendment.after):
            if _is_about(facts, amendment, person):
                found.add(facts.get("recipient_name", ""))
    return found - {""}


def _amendments(person: Person) -> Iterator[Amendment]:
    theirs = Q(award__public_id__in=person.award_ids)
    for key in person.keys:
        theirs |= Q(before__recipient_email__iexact=key)
        theirs |= Q(after__recipient_email__iexact=key)
    found = Amendment.objects.filter(theirs, within(person, "award__organization"))
    yield from found.select_related("award").order_by("pk")


def _is_about(facts: dict[str, Any], row: Amendment, person: Person) -> bool:
    """Whether these facts are the person's: the other side may be somebody else's."""
    key = key_of(str(facts.get("recipient_email", "")))
    return key in person.keys or (not key and row.award.public_id in person.award_ids)


def _taken_out(facts: dict[str, Any], row: Amendment, person: Person) -> dict[str, Any]:
    # That the fact was corrected stays; what it was and became goes.
    if (
        not _is_about(facts, row, person)
        and row.award.public_id not in person.award_ids
    ):
        return facts
    return {name: "" if name in _FACTS else value for name, value in facts.items()}


def _sign_off(person: Person) -> int:
    """The person's own name, where they acted for an organization."""
    granted = Award.objects.filter(acted(person, "granted_by"))
    amended = Amendment.objects.filter(acted(person, "by", "award__organization"))
    waived = Waiver.objects.filter(acted(person, "by", "award__organization"))
    return (
        granted.update(granted_by=ERASED)
        + amended.update(by=ERASED)
        + waived.update(by=ERASED)
    )


def _award(award: Award) -> dict[str, Any]:
    return {
        "id": award.public_id,
        "badge": award.version.name,
        "issuer": award.achievement.issuer.name,
        "state": award.state,
        "recipient_name": award.recipient_name,
        "recipient_email": award.recipient_email,
        "narrative": award.narrative,
        "evidence": award.evidence,
        "issued_on": award.issued_on and award.issued_on.isoformat(),
        "expires_on": award.expires_on and award.expires_on.isoformat(),
        "granted_at": award.granted_at.isoformat(),
        "language": award.language,
        "you_show": dataclasses.asdict(selectors.disclosure(award.public_id)),
    }


def _amendment(row: Amendment) -> dict[str, Any]:
    return {
        "award": row.award.public_id,
        "at": row.at.isoformat(),
        "before": row.before,
        "after": row.after,
    }
