"""Addresses that change in the institution's record: nothing of a learner is lost by it."""

import datetime as dt
import itertools
import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from laurel.classes import facts, joining, moving, rules, selectors, services
from laurel.classes.columns import as_json
from laurel.classes.models import Learner, Result, ResultChange
from laurel.classes.types import Activity, Entry, Person, Values
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.programs import selectors as programs
from laurel.releases import services as releases
from laurel.releases.models import Clearance, ConfirmationList
from laurel.releases.types import Clearing

from packages.laurel.tests.factories import classes as made
from packages.laurel.tests.factories import people

OLD = Person(name="Ada Byron", email="ada@example.org")
NEW = Person(name="Ada Lovelace", email="ada@college.example")


@pytest.fixture
def program(db):
    return made.program()


@pytest.fixture
def spring(program):
    return made.class_of(program, learners=(OLD, NEW))


@pytest.fixture
def courses(program):
    return programs.courses(program)


def move(of, *changes):
    """The record says other addresses of these people, all in one list."""
    people.moved_all(of.organization, *changes)
    jobs.drain()


def the_one(program):
    """The only learner that is left, in its only enrolment."""
    (learner,) = Learner.objects.filter(organization=program.organization)
    assert learner.key == NEW.email
    return learner


def test_two_learners_of_one_class_become_one(program, spring, courses):
    made.record(spring, courses[0], OLD)
    made.record(spring, courses[1], NEW)
    move(program, (OLD.email, NEW.email))
    (enrolment,) = the_one(program).enrolments.all()
    assert {r.course_id for r in enrolment.results.all()} == {
        courses[0].pk,
        courses[1].pk,
    }
    assert [e.learner.name for e in selectors.enrolments(spring)] == ["Ada Lovelace"]
    assert EventRecord.objects.filter(name="learner.joined").count() == 1


def test_the_better_documented_result_counts_and_the_other_is_kept(
    program, spring, courses
):
    made.record(spring, courses[0], OLD)
    made.record(spring, courses[0], NEW, attendance=Decimal(90))
    move(program, (OLD.email, NEW.email))
    (result,) = Result.objects.all()
    assert (result.grade, result.verdict, result.attendance) == (72, True, 90)
    last = ResultChange.objects.order_by("-pk").first()
    assert last.before == {"attendance": "90.00"}
    assert last.after["grade"] == "72.00"
    assert result.changes.count() == 3  # either's first one, and the joining


def test_a_registrars_confirmation_is_not_lost(program, spring, courses):
    old, new = made.learner(spring, OLD), made.learner(spring, NEW)
    releases.confirm(program=program, learner_ids=[old.public_id], actor=people.actor())
    waiting = ConfirmationList.objects.create(
        program=program,
        rows=[[2, old.public_id], [3, new.public_id]],
        brought_at=spring.starts_at,
        brought_by="The registrar",
    )
    move(program, (OLD.email, NEW.email))
    said = Clearance.objects.get()
    assert (said.learner, said.kind) == (the_one(program), Clearing.CONFIRMED.value)
    waiting.refresh_from_db()
    assert waiting.rows == [[3, new.public_id]]


def test_one_person_does_not_confirm_and_release_somebody_by_their_two_addresses(
    program, spring, courses
):
    registrar = people.actor()
    for learner, kind in (
        (made.learner(spring, OLD), Clearing.CONFIRMED),
        (made.learner(spring, NEW), Clearing.APPROVED),
    ):
        Clearance.objects.create(
            program=program,
            learner=learner,
            kind=kind.value,
            at=spring.starts_at,
            by=registrar.label,
            by_account=registrar.account_id,
        )
    move(program, (OLD.email, NEW.email))
    assert [c.kind for c in Clearance.objects.all()] == [Clearing.CONFIRMED.value]


