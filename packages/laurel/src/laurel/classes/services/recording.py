"""Recording what learners reached, with what stood there before."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.db import transaction

from laurel.classes import cells, rules, selectors
from laurel.classes.columns import VALUES, as_json, columns, read
from laurel.classes.errors import Refused, WrongCells
from laurel.classes.events import EVENT_LEARNERS, ResultRecorded
from laurel.classes.locking import about, locked
from laurel.classes.models import Class, Enrolment, Result, ResultChange
from laurel.classes.types import NOTHING, Entry, Field, Typed, Values
from laurel.foundation import clock, events
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor
    from laurel.programs.models import Course

AT_ONCE = 500
WRITTEN = (*VALUES, "final_at", "recorded_at", "recorded_by")


@transaction.atomic
def record(*, found: Class, entries: Sequence[Entry], actor: "Actor") -> int:
    """Record results; what is the same already is left alone. How many were changed.

    Raises:
        Refused: a value breaks a rule, or somebody does not take part, or a course is not of the
            programme; nothing was recorded.
    """
    row = locked(found)
    there = {one.learner_id: one for one in selectors.enrolments(row)}
    courses = {course.pk: course for course in programs.courses(row.program)}
    known = selectors.results(there.values())
    now = clock.now()
    new: list[Result] = []
    changed: list[Result] = []
    before: dict[tuple[int, int], dict[str, Any]] = {}
    for entry in entries:
        enrolment, course = _place(entry, there, courses)
        place = (enrolment.pk, course.pk)
        result = known.get(place)
        values = rules.values(entry.values)
        was = read(result) if result else NOTHING
        if values == was:
            continue
        if result is None:
            result = Result(enrolment=enrolment, course=course)
            known[place] = result
            new.append(result)
        elif place not in before and result.pk is not None:
            changed.append(result)
        before.setdefault(place, as_json(was))
        _write(result, values, now, actor)
    Result.objects.bulk_create(new, batch_size=AT_ONCE)
    Result.objects.bulk_update(changed, WRITTEN, batch_size=AT_ONCE)
    _keep(new + changed, before, now, actor)
    _tell(row, new + changed, actor)
    return len(new) + len(changed)


@transaction.atomic
def record_cells(
    *,
    found: Class,
    field: Field,
    typed: Sequence[Typed],
    is_final: bool,
    actor: "Actor",
) -> int:
    """Record what was typed over cells of a grid of learners and courses. How many were changed.

    Raises:
        WrongCells: some cannot be read; nothing was recorded.
        Refused: somebody does not take part, or a course is not of the programme.
    """
    row = locked(found)
    there = {one.pk: one for one in selectors.enrolments(row)}
    wanted = [there[one.enrolment_id] for one in typed if one.enrolment_id in there]
    known = selectors.results(wanted)
    entries: list[Entry] = []
    faults: dict[tuple[int, int], str] = {}
    for one in typed:
        place = (one.enrolment_id, one.course_id)
        was = read(known[place]) if place in known else NOTHING
        try:
            values = (
                cells.read(one.text, field, was, is_final=is_final)
                if one.text.strip()
                else cells.emptied(field, was)
            )
        except Refused as error:
            faults[place] = error.message
            continue
        if one.enrolment_id not in there:
            raise Refused("Somebody in this list does not take part in the class.")
        entries.append(Entry(there[one.enrolment_id].learner_id, one.course_id, values))
    if faults:
        raise WrongCells(faults)
    return record(found=row, entries=entries, actor=actor)


def _place(
    entry: Entry, there: Mapping[int, Enrolment], courses: Mapping[int, "Course"]
) -> tuple[Enrolment, "Course"]:
    enrolment, course = there.get(entry.learner_id), courses.get(entry.course_id)
    if enrolment is None:
        raise Refused("Somebody in this list does not take part in the class.")
    if course is None:
        raise Refused("One of these courses is not of the programme any more.")
    return enrolment, course


def _write(result: Result, values: Values, now: dt.datetime, actor: "Actor") -> None:
    verdict = result.verdict
    for name, value in columns(values).items():
        setattr(result, name, value)
    if result.verdict is None:
        result.final_at = None
    elif result.verdict != verdict or result.final_at is None:
        result.final_at = now
    result.recorded_at, result.recorded_by = now, actor.label


def _keep(
    results: Sequence[Result],
    before: Mapping[tuple[int, int], dict[str, Any]],
    now: dt.datetime,
    actor: "Actor",
) -> None:
    ResultChange.objects.bulk_create(
        (
            ResultChange(
                result=result,
                at=now,
                by=actor.label,
                before=before[result.enrolment_id, result.course_id],
                after=as_json(read(result)),
            )
            for result in results
        ),
        batch_size=AT_ONCE,
    )


def _tell(row: Class, results: Sequence[Result], actor: "Actor") -> None:
    courses: dict[str, list[str]] = {}
    for result in results:
        learner = result.enrolment.learner.public_id
        courses.setdefault(learner, []).append(result.course.public_id)
    learners = list(courses)
    for start in range(0, len(learners), EVENT_LEARNERS):
        some = learners[start : start + EVENT_LEARNERS]
        touched = {course for learner in some for course in courses[learner]}
        events.publish(
            ResultRecorded(
                **about(row, actor),
                learner_public_ids=tuple(some),
                course_public_ids=tuple(sorted(touched)),
            )
        )
