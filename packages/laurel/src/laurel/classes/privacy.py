"""What classes know of people: who learns, what they reached, and who taught and recorded."""

from collections.abc import Sequence

from django.db.models import Q, QuerySet

from laurel.classes import rules
from laurel.classes.models import (
    ClassList,
    ClassStaff,
    Enrolment,
    Learner,
    Result,
    ResultChange,
)
from laurel.foundation.people import ERASED, Kept, Person, acted, within, without

_WHERE = "enrolment__learner__organization"
_LISTED = "run__program__organization"


def export(person: Person) -> Sequence[Kept]:
    """The classes they took part in with their results, and those they teach."""
    enrolled = (
        Enrolment.objects.filter(learner__in=_theirs(person))
        .select_related("run__program__organization", "learner")
        .prefetch_related("results__course")
    )
    rows = tuple(
        {
            "organization": one.run.program.organization.name,
            "class": one.run.name,
            "name": one.learner.name,
            "email": one.learner.email,
            "time_zone": one.learner.time_zone,
            "enrolled_at": one.enrolled_at.isoformat(),
            "left_at": one.left_at.isoformat() if one.left_at else None,
            "results": [_said(result) for result in one.results.all()],
        }
        for one in enrolled.order_by("pk")
    )
    taught = tuple(
        {"class": one.run.name}
        for one in _taught(person).select_related("run").order_by("pk")
    )
    return Kept("classes", rows=rows), Kept("classes-you-teach", rows=taught)


def erase(person: Person) -> int:
    """Take them and their results out, off the staff, and their name off what they recorded."""
    changed = _strike_out(person)
    changed += _theirs(person).delete()[0] + _taught(person).delete()[0]
    recorded = Result.objects.filter(acted(person, "recorded_by", _WHERE))
    kept = ResultChange.objects.filter(acted(person, "by", f"result__{_WHERE}"))
    brought = ClassList.objects.filter(acted(person, "brought_by", _LISTED))
    changed += brought.update(brought_by=ERASED)
    return changed + recorded.update(recorded_by=ERASED) + kept.update(by=ERASED)


def names(person: Person) -> set[str]:
    """What the classes call the person."""
    return set(_theirs(person).exclude(name="").values_list("name", flat=True))


def _theirs(person: Person) -> QuerySet[Learner]:
    return Learner.objects.filter(Q(key__in=person.keys), within(person))


def _taught(person: Person) -> QuerySet[ClassStaff]:
    if person.account_id is None:
        return ClassStaff.objects.none()
    return ClassStaff.objects.filter(
        within(person, _LISTED), account_id=person.account_id
    )


def _strike_out(person: Person) -> int:
    """Their lines in lists that wait to be taken over."""
    changed = 0
    for row in ClassList.objects.filter(within(person, _LISTED), applied_at=None):
        rows = [
            line for line in row.rows if rules.normalised(line[2]) not in person.keys
        ]
        faults = without(row.faults, person.words)
        if (rows, faults) != (row.rows, row.faults):
            row.rows, row.faults = rows, faults
            row.save(update_fields=["rows", "faults"])
            changed += 1
    return changed


def _said(result: Result) -> dict[str, object]:
    return {
        "course": result.course.name,
        "grade": str(result.grade) if result.grade is not None else None,
        "is_final": result.is_final,
        "passed": result.verdict,
        "attendance": str(result.attendance) if result.attendance is not None else None,
        "participation": str(result.participation)
        if result.participation is not None
        else None,
        "activities": result.activities,
        "note": result.note,
        "recorded_at": result.recorded_at.isoformat(),
    }
