"""Results: what is recorded, what is missing, when a programme is completed."""

import datetime as dt
from decimal import Decimal

import pytest
from laurel.classes import selectors, services
from laurel.classes.errors import Refused
from laurel.classes.types import Entry, Values
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.programs import selectors as programs

from packages.laurel.tests.factories import classes

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(fixed_clock):
    return classes.class_of(learners=(classes.ADA, classes.GRACE))


@pytest.fixture
def courses(found):
    return programs.courses(found.program)


def test_a_programme_is_completed_when_its_last_course_is_passed(
    found, courses, fixed_clock
):
    key = classes.ADA.email
    for course in courses[:2]:
        classes.record(found, course)
    assert selectors.courses_without_grade(found.program, key) == courses[2:]
    assert selectors.completed_at(found.program, key) is None
    fixed_clock.move(dt.timedelta(days=3))
    classes.record(found, courses[2])
    assert selectors.courses_without_grade(found.program, key) == []
    assert selectors.completed_at(found.program, key) == fixed_clock.now()
    assert selectors.completed_at(found.program, classes.GRACE.email) is None


def test_a_grade_that_is_not_final_decides_nothing(found, courses):
    classes.record(found, courses[0], grade=Decimal(90))
    assert courses[0] in selectors.courses_without_grade(
        found.program, classes.ADA.email
    )


def test_a_failed_course_is_graded_and_completes_nothing(found, courses):
    for course in courses[:2]:
        classes.record(found, course)
    classes.record(found, courses[2], grade=Decimal("49.99"), is_final=True)
    assert selectors.courses_without_grade(found.program, classes.ADA.email) == []
    assert selectors.completed_at(found.program, classes.ADA.email) is None


def test_the_moment_of_a_pass_stays_when_a_note_is_written(found, courses, fixed_clock):
    passed_at = fixed_clock.now()
    for course in courses:
        classes.record(found, course)
    fixed_clock.move(dt.timedelta(days=9))
    classes.record(
        found, courses[0], grade=Decimal(72), is_final=True, note="Seen again."
    )
    assert selectors.completed_at(found.program, classes.ADA.email) == passed_at


def test_what_is_the_same_already_is_not_recorded_again(found, courses):
    assert classes.record(found, courses[0]) == 1
    assert classes.record(found, courses[0]) == 0
    assert EventRecord.objects.filter(name="result.recorded").count() == 1


def test_the_history_has_what_stood_there_before(found, courses):
    classes.record(found, courses[0])
    classes.record(found, courses[0], grade=Decimal(80), is_final=True)
    enrolment = selectors.enrolments(found).get(learner__key=classes.ADA.email)
    newest, first = selectors.changes(enrolment)
    assert (newest.before["grade"], newest.after["grade"]) == ("72.00", "80.00")
    assert (first.before, first.after["is_final"]) == ({}, True)


def test_nought_and_not_passed_are_known_values(found, courses):
    classes.record(found, courses[0], attendance=Decimal(0), passed=False)
    enrolment = selectors.enrolments(found).get(learner__key=classes.ADA.email)
    assert selectors.changes(enrolment).get().after == {
        "attendance": "0.00",
        "passed": False,
    }


@pytest.mark.parametrize(
    "values",
    [
        {"grade": Decimal(-1)},
        {"grade": Decimal(100_000)},
        {"attendance": Decimal("100.01")},
        {"is_final": True},
        {"note": "x" * 501},
    ],
)
def test_a_value_that_cannot_be_is_refused_and_nothing_recorded(found, courses, values):
    ada, grace = (
        classes.learner(found, one).pk for one in (classes.ADA, classes.GRACE)
    )
    good = Entry(ada, courses[0].pk, Values(passed=True))
    bad = Entry(grace, courses[0].pk, Values(**values))
    with pytest.raises(Refused):
        services.record(found=found, entries=[good, bad], actor=SYSTEM)
    assert selectors.results(selectors.enrolments(found)) == {}


def test_nobody_gets_a_result_who_does_not_take_part(found, courses):
    ada = classes.learner(found)
    services.leave(found=found, learner=ada, actor=SYSTEM)
    with pytest.raises(Refused, match="does not take part"):
        classes.record(found, courses[0])
