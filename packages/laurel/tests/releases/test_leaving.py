"""From the last grade to the badge: everything happens by itself, and not before its time."""

import datetime as dt
from dataclasses import replace

import pytest
from laurel.awards.models import Award
from laurel.classes import services as class_services
from laurel.credentials import selectors as credentials
from laurel.eligibility import services as eligibility
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import OutgoingMail
from laurel.releases import selectors, services
from laurel.releases.types import Terms
from laurel.requirements.types import AllOf, Kind, Need

from packages.laurel.tests.factories import classes
from packages.laurel.tests.factories.releases import WEEKS

pytestmark = pytest.mark.django_db

ADA, GRACE = classes.ADA, classes.GRACE
OVER = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)  # midnight in Vancouver
FIRST_DAY = dt.datetime(2026, 12, 12, 17, tzinfo=dt.UTC)  # nine o'clock there


@pytest.fixture
def passing(offer):
    """Whoever passed every course gets the badge by itself."""
    eligibility.set_rule(
        achievement=offer.achievement,
        requirement=AllOf(
            tuple(Need(Kind.COURSE, course.public_id) for course in offer.courses)
        ),
        is_automatic=True,
        actor=SYSTEM,
    )
    return offer


def work():
    """What workers do every ten minutes."""
    class_services.tell_moments()
    services.look()
    jobs.drain()


def confirm(offer, *persons):
    ids = [offer.learner(person).public_id for person in persons]
    services.confirm(program=offer.program, learner_ids=ids, actor=SYSTEM)
    jobs.drain()


def holders():
    return sorted(Award.objects.values_list("recipient_email", flat=True))


@pytest.mark.requirement("J7")
def test_six_to_eight_weeks_after_completion_it_leaves_on_the_first_day(
    passing, fixed_clock
):
    passing.ask()
    passing.grade(but=["Statistics"])
    fixed_clock.at = OVER
    work()
    (card,) = selectors.pending_of([ADA.email])
    assert (card.window.first, card.window.last) == (
        dt.date(2026, 12, 12),
        dt.date(2026, 12, 26),
    )
    passing.grade()
    confirm(passing, ADA)
    fixed_clock.at = FIRST_DAY - dt.timedelta(seconds=1)
    work()
    assert holders() == []
    fixed_clock.at = FIRST_DAY
    work()
    assert holders() == [ADA.email]
    assert selectors.pending_of([ADA.email]) == []
    award = Award.objects.get()
    assert credentials.of_award(award.public_id).is_active
    told = OutgoingMail.objects.filter(recipient_address=ADA.email).order_by("pk")
    assert "is being prepared" in told[0].subject
    assert "has awarded you" in told[1].subject


@pytest.mark.requirement("J8")
def test_a_last_grade_that_comes_late_releases_at_once(passing, fixed_clock):
    passing.ask(Terms())
    passing.grade(but=["Statistics"])
    fixed_clock.at = OVER
    work()
    assert holders() == []
    assert selectors.pending_of([ADA.email])[0].waits == ("Your grade in Statistics",)
    passing.grade()
    assert holders() == [ADA.email]


@pytest.mark.requirement("J11")
def test_a_confirmation_that_comes_late_releases_those_and_no_others(
    passing, fixed_clock
):
    passing.ask()
    passing.grade()
    passing.grade(GRACE)
    fixed_clock.at = FIRST_DAY
    work()
    assert holders() == []
    confirm(passing, GRACE)
    assert holders() == [GRACE.email]


def test_the_approval_is_the_last_thing_that_is_waited_for(passing, fixed_clock):
    passing.ask(Terms(needs_approval=True))
    passing.grade()
    jobs.drain()
    assert holders() == []
    services.approve(
        program=passing.program,
        learner_ids=[passing.learner().public_id],
        actor=SYSTEM,
    )
    jobs.drain()
    assert holders() == [ADA.email]


def test_whoever_failed_gets_nothing_on_the_day(passing, fixed_clock):
    passing.ask(replace(WEEKS, needs_confirmation=False))
    passing.grade(grade=30)
    fixed_clock.at = FIRST_DAY + dt.timedelta(weeks=4)
    work()
    assert holders() == []
    assert selectors.pending_of([ADA.email]) == []


def test_a_gate_that_is_taken_away_lets_go_of_whoever_waited(passing, fixed_clock):
    passing.ask()
    passing.grade()
    work()
    assert holders() == []
    services.remove_policy(program=passing.program, actor=SYSTEM)
    jobs.drain()
    assert holders() == [ADA.email]


def test_another_address_in_the_record_keeps_the_place_in_the_queue(
    passing, fixed_clock
):
    from laurel.foundation import tables
    from laurel.recipients import services as recipients

    passing.ask()
    passing.grade()
    confirm(passing, ADA)
    moved = recipients.bring(
        organization=passing.organization,
        table=tables.read(
            b"Student number,E-mail,Former address\n"
            b"S-1,ada@elsewhere.example,ada@example.org\n"
        ),
        actor=SYSTEM,
    )
    recipients.apply(found=moved, expected=1, actor=SYSTEM)
    fixed_clock.at = FIRST_DAY
    work()
    assert holders() == ["ada@elsewhere.example"]
