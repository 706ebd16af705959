"""Whoever passes a refresher has the badge renewed by itself; nobody presses a button."""

import datetime as dt
from decimal import Decimal

import pytest
from laurel.achievements.types import Validity
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import Refused
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.programs import selectors as programs
from laurel.renewals import services, tasks
from laurel.renewals.models import RenewalPolicy
from laurel.requirements.types import AtLeast, Kind, Need

from packages.laurel.tests.factories import badges, people
from packages.laurel.tests.factories import classes as made

pytestmark = pytest.mark.django_db

YEARS = Validity(months=24)


class Scene:
    """A badge of Ada's that holds for two years, and a class with a refresher."""

    def __init__(self, **policy):
        self.organization = people.organization()[0]
        self.issuer = badges.issuer(self.organization)
        self.program = made.program(self.organization)
        self.refresher, self.other, _ = programs.courses(self.program)
        self.run = made.class_of(self.program, learners=(made.ADA, made.GRACE))
        self.badge = badges.achievement(self.issuer, name="First aid", validity=YEARS)
        services.set_policy(
            achievement=self.badge,
            refresher=Need(Kind.COURSE, self.refresher.public_id),
            actor=SYSTEM,
            **policy,
        )

    def given(self, person=made.ADA, **facts):
        credential = badges.issued(
            self.badge,
            recipient_name=person.name,
            recipient_email=person.email,
            **facts,
        )
        return awards.by_public_id(credential.award_public_id)

    def passes(self, person=made.ADA, course=None, grade=72):
        made.record(
            self.run,
            course or self.refresher,
            person,
            grade=Decimal(grade),
            is_final=True,
        )
        jobs.drain()


def after(award):
    return awards.renewal_of(awards.by_public_id(award.public_id))


def test_passing_the_refresher_renews_without_a_person(fixed_clock):
    scene = Scene()
    before = scene.given()
    fixed_clock.move(dt.timedelta(days=680))
    scene.passes()
    renewed = after(before)
    assert renewed.expires_on == dt.date(2030, 11, 21)
    assert credentials.public(renewed.public_id)
    assert "Passed “Data Literacy”" in renewed.narrative
    event = EventRecord.objects.get(name="award.renewed")
    assert (event.payload["how"], event.actor_label) == ("refresher", "Laurel")
    mail = OutgoingMail.objects.get(about=f"award:{renewed.public_id}")
    assert mail.subject == "North College has renewed your badge First aid"


def test_what_was_passed_before_the_award_does_not_count(fixed_clock):
    scene = Scene()
    scene.passes()
    fixed_clock.move(dt.timedelta(days=1))
    before = scene.given()
    fixed_clock.move(dt.timedelta(days=680))
    tasks.sweep()
    assert after(before) is None


@pytest.mark.parametrize("what", ["another course", "failed", "somebody else"])
def test_nothing_else_renews_it(fixed_clock, what):
    scene = Scene()
    before = scene.given()
    fixed_clock.move(dt.timedelta(days=680))
    if what == "another course":
        scene.passes(course=scene.other)
    elif what == "failed":
        scene.passes(grade=20)
    else:
        scene.passes(person=made.GRACE)
    tasks.sweep()
    assert after(before) is None


def test_whoever_is_early_is_renewed_when_the_time_comes(fixed_clock):
    scene = Scene(opens_days=90)
    before = scene.given()
    fixed_clock.move(dt.timedelta(days=400))
    scene.passes()
    assert after(before) is None
    fixed_clock.move(dt.timedelta(days=241))  # 641: 90 days before the end
    tasks.sweep()
    assert after(before).expires_on == dt.date(2030, 11, 21)


def test_what_lapsed_is_renewed_by_a_late_refresher(fixed_clock):
    scene = Scene()
    before = scene.given()
    fixed_clock.move(dt.timedelta(days=800))
    scene.passes()
    assert after(before).expires_on == dt.date(2031, 1, 29)


def test_a_renewed_badge_is_renewed_again_only_by_another_refresher(fixed_clock):
    scene = Scene()
    before = scene.given()
    fixed_clock.move(dt.timedelta(days=700))
    scene.passes()
    first = after(before)
    fixed_clock.move(dt.timedelta(days=760))
    tasks.sweep()
    assert after(first) is None
    next_run = made.class_of(scene.program, name="Spring 2029")
    made.record(next_run, scene.refresher, grade=Decimal(80), is_final=True)
    jobs.drain()
    assert after(first).expires_on == dt.date(2032, 11, 21)


def test_a_sweep_that_is_repeated_renews_nobody_twice(fixed_clock):
    scene = Scene()
    before = scene.given()
    fixed_clock.move(dt.timedelta(days=680))
    scene.passes()
    for _ in range(3):
        tasks.sweep()
        fixed_clock.move(dt.timedelta(hours=7))
    assert awards.of_achievement(scene.badge).count() == 2
    assert after(before)


def test_any_of_several_ways(fixed_clock):
    scene = Scene()
    services.set_policy(
        achievement=scene.badge,
        refresher=AtLeast(
            1,
            (
                Need(Kind.COURSE, scene.refresher.public_id, at_least=Decimal(90)),
                Need(Kind.ATTENDANCE, scene.other.public_id, at_least=Decimal(80)),
            ),
        ),
        actor=SYSTEM,
    )
    before = scene.given()
    fixed_clock.move(dt.timedelta(days=680))
    scene.passes(grade=72)
    assert after(before) is None
    made.record(scene.run, scene.other, attendance=Decimal(95))
    jobs.drain()
    assert after(before)


def test_where_two_people_decide_nothing_is_renewed_by_itself(fixed_clock):
    scene = Scene()
    scene.organization.awards_need_approval = True
    scene.organization.save()
    before = scene.given()
    fixed_clock.move(dt.timedelta(days=680))
    scene.passes()
    assert after(before) is None


def test_an_ended_policy_renews_nobody(fixed_clock):
    scene = Scene()
    before = scene.given()
    services.end_policy(achievement=scene.badge, actor=SYSTEM)
    fixed_clock.move(dt.timedelta(days=680))
    scene.passes()
    tasks.sweep()
    assert after(before) is None
    assert not RenewalPolicy.objects.exists()


@pytest.mark.parametrize("days", [-1, 731])
def test_a_window_that_makes_no_sense_is_refused(days):
    with pytest.raises(Refused, match="Between 0 and 730 days"):
        Scene(opens_days=days)
