"""Reading classes: who takes part, what they reached, and what is not known yet."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from laurel.classes import cells, lists, rules
from laurel.classes.cells import plain
from laurel.classes.columns import read
from laurel.classes.errors import NotFound, Refused
from laurel.classes.facts import facts_of
from laurel.classes.models import (
    Class,
    ClassBadge,
    ClassList,
    Enrolment,
    Learner,
    Result,
    ResultChange,
)
from laurel.classes.portions import portions
from laurel.classes.progress import progress, taking_part
from laurel.classes.rules import time_zones
from laurel.classes.types import Field, Plan, Values
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization
    from laurel.programs.models import Course, Program

__all__ = [
    "awarded_by_themselves",
    "badges",
    "brought",
    "by_public_id",
    "changes",
    "classes_of_achievement",
    "classes_of_key",
    "completed_at",
    "completions",
    "courses_without_grade",
    "enrolment",
    "enrolments",
    "facts_of",
    "fault",
    "keys_of_program",
    "learner",
    "learners_by_public_id",
    "learners_of_keys",
    "names",
    "of_organization",
    "of_program",
    "plain",
    "plan",
    "progress",
    "read",
    "results",
    "taking_part",
    "time_zones",
    "written",
]


def by_public_id(public_id: str) -> Class:
    """One class with its programme and organization.

    Raises:
        NotFound: there is none of that id.
    """
    found = (
        Class.objects.select_related("program__organization")
        .filter(public_id=public_id)
        .first()
    )
    if found is None:
        raise NotFound("no such class")
    return found


def of_organization(organization: "Organization") -> QuerySet[Class]:
    """All classes, the one that starts last first, each with `learners` and `program`."""
    return _listed(Class.objects.filter(program__organization=organization))


def names(organization: "Organization", public_ids: Collection[str]) -> dict[str, str]:
    """What these classes are called, by public id."""
    found = Class.objects.filter(
        program__organization=organization, public_id__in=list(public_ids)
    )
    return dict(found.values_list("public_id", "name"))


def of_program(program: "Program") -> QuerySet[Class]:
    """The classes of a programme, the one that starts last first, each with `learners`."""
    return _listed(Class.objects.filter(program=program))


def learner(organization_id: uuid.UUID, public_id: str) -> Learner:
    """One learner of the organization.

    Raises:
        NotFound: it has none of that id.
    """
    found = Learner.objects.filter(
        organization_id=organization_id, public_id=public_id
    ).first()
    if found is None:
        raise NotFound("no such learner")
    return found


def learners_by_public_id(
    organization_id: uuid.UUID, public_ids: Collection[str]
) -> list[Learner]:
    """Those of these learners that are there."""
    return list(
        Learner.objects.filter(
            organization_id=organization_id, public_id__in=list(public_ids)
        ).order_by("pk")
    )


def learners_of_keys(
    organization_id: uuid.UUID, keys: Collection[str]
) -> dict[str, Learner]:
    """Normalised address → the learner who has it."""
    found: dict[str, Learner] = {}
    for some in portions(keys):
        rows = Learner.objects.filter(organization_id=organization_id, key__in=some)
        found |= {row.key: row for row in rows}
    return found


def keys_of_program(program: "Program") -> list[str]:
    """The normalised addresses of everybody who takes part in a class of the programme."""
    return list(
        Learner.objects.filter(
            enrolments__run__program=program, enrolments__left_at=None
        )
        .distinct()
        .order_by("key")
        .values_list("key", flat=True)
    )


def classes_of_key(organization_id: uuid.UUID, key: str) -> list[Class]:
    """The classes that whoever has this address takes part in, the last one first."""
    return list(
        Class.objects.select_related("program")
        .filter(
            enrolments__learner__organization_id=organization_id,
            enrolments__learner__key=key,
            enrolments__left_at=None,
        )
        .order_by("-starts_at", "-pk")
    )


def enrolments(found: Class) -> QuerySet[Enrolment]:
    """Who takes part, by name, each with `learner`."""
    return (
        Enrolment.objects.filter(run=found, left_at=None)
        .select_related("learner")
        .order_by("learner__name", "learner__key")
    )


def keys_by_class(found: Collection[Class]) -> Mapping[int, list[str]]:
    """Class → the normalised addresses of those who take part in it."""
    members: defaultdict[int, list[str]] = defaultdict(list)
    for some in portions([each.pk for each in found]):
        rows = Enrolment.objects.filter(run_id__in=some, left_at=None)
        for run, key in rows.values_list("run_id", "learner__key"):
            members[run].append(key)
    return members


def results(of: Iterable[Enrolment]) -> dict[tuple[int, int], Result]:
    """(enrolment, course) → what is recorded there, with its `course`."""
    found: dict[tuple[int, int], Result] = {}
    for some in portions([one.pk for one in of]):
        rows = Result.objects.select_related("course", "enrolment__learner").filter(
            enrolment_id__in=some
        )
        found |= {(row.enrolment_id, row.course_id): row for row in rows}
    return found


def fault(given: Values) -> Refused | None:
    """What recording these values would be refused for; None: nothing."""
    try:
        rules.values(given)
    except Refused as refused:
        return refused
    return None


def enrolment(found: Class, learner_public_id: str) -> Enrolment:
    """A learner in the class.

    Raises:
        NotFound: nobody of that id takes part, or did.
    """
    one = (
        Enrolment.objects.select_related("learner")
        .filter(run=found, learner__public_id=learner_public_id)
        .first()
    )
    if one is None:
        raise NotFound("no such learner in this class")
    return one


def brought(found: Class, public_id: str) -> ClassList:
    """A list that was brought for the class.

    Raises:
        NotFound: there is none of that id.
    """
    one = ClassList.objects.select_related("run__program").filter(
        run=found, public_id=public_id
    )
    if (row := one.first()) is None:
        raise NotFound("no such list")
    return row


def plan(found: ClassList) -> Plan:
    """What taking the list over would do at this moment."""
    there = list(enrolments(found.run))
    known = {
        (result.enrolment.learner.key, course): result
        for (_, course), result in results(there).items()
    }
    return lists.plan(
        found,
        programs.courses(found.run.program),
        known,
        {one.learner.key for one in there},
    )


def changes(found: Enrolment) -> QuerySet[ResultChange]:
    """What was recorded for a learner in a class, the newest first."""
    return (
        ResultChange.objects.filter(result__enrolment=found)
        .select_related("result__course")
        .order_by("-at", "-pk")
    )


def badges(found: Class) -> list[ClassBadge]:
    """What is set up for the class, oldest first, each with its achievement and its versions."""
    return list(
        found.badges.select_related("achievement__issuer")
        .prefetch_related("achievement__versions")
        .order_by("pk")
    )


def classes_of_achievement(achievement: "Achievement") -> QuerySet[Class]:
    """The classes that it is set up for, the one that starts last first."""
    return (
        Class.objects.filter(badges__achievement=achievement)
        .select_related("program")
        .order_by("-starts_at", "-pk")
    )


def awarded_by_themselves(
    achievement_ids: Collection[int], keys: Collection[str]
) -> dict[tuple[int, str], bool]:
    """(achievement, address) → whether one of the classes that it is set up for says so.

    Left out: those of whom no class says anything.
    """
    found: dict[tuple[int, str], bool] = {}
    for some in portions(keys):
        rows = ClassBadge.objects.filter(
            achievement_id__in=list(achievement_ids),
            run__enrolments__learner__key__in=some,
            run__enrolments__left_at=None,
        ).values_list("achievement_id", "run__enrolments__learner__key", "is_manual")
        for achievement_id, key, is_manual in rows:
            before = found.get((achievement_id, key), False)
            found[achievement_id, key] = before or not is_manual
    return found


def courses_without_grade(program: "Program", key: str) -> list["Course"]:
    """The courses of the programme in which nothing is decided for whoever has this address."""
    decided = {
        row.course_id
        for row in _results_in(program, [key])[key]
        if row.verdict is not None
    }
    return [course for course in programs.courses(program) if course.pk not in decided]


def completed_at(program: "Program", key: str) -> dt.datetime | None:
    """When the last course of the programme was passed; None: not every one is, or it has none."""
    return completions(program, [key]).get(key)


def completions(program: "Program", keys: Collection[str]) -> dict[str, dt.datetime]:
    """Normalised address → when the last course was passed, for those who passed every one."""
    wanted = {course.pk for course in programs.courses(program)}
    done: dict[str, dt.datetime] = {}
    if not wanted:
        return done
    for key, rows in _results_in(program, keys).items():
        first: dict[int, dt.datetime] = {}
        for row in rows:
            if row.verdict and row.final_at is not None and row.course_id in wanted:
                first[row.course_id] = min(
                    first.get(row.course_id, row.final_at), row.final_at
                )
        if len(first) == len(wanted):
            done[key] = max(first.values())
    return done


def _results_in(
    program: "Program", keys: Collection[str]
) -> defaultdict[str, list[Result]]:
    found: defaultdict[str, list[Result]] = defaultdict(list)
    for some in portions(keys):
        rows = Result.objects.filter(
            enrolment__run__program=program, enrolment__learner__key__in=some
        ).select_related("course", "enrolment__learner")
        for row in rows:
            found[row.enrolment.learner.key].append(row)
    return found


def _listed(found: QuerySet[Class]) -> QuerySet[Class]:
    return (
        found.select_related("program")
        .annotate(learners=Count("enrolments", filter=Q(enrolments__left_at=None)))
        .order_by("-starts_at", "-pk")
    )


def written(result: Result | None, field: Field) -> str:
    """What stands in a cell of a table; reading it again changes nothing."""
    return cells.written(field, read(result)) if result else ""
