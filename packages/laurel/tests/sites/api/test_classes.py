"""A learning platform brings learners and results; what the class has fixed stays fixed."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.cache import cache
from laurel.classes import selectors
from laurel.classes.models import Learner, Result, ResultChange
from laurel.foundation.actors import SYSTEM
from laurel.programs import selectors as programs
from laurel.programs import services as program_services
from laurel.programs.types import CourseFacts
from laurel.sites.api import class_schemas

from packages.laurel.tests.factories import badges, classes

from .test_awards import Program, problem

pytestmark = pytest.mark.django_db
ADA = {"name": "Ada Lovelace", "email": "ada@example.org"}


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    cache.clear()


@pytest.fixture
def badge(db):
    return badges.achievement(name="Facilitation")


@pytest.fixture
def run(badge):
    """A class that Ada takes part in."""
    return classes.class_of(classes.program(badge.issuer.organization))


@pytest.fixture
def course(run):
    return programs.courses(run.program)[0]


@pytest.fixture
def program(client, badge):
    return Program(client, badge.issuer.organization)


def at(run, what):
    return f"/api/v1/classes/{run.public_id}/{what}"


def send(program, run, *results):
    return program.post(at(run, "results"), {"results": list(results)}, key=None)


def result(course, **values):
    return {"learner": "Ada@Example.org", "course": course.public_id, **values}


def test_what_a_learner_reached_is_recorded_once(program, run, course):
    sent = result(
        course,
        grade=71.5,
        isFinal=True,
        attendance=100,
        activities=[{"name": "Course work", "at": "2027-02-01T10:00:00+00:00"}],
    )
    first = send(program, run, sent).json()
    again = send(program, run, sent).json()
    assert (first, again) == ({"changed": 1, "same": 0}, {"changed": 0, "same": 1})
    row = Result.objects.get()
    assert (row.grade, row.is_final, row.attendance) == (Decimal("71.50"), True, 100)
    assert row.activities[0]["name"] == "Course work"
    assert row.recorded_by == "API token “Moodle”"


def test_what_is_left_out_stays_and_null_is_not_known(program, run, course):
    send(program, run, result(course, grade="60", attendance="80", note="Late once."))
    send(program, run, result(course, participation=100, attendance=None))
    row = Result.objects.get()
    assert (row.grade, row.attendance, row.participation) == (60, None, 100)
    assert row.note == "Late once."
    assert ResultChange.objects.count() == 2


def test_a_course_is_known_by_its_code(program, run, course):
    facts = CourseFacts(name=course.name, code="DL-1", public_id=course.public_id)
    program_services.set_courses(program=run.program, courses=[facts], actor=SYSTEM)
    assert send(program, run, result(course, grade=50) | {"course": "DL-1"}).json() == {
        "changed": 1,
        "same": 0,
    }


def test_one_that_comes_twice_is_as_its_last_place_says(program, run, course):
    answer = send(program, run, result(course, grade=50), result(course, attendance=90))
    assert answer.json() == {"changed": 1, "same": 0}
    row = Result.objects.get()
    assert (row.grade, row.attendance) == (50, 90)


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"learner": "nobody@example.org"}, "results.1.learner", "Enrol them first"),
        ({"course": "x"}, "results.1.course", "no course"),
        ({"grade": -1}, "results.1.grade", "number from 0"),
        ({"grade": "NaN"}, "results.1.grade", "number from 0"),
        ({"grade": True}, "results.1.grade", "number from 0"),
        ({"grade": 0.123}, "results.1.grade", "two decimals"),
        ({"attendance": 101}, "results.1.attendance", "between 0 and 100"),
        ({"grade": None, "isFinal": True}, "results.1.grade", "needs to be written"),
        ({"isFinal": "yes"}, "results.1.isFinal", "boolean"),
        ({"activities": [{"name": "A", "at": "2027-02-01"}]}, "results.1.activities.0.at", "zone"),
        ({"colour": "red"}, "results.1.colour", "not permitted"),
    ],
)  # fmt: skip
def test_one_that_is_wrong_is_named_and_none_is_recorded(
    program, course, change, field, said
):
    run = selectors.of_program(course.program).get()
    answer = send(program, run, result(course, grade=1), result(course) | change)
    no = problem(answer, 422)
    assert no["field"] == field
    assert said in no["detail"]
    assert not Result.objects.exists()


@pytest.mark.parametrize("number", [0, class_schemas.MOST + 1])
def test_none_and_too_many_are_refused(program, run, course, number):
    problem(send(program, run, *[result(course)] * number), 422)


def test_learners_are_enrolled_and_a_repeat_is_harmless(program, run):
    grace = {"name": "Grace Hopper", "email": "grace@example.org", "timeZone": "UTC"}
    said = [
        program.post(at(run, "learners"), {"learners": [ADA, grace]}).json()
        for _ in range(2)
    ]
    assert said == [{"added": 1, "same": 1}, {"added": 0, "same": 2}]
    assert Learner.objects.get(key="grace@example.org").time_zone == "UTC"
    wrong = program.post(at(run, "learners"), {"learners": [{**ADA, "email": "x"}]})
    assert problem(wrong, 422)["field"] == "email"


@pytest.mark.requirement("I2")
def test_a_badge_of_a_class_is_fixed_from_its_start(program, run, badge, fixed_clock):
    wanted = {"badge": badge.public_id, "awarding": "automatic"}
    set_up = program.send("put", at(run, "badge"), wanted)
    assert set_up.status_code == 200
    assert set_up.json()["badges"] == [
        {"id": badge.public_id, "name": "Facilitation", "awarding": "automatic"}
    ]
    fixed_clock.move(dt.timedelta(days=60))
    no = problem(
        program.send("put", at(run, "badge"), wanted | {"awarding": "manual"}), 409
    )
    assert "started on 11 January 2027" in no["detail"]
    other = badges.achievement(badge.issuer)
    problem(
        program.send("put", at(run, "badge"), wanted | {"badge": other.public_id}), 409
    )
    (kept,) = selectors.badges(run)
    assert (kept.achievement, kept.is_manual) == (badge, False)


def test_classes_are_listed_with_what_can_be_recorded(program, run, course, badge):
    classes.class_of(classes.program())  # another organisation's
    (found,) = program.get("/api/v1/classes").json()["classes"]
    assert (found["id"], found["firstDay"]) == (run.public_id, "2027-01-11")
    assert {"id": course.public_id, "name": course.name, "code": ""} in found["courses"]
    class_schemas.Class.model_validate(found)
