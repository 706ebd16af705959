"""Bringing a list of learners and results, and taking it over."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.classes import lists, reading, selectors
from laurel.classes.errors import AlreadyApplied, ChangedMeanwhile, Refused
from laurel.classes.locking import locked
from laurel.classes.models import Class, ClassList
from laurel.classes.services.enrolling import enrol
from laurel.classes.services.recording import record
from laurel.foundation import clock, tables
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor
    from laurel.programs.models import Course

KEEP_UNAPPLIED = dt.timedelta(days=7)


@transaction.atomic
def bring(
    *,
    found: Class,
    table: tables.Table,
    name: str = "",
    only: "Course | None" = None,
    is_final: bool = True,
    actor: "Actor",
) -> ClassList:
    """Keep a list so that it can be looked at before anything is changed.

    `only` is the course of columns that name none.

    Raises:
        Refused: a column is missing or unclear, nobody is in it, or too many are.
    """
    courses = programs.courses(found.program)
    if only is None and len(courses) == 1:
        only = courses[0]
    lines, faults = reading.lines(table, courses, only)
    if not lines:
        raise Refused(faults[0] if faults else "There is nobody in this list.")
    return ClassList.objects.create(
        run=found,
        name=name[:200] if name.isprintable() else "",
        rows=lists.stored(lines),
        faults=faults,
        is_final=is_final,
        brought_at=clock.now(),
        brought_by=actor.label,
    )


@transaction.atomic
def apply(*, found: ClassList, expected: int, actor: "Actor") -> ClassList:
    """Take a list over: whoever is not in the class yet is enrolled, and results are recorded.

    Raises:
        AlreadyApplied: it was taken over before.
        ChangedMeanwhile: it would change another number of results than was looked at.
        Refused: the class would be too large.
    """
    row = locked(found.run)
    brought = ClassList.objects.select_for_update().get(pk=found.pk)
    if brought.applied_at is not None:
        raise AlreadyApplied("This list was taken over already.")
    if len(selectors.plan(brought).changes) != expected:
        raise ChangedMeanwhile("The results were changed meanwhile. Look once more.")
    lines = lists.lines(brought)
    enrol(found=row, people=[line.person for line in lines], actor=actor)
    there = list(selectors.enrolments(row))
    known = {
        (result.enrolment.learner_id, course): result
        for (_, course), result in selectors.results(there).items()
    }
    learners = {one.learner.key: one.learner_id for one in there}
    record(
        found=row,
        entries=lists.entries(lines, learners, known, is_final=brought.is_final),
        actor=actor,
    )
    brought.rows, brought.applied_at = [], clock.now()
    brought.save(update_fields=["rows", "applied_at"])
    return brought


def forget_lists() -> None:
    """Forget lists that nobody took over. A chore."""
    before = clock.now() - KEEP_UNAPPLIED
    ClassList.objects.filter(applied_at=None, brought_at__lt=before).delete()
