"""`make bench-rules`: how long rules take, for everybody from scratch and for one new result.

Processor time of one core, in this process. The engine alone, with facts in memory; then what
follows one new result with everything that the database is asked for.
"""

import argparse
import datetime as dt
import os
import statistics
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

PAGE = Path("docs/benchmarks-rules.md")
LEARNERS = 10_000
COURSES = 30
TIMES = 5
SINGLE = 200
MOST_SECONDS = 2.0  # for everybody
MOST_MILLISECONDS = 5.0  # for one new result, in the engine
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)


def main() -> int:
    """Decide, measure, write it down; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="make bench-rules", description=__doc__)
    parser.add_argument("--no-write", dest="write", action="store_false")
    options = parser.parse_args()
    scratch, single = _engine()
    whole, asked = _with_database()
    text = _page(scratch, single, whole, asked)
    print(text)
    if options.write:
        PAGE.write_text(text, "utf-8")
    return 0 if scratch <= MOST_SECONDS and single <= MOST_MILLISECONDS else 1


def _engine() -> tuple[float, float]:
    """Seconds for everybody, and milliseconds for one new result of one learner."""
    from laurel.requirements.services import Index, evaluate
    from laurel.requirements.types import AllOf, Fact, Kind, Need

    courses = [f"course-{number}" for number in range(COURSES)]
    rule = AllOf(tuple(Need(Kind.COURSE, course, Decimal(60)) for course in courses))

    def facts_of(learner: int) -> list[Fact]:
        # A third of them has every course with 60 or more, the others lack something.
        lowest = 60 if learner % 3 == 0 else 45
        grades = (
            Decimal(lowest + (learner * 7 + place * 3) % 40) for place in range(COURSES)
        )
        return [
            Fact(Kind.COURSE, course, grade, NOW, "Spring")
            for course, grade in zip(courses, grades, strict=True)
        ]

    everybody = [facts_of(learner) for learner in range(LEARNERS)]

    def scratch() -> None:
        met = sum(evaluate(rule, facts, NOW).is_met for facts in everybody)
        if met * 3 < LEARNERS:
            raise SystemExit("the engine decided something else than it should")

    # Two hundred rules, one of which asks about this course of this learner.
    rules = {f"rule-{n}": Need(Kind.COURSE, f"other-{n}") for n in range(200)}
    index = Index({**rules, "programme": rule})
    facts = everybody[0][:-1]
    new = everybody[0][-1]

    def single() -> None:
        names = index.asking(new.subject)
        found = [evaluate(index.rules[name], [*facts, new], NOW) for name in names]
        if [decision.is_met for decision in found] != [True]:
            raise SystemExit("the engine decided something else than it should")

    return _median(scratch, TIMES), _median(single, SINGLE) * 1000


def _with_database() -> tuple[float, int]:
    """Milliseconds and statements after one new result, until it is known what it means."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "laurel.config.settings.test"
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    setup_test_environment()
    runner: Any = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        return _looked()
    finally:
        runner.teardown_databases(databases)


def _looked() -> tuple[float, int]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext
    from laurel.eligibility import services
    from laurel.foundation.actors import SYSTEM
    from laurel.programs import selectors as programs
    from laurel.requirements.types import Kind, Need

    from packages.laurel.tests.factories import badges, classes, people

    college = people.organization()[0]
    program = classes.program(
        college, courses=[f"Course {number}" for number in range(COURSES)]
    )
    spring = classes.class_of(program)
    courses = programs.courses(program)
    for course in courses[:-1]:
        classes.record(spring, course)
    services.set_rule(
        achievement=badges.achievement(badges.issuer(college)),
        requirement=Need(Kind.COURSE, program.public_id),
        is_automatic=True,
        actor=SYSTEM,
    )

    def look() -> None:
        services.look(college.pk, [classes.ADA.email], [courses[0].public_id])

    with CaptureQueriesContext(connection) as asked:
        look()
    return _median(look, SINGLE) * 1000, len(asked)


def _median(act: Callable[[], None], times: int) -> float:
    taken = []
    for _ in range(times + 1):
        began = time.process_time()
        act()
        taken.append(time.process_time() - began)
    return statistics.median(taken[1:])  # the first one warms up


def _page(scratch: float, single: float, whole: float, asked: int) -> str:
    scratch_of = f"{LEARNERS:,} learners with {COURSES} courses, decided from scratch"
    rows = (
        (f"{scratch_of}, every reason", f"{scratch:.2f} s", f"{MOST_SECONDS:.0f} s"),
        (
            "one new result of one learner, among 201 rules",
            f"{single:.2f} ms",
            f"{MOST_MILLISECONDS:.0f} ms",
        ),
        (
            f"the same with SQLite: {COURSES} courses read, {asked} statements",
            f"{whole:.1f} ms",
            "",
        ),
    )
    table = "\n".join(f"| {what} | {taken} | {goal} |" for what, taken, goal in rows)
    return f"""# Rules

`make bench-rules` writes this page. It is processor time of one core, so what else the machine does
is no part of it; the command fails where a goal is missed.

| what | taken | goal |
|---|---|---|
{table}
"""


if __name__ == "__main__":
    raise SystemExit(main())