@pytest.mark.parametrize("swapped", [False, True])
def test_an_address_that_passes_from_one_to_another_takes_nothing_with_it(
    program, courses, swapped
):
    """In one list: the second person gives up the address that the first one gets."""
    grace = Person(name="Grace Hopper", email="grace@example.org")
    spring = made.class_of(program, learners=(OLD, grace))
    made.record(spring, courses[0], grace)
    goes_to = OLD.email if swapped else "hopper@example.org"
    move(program, (OLD.email, grace.email), (grace.email, goes_to))
    learner = Learner.objects.get(key=goes_to)
    assert (learner.name, learner.enrolments.get().results.count()) == (
        "Grace Hopper",
        1,
    )
    for event in EventRecord.objects.filter(name="recipients.imported"):
        moving.follow(event)  # a repeat
    assert Learner.objects.get(key=goes_to) == learner
    assert Learner.objects.get(key=grace.email).name == OLD.name


# --- nothing is lost, whatever both have ----------------------------------------------

MOMENT = dt.datetime(2027, 2, 1, 12, tzinfo=dt.UTC)
_PERCENT = st.none() | st.integers(0, 100).map(Decimal)


@st.composite
def results(draw):
    """What may stand in a result."""
    grade = draw(_PERCENT)
    return Values(
        grade=grade,
        is_final=grade is not None and draw(st.booleans()),
        passed=draw(st.none() | st.booleans()),
        attendance=draw(_PERCENT),
        participation=draw(_PERCENT),
        activities=tuple(
            Activity(name, MOMENT)
            for name in sorted(
                draw(st.sets(st.sampled_from(["Essay", "Quiz", "Talk"])))
            )
        ),
        note=draw(st.sampled_from(["", "Well done", "Ill in May"])),
    )


@given(results(), results())
def test_what_one_does_not_say_is_taken_from_the_other(better, other):
    whole = joining.completed(better, other)
    for field in ("attendance", "participation", "note"):
        assert getattr(whole, field) in (getattr(better, field), getattr(other, field))
        if getattr(better, field) or getattr(other, field):
            assert getattr(whole, field) not in (None, "")
    assert {a.name for a in whole.activities} == {
        a.name for a in better.activities + other.activities
    }
    verdicts = [(v.grade, v.is_final, v.passed) for v in (better, other)]
    assert (whole.grade, whole.is_final, whole.passed) in verdicts


pairs = st.lists(st.none() | results(), min_size=2, max_size=2)
_numbers = itertools.count(1)


def written(value):
    """As JSON; databases keep the names of an object in orders of their own."""
    return json.dumps(value, sort_keys=True)


@pytest.mark.django_db
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(old=pairs, new=pairs)
def test_every_value_of_either_stands_in_the_result_or_in_its_history(
    program, courses, old, new
):
    """Random pairs: two addresses, two courses, one class."""
    number = next(_numbers)
    before = Person(name="Ada", email=f"old-{number}@example.org")
    after = Person(name="Ada", email=f"new-{number}@example.org")
    spring = made.class_of(program, learners=(before, after))
    for person, some in ((before, old), (after, new)):
        for course, values in zip(courses, some, strict=False):
            if values is not None:
                record(spring, course, person, values)
    known = about(program, before, after)
    kept, gone = made.learner(spring, after), made.learner(spring, before)
    joining.join(kept=kept, gone=gone)
    assert about(program, after) == known
    (enrolment,) = kept.enrolments.all()
    said = written(
        [
            (change.before, change.after)
            for result in enrolment.results.all()
            for change in result.changes.all()
        ]
    )
    for values in filter(None, (*old, *new)):
        for value in as_json(rules.values(values)).values():
            assert written(value) in said


def record(spring, course, person, values):
    learner_id = made.learner(spring, person).pk
    services.record(
        found=spring, entries=[Entry(learner_id, course.pk, values)], actor=SYSTEM
    )


def about(program, *persons):
    """What is known of any of them, and of what."""
    found = facts.facts_of(program.organization_id, [p.email for p in persons])
    return {(f.kind, f.subject) for each in found.values() for f in each}
