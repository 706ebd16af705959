"""Two learners turn out to be one person: what both have in one class becomes one record.

Nothing is lost. Where both have a result in one course, the better documented one counts, what
it does not say is taken from the other, and the other stands in the history as it was.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from laurel.classes.columns import as_json, columns, read
from laurel.classes.events import LearnerJoined, ResultRecorded
from laurel.classes.locking import about
from laurel.classes.models import Class, Enrolment, Learner, Result, ResultChange
from laurel.classes.rules import MAX_ACTIVITIES
from laurel.classes.types import Values
from laurel.foundation import clock, events
from laurel.foundation.actors import SYSTEM

if TYPE_CHECKING:
    from collections.abc import Callable

    Taking = Callable[..., None]


def join(*, kept: Learner, gone: Learner) -> None:
    """Give one learner everything of another, who is no more; in the caller's transaction."""
    touched = [  # what both have in one class is joined there
        _move(enrolment, kept)
        for enrolment in gone.enrolments.select_related("run__program").order_by("pk")
    ]
    if not kept.time_zone and gone.time_zone:
        kept.time_zone = gone.time_zone
        kept.save(update_fields=["time_zone"])
    for path in import_string(settings.LAUREL_JOINS):
        taking: Taking = import_string(path)
        taking(kept=kept, gone=gone)
    public_id = gone.public_id
    gone.delete()
    events.publish(
        LearnerJoined(
            actor=SYSTEM,
            organization_id=kept.organization_id,
            learner_public_id=kept.public_id,
            gone_public_id=public_id,
        )
    )
    for enrolment in touched:
        _tell(enrolment.run, enrolment, kept)


def _move(enrolment: Enrolment, kept: Learner) -> Enrolment:
    """The enrolment of the one that stays, with everything that this one has."""
    there = kept.enrolments.filter(run=enrolment.run).select_related("run__program")
    if (same := there.first()) is None:
        enrolment.learner = kept
        enrolment.save(update_fields=["learner"])
        return enrolment
    left = (same.left_at, enrolment.left_at)
    same.left_at = None if None in left else max(filter(None, left))
    same.enrolled_at = min(same.enrolled_at, enrolment.enrolled_at)
    same.save(update_fields=["left_at", "enrolled_at"])
    known = {row.course_id: row for row in same.results.select_related("course")}
    for result in enrolment.results.select_related("course").order_by("pk"):
        other = known.get(result.course_id)
        if other is None:
            result.enrolment = same
            result.save(update_fields=["enrolment"])
        else:
            _join_results(other, result)
    enrolment.delete()
    return same


def _join_results(kept: Result, gone: Result) -> None:
    """The better documented of two results, at the place of the one that stays."""
    better, other = sorted((kept, gone), key=_documented, reverse=True)
    values = completed(read(better), read(other))
    final_at = better.final_at if better.verdict is not None else other.final_at
    before = as_json(read(other))
    gone.changes.update(result=kept)
    for name, value in columns(values).items():
        setattr(kept, name, value)
    kept.final_at = final_at
    kept.recorded_at, kept.recorded_by = better.recorded_at, better.recorded_by
    kept.save()
    if before != as_json(values):
        ResultChange.objects.create(
            result=kept,
            at=clock.now(),
            by=SYSTEM.label,
            before=before,
            after=as_json(values),
        )


def completed(better: Values, other: Values) -> Values:
    """The one, with what it does not say taken from the other.

    A grade, whether it is final and what somebody said of passing belong together.
    """
    if better.grade is None and better.passed is None:
        better = replace(
            better, grade=other.grade, is_final=other.is_final, passed=other.passed
        )
    names = {one.name for one in better.activities}
    more = tuple(one for one in other.activities if one.name not in names)
    either = {
        field: getattr(other, field)
        for field in ("attendance", "participation")
        if getattr(better, field) is None
    }
    return replace(
        better,
        **either,
        activities=(better.activities + more)[:MAX_ACTIVITIES],
        note=better.note or other.note,
    )


def _documented(result: Result) -> tuple[object, ...]:
    """How well a result is documented: decided, how much it says, how often, how lately."""
    return (
        result.verdict is not None,
        len(as_json(read(result))),
        result.changes.count(),
        result.recorded_at,
        result.pk,
    )


def _tell(found: Class, enrolment: Enrolment, kept: Learner) -> None:
    courses = enrolment.results.values_list("course__public_id", flat=True)
    if found_in := tuple(sorted(courses)):
        events.publish(
            ResultRecorded(
                **about(found, SYSTEM),
                learner_public_ids=(kept.public_id,),
                course_public_ids=found_in,
            )
        )
