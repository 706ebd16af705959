"""How far learners are in a programme, for all of them at once."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from laurel.classes.models import Class, Enrolment, Result
from laurel.classes.portions import portions
from laurel.classes.types import Progress
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.programs.models import Program


def progress(
    program: "Program", learner_ids: Collection[int]
) -> Mapping[int, Progress]:
    """Learner → what is decided in the programme's courses, and when their classes end."""
    courses = {course.pk: course.name for course in programs.courses(program)}
    attempts, taken = _results(program, learner_ids), _classes(program, learner_ids)
    found: dict[int, Progress] = {}
    for learner_id in learner_ids:
        last = max(taken[learner_id], key=lambda one: one.ends_at, default=None)
        passed_at: dict[int, dt.datetime] = {}
        decided: set[int] = set()
        for row in attempts[learner_id]:
            verdict = row.verdict
            if verdict is None or row.course_id not in courses:
                continue
            decided.add(row.course_id)
            at = row.final_at or row.recorded_at
            if verdict:
                known = passed_at.get(row.course_id, at)
                passed_at[row.course_id] = min(known, at)
        found[learner_id] = Progress(
            ungraded=tuple(name for pk, name in courses.items() if pk not in decided),
            failed=tuple(
                name
                for pk, name in courses.items()
                if pk in decided and pk not in passed_at
            ),
            passed_at=max(passed_at.values())
            if courses and len(passed_at) == len(courses)
            else None,
            over_at=last.ends_at if last else None,
            time_zone=last.time_zone if last else "",
        )
    return found


def taking_part(program: "Program", learner_ids: Collection[int]) -> set[int]:
    """Those of these learners who take part in a class of the programme."""
    return {
        learner_id for learner_id, of in _classes(program, learner_ids).items() if of
    }


def _results(
    program: "Program", learner_ids: Collection[int]
) -> defaultdict[int, list[Result]]:
    found: defaultdict[int, list[Result]] = defaultdict(list)
    for some in portions(learner_ids):
        rows = Result.objects.filter(
            enrolment__run__program=program, enrolment__learner_id__in=some
        ).select_related("course", "enrolment")
        for row in rows.order_by("pk"):
            found[row.enrolment.learner_id].append(row)
    return found


def _classes(
    program: "Program", learner_ids: Collection[int]
) -> defaultdict[int, list[Class]]:
    found: defaultdict[int, list[Class]] = defaultdict(list)
    for some in portions(learner_ids):
        rows = Enrolment.objects.filter(
            run__program=program, learner_id__in=some, left_at=None
        ).select_related("run")
        for row in rows.order_by("pk"):
            found[row.learner_id].append(row.run)
    return found
