"""What rules are told of learners."""

import datetime as dt
from decimal import Decimal

import pytest
from laurel.classes import selectors
from laurel.classes.types import Activity
from laurel.programs import selectors as programs
from laurel.requirements.types import Kind

from packages.laurel.tests.factories import classes

pytestmark = pytest.mark.django_db
KEY = classes.ADA.email


@pytest.fixture
def found(fixed_clock):
    return classes.class_of(learners=(classes.ADA, classes.GRACE))


@pytest.fixture
def course(found):
    return programs.courses(found.program)[0]


def facts(found):
    told = selectors.facts_of(
        found.program.organization_id, [KEY, "nobody@example.org"]
    )
    return told.get(KEY, ())


def test_a_final_grade_says_what_it_is_and_whether_it_passes(
    found, course, fixed_clock
):
    classes.record(found, course, grade=Decimal(49), is_final=True, note="Close.")
    (fact,) = facts(found)
    assert (fact.kind, fact.subject) == (Kind.COURSE, course.public_id)
    assert (fact.value, fact.is_passed) == (49, False)
    assert fact.at == fixed_clock.now()
    assert (fact.source, fact.label, fact.note) == (
        "Spring 2027",
        "Data Literacy",
        "Close.",
    )


def test_a_pass_without_a_grade_is_a_pass(found, course):
    classes.record(found, course, passed=True)
    (fact,) = facts(found)
    assert (fact.value, fact.is_passed) == (1, True)


def test_a_grade_that_is_not_final_is_not_told(found, course):
    classes.record(found, course, grade=Decimal(99))
    assert facts(found) == ()


def test_attendance_participation_and_activities_are_told(found, course, fixed_clock):
    done_at = fixed_clock.now() - dt.timedelta(days=1)
    classes.record(
        found,
        course,
        attendance=Decimal(80),
        participation=Decimal(100),
        activities=(Activity("Peer review", done_at),),
    )
    told = {fact.kind: fact for fact in facts(found)}
    assert told[Kind.ATTENDANCE].value == 80
    assert told[Kind.PARTICIPATION].value == 100
    activity = told[Kind.ACTIVITY]
    assert (activity.subject, activity.value, activity.at) == (
        "Peer review",
        1,
        done_at,
    )
    subjects = {fact.subject for fact in facts(found) if fact.kind is Kind.ACTIVITY}
    assert subjects == {"Peer review", f"{course.public_id}/Peer review"}


def test_other_organizations_learners_are_not_told_of(found, course):
    other = classes.class_of()
    classes.record(found, course)
    organization_id = other.program.organization_id
    assert selectors.facts_of(organization_id, [KEY]) == {}


def test_all_learners_are_read_with_one_query(found, course, django_assert_num_queries):
    for person in (classes.ADA, classes.GRACE):
        classes.record(found, course, person)
    with django_assert_num_queries(1):
        told = selectors.facts_of(
            found.program.organization_id, [KEY, classes.GRACE.email]
        )
    assert set(told) == {KEY, classes.GRACE.email}
