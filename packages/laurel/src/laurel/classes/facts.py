"""What classes know of people, in the form in which rules ask for it."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import Final

from laurel.classes.models import Result
from laurel.classes.portions import portions
from laurel.requirements.types import Fact, Kind, activity_in

_DONE: Final = {True: Decimal(1), False: Decimal(0)}


def facts_of(
    organization_id: uuid.UUID, keys: Collection[str]
) -> Mapping[str, tuple[Fact, ...]]:
    """Everything that classes know of these people, by normalised address.

    A *course* is told of once it is decided, with its grade if it has one. Courses, attendance
    and participation are about a course's public id; activities about their names, in any
    course and in theirs.
    """
    found: dict[str, list[Fact]] = defaultdict(list)
    for some in portions(keys):
        rows = Result.objects.filter(
            enrolment__learner__organization_id=organization_id,
            enrolment__learner__key__in=some,
        ).select_related("course", "enrolment__run", "enrolment__learner")
        for row in rows.order_by("pk"):
            found[row.enrolment.learner.key].extend(_facts(row))
    return {key: tuple(facts) for key, facts in found.items()}


def _facts(row: Result) -> Iterable[Fact]:
    source, label = row.enrolment.run.name, row.course.name
    ref = f"result:{row.pk}"
    if row.verdict is not None:
        yield Fact(
            kind=Kind.COURSE,
            subject=row.course.public_id,
            value=_DONE[row.verdict] if row.grade is None else row.grade,
            at=row.final_at or row.recorded_at,
            source=source,
            label=label,
            note=row.note,
            ref=ref,
            is_passed=row.verdict,
        )
    for kind, percent in (
        (Kind.ATTENDANCE, row.attendance),
        (Kind.PARTICIPATION, row.participation),
    ):
        if percent is not None:
            yield Fact(
                kind=kind,
                subject=row.course.public_id,
                value=percent,
                at=row.recorded_at,
                source=source,
                label=label,
                note=row.note,
                ref=ref,
            )
    for activity in row.activities:
        name = activity["name"]
        for subject in (activity_in(row.course.public_id, name), name):
            yield Fact(
                kind=Kind.ACTIVITY,
                subject=subject,
                value=_DONE[True],
                at=dt.datetime.fromisoformat(activity["at"]),
                source=source,
                label=label,
                ref=ref,
            )
