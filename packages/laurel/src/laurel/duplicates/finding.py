"""Comparing new awards with those that are there, in pieces."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from laurel.awards import selectors as awards
from laurel.duplicates import cases, likeness
from laurel.duplicates.models import Likeness
from laurel.duplicates.types import Sign, Source
from laurel.recipients import selectors as recipients

if TYPE_CHECKING:
    from laurel.awards.models import Award

PIECE = 250  # so that no query has more parameters than databases take
MOST_PIECES = 40  # at once; the next chore goes on
MOST_ALIKE = 20  # of one name or address; beyond that somebody tests with it

Pair = tuple["Award", "Award", list[Sign]]


def look(*, achievement_id: int | None = None) -> int:
    """Compare the awards (of one achievement) that were not yet; how many new cases there are."""
    found = 0
    for _ in range(MOST_PIECES):
        known = Likeness.objects.order_by().values("award_public_id")
        new = awards.in_force_but(known)
        if achievement_id is not None:
            new = new.filter(achievement_id=achievement_id)
        piece = list(new[:PIECE])
        if not piece:
            break
        found += _compare(piece)
    return found


@transaction.atomic
def _compare(piece: "list[Award]") -> int:
    Likeness.objects.bulk_create(_likenesses(piece), ignore_conflicts=True)
    new = {award.public_id for award in piece}
    return sum(
        cases.found(one, other, signs, Source.FOUND)
        for one, other, signs in _pairs(new)
    )


def candidates(award: "Award") -> "list[tuple[Award, list[Sign]]]":
    """The awards that may be the same as this one, whatever the days say."""
    look(achievement_id=award.achievement_id)
    (own,) = _likenesses([award])
    same = Q(mailbox=own.mailbox) | Q(name=own.name)
    if own.person:
        same |= Q(person=own.person)
    alike = Likeness.objects.filter(same, achievement_id=own.achievement_id).exclude(
        award_public_id=award.public_id
    )[:MOST_ALIKE]
    rows = {row.award_public_id: row for row in alike}
    found = []
    for other in awards.in_force(rows.keys()):
        row = rows[other.public_id]
        if row.mailbox == own.mailbox:
            sign = Sign.SAME_MAILBOX
        elif own.person and row.person == own.person:
            sign = Sign.SAME_PERSON
        else:
            sign = Sign.SAME_NAME
        found.append((other, [sign]))
    return found


def _likenesses(piece: "list[Award]") -> list[Likeness]:
    by_organization: dict[uuid.UUID, list[Award]] = defaultdict(list)
    for award in piece:
        by_organization[award.organization_id].append(award)
    return [
        _of(award, person)
        for organization_id, theirs in by_organization.items()
        for award, person in zip(theirs, _persons(organization_id, theirs), strict=True)
    ]


def _persons(organization_id: uuid.UUID, theirs: "list[Award]") -> list[str]:
    held = [(award.recipient_email, award.granted_at) for award in theirs]
    return recipients.numbers(organization_id, held)


def _of(award: "Award", person: str) -> Likeness:
    return Likeness(
        award_public_id=award.public_id,
        achievement_id=award.achievement_id,
        address=award.recipient_key,
        mailbox=likeness.mailbox(award.recipient_email),
        name=likeness.name(award.recipient_name)[:400],
        person=person,
        day=award.issued_on or award.granted_at.date(),
    )


def _pairs(new: set[str]) -> Iterator[Pair]:
    rows = list(Likeness.objects.filter(award_public_id__in=new))
    alike = Likeness.objects.filter(
        Q(mailbox__in={row.mailbox for row in rows})
        | Q(name__in={row.name for row in rows})
        | Q(person__in={row.person for row in rows if row.person}),
        achievement_id__in={row.achievement_id for row in rows},
    )
    pairs = {
        tuple(sorted((one, other), key=lambda row: row.award_public_id))
        for group in _groups(alike)
        for one, other in combinations(group[:MOST_ALIKE], 2)
        if new & {one.award_public_id, other.award_public_id}
    }
    ids = {row.award_public_id for pair in pairs for row in pair}
    there = {award.public_id: award for award in awards.in_force(ids)}
    for one, other in sorted(pairs, key=lambda pair: (pair[0].pk, pair[1].pk)):
        first, second = (there.get(row.award_public_id) for row in (one, other))
        if first is None or second is None:
            continue
        if signs := likeness.signs(one, other, first.achievement.duplicate_policy):
            yield first, second, signs


def _groups(rows: Iterable[Likeness]) -> Iterator[list[Likeness]]:
    """Those of one achievement with one mailbox, with one name, and with one number."""
    found = defaultdict(list)
    for row in rows:
        found[row.achievement_id, "mailbox", row.mailbox].append(row)
        if row.name:
            found[row.achievement_id, "name", row.name].append(row)
        if row.person:
            found[row.achievement_id, "person", row.person].append(row)
    return (group for group in found.values() if len(group) > 1)
