"""When the class starts, its badges are fixed; the next class gets what was corrected."""

import datetime as dt
from dataclasses import replace

import pytest
from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.achievements.errors import Frozen
from laurel.achievements.types import Definition, Editing
from laurel.awards import services as awards
from laurel.classes import selectors, services
from laurel.classes.errors import Refused, Started
from laurel.classes.types import ClassState
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord

from packages.laurel.tests.factories import badges, classes

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def badge(fixed_clock):
    return badges.achievement(description="Analyzes data wel.")


@pytest.fixture
def found(badge):
    found = classes.class_of(classes.program(badge.issuer.organization))
    services.set_badge(found=found, achievement=badge, is_manual=True, actor=SYSTEM)
    return found


def start(found, clock):
    clock.at = found.starts_at


def said(badge):
    return achievements.definition(badge.current)


def award(badge, person=classes.ADA):
    facts = badges.award_facts(
        badge, recipient_name=person.name, recipient_email=person.email
    )
    return awards.grant(**facts)


def test_a_class_starts_with_the_first_moment_of_its_day_in_its_zone(
    found, fixed_clock
):
    assert found.starts_at == dt.datetime(2027, 1, 11, 8, tzinfo=dt.UTC)  # Vancouver
    assert (found.first_day, found.last_day) == (
        dt.date(2027, 1, 11),
        dt.date(2027, 4, 30),
    )
    fixed_clock.at = found.starts_at - dt.timedelta(microseconds=1)
    assert found.state is ClassState.PLANNED
    start(found, fixed_clock)
    assert found.state is ClassState.RUNNING
    fixed_clock.at = found.ends_at
    assert found.state is ClassState.OVER


def test_before_the_start_badges_come_and_go(found, badge):
    services.set_badge(found=found, achievement=badge, is_manual=False, actor=SYSTEM)
    assert [one.is_manual for one in selectors.badges(found)] == [False]
    services.take_badge(found=found, achievement=badge, actor=SYSTEM)
    assert selectors.badges(found) == []


@pytest.mark.requirement("I2")
def test_from_the_start_on_a_badge_is_neither_added_nor_edited_nor_taken(
    found, badge, fixed_clock
):
    start(found, fixed_clock)
    other = badges.achievement(badge.issuer, name="Another")
    for change in (
        lambda: services.set_badge(
            found=found, achievement=other, is_manual=True, actor=SYSTEM
        ),
        lambda: services.set_badge(
            found=found, achievement=badge, is_manual=False, actor=SYSTEM
        ),
        lambda: services.take_badge(found=found, achievement=badge, actor=SYSTEM),
        lambda: services.define_badge(
            found=found,
            issuer=badge.issuer,
            definition=Definition(name="New", criteria="- Reads"),
            is_manual=True,
            actor=SYSTEM,
        ),
    ):
        with pytest.raises(Started, match="started on 11 January 2027"):
            change()
    assert [one.is_manual for one in selectors.badges(found)] == [True]
    assert achievements.of_organization(found.program.organization).count() == 2


def test_while_the_class_runs_the_definition_cannot_be_edited(
    found, badge, fixed_clock
):
    start(found, fixed_clock)
    other = replace(said(badge), description="Does something else.")
    editing = Editing(("description",), "", "key")
    for change in (
        lambda: achievement_services.revise(
            achievement=badge, definition=other, actor=SYSTEM
        ),
        lambda: achievement_services.open_draft(achievement=badge),
        lambda: achievement_services.save_draft(
            achievement=badge, definition=other, editing=editing
        ),
        lambda: achievement_services.publish(achievement=badge, actor=SYSTEM),
    ):
        with pytest.raises(Frozen, match="Spring 2027 has started"):
            change()
    fixed_clock.at = found.ends_at
    achievement_services.revise(achievement=badge, definition=other, actor=SYSTEM)


@pytest.mark.requirement("I2")
def test_a_spelling_fix_is_a_logged_version_for_the_next_class(
    found, badge, fixed_clock
):
    start(found, fixed_clock)
    services.tell_moments()
    corrected = replace(said(badge), description="Analyzes data well.")
    version = achievement_services.correct_spelling(
        achievement=badge, definition=corrected, actor=SYSTEM
    )
    assert version.number == 2
    logged = EventRecord.objects.get(name="achievement.spelling_corrected")
    assert logged.payload["version"] == 2
    following = services.prepare_next(
        found=found,
        name="Autumn 2027",
        first_day=dt.date(2027, 9, 6),
        last_day=dt.date(2027, 12, 17),
        actor=SYSTEM,
    )
    services.enrol(found=following, people=[classes.GRACE], actor=SYSTEM)
    start(following, fixed_clock)
    badge.refresh_from_db()
    # Ada's class is over, and she is awarded late: still what her class started with.
    assert award(badge).version.number == 1
    later = award(badge, classes.GRACE)
    assert (later.version.number, later.version.description) == (
        2,
        "Analyzes data well.",
    )


def test_what_is_edited_after_the_class_does_not_reach_who_was_in_it(
    found, badge, fixed_clock
):
    start(found, fixed_clock)
    services.tell_moments()
    fixed_clock.at = found.ends_at + DAY
    other = replace(said(badge), criteria="- Does much more")
    achievement_services.revise(achievement=badge, definition=other, actor=SYSTEM)
    badge.refresh_from_db()
    assert award(badge).version.number == 1
    assert award(badge, classes.GRACE).version.number == 2


def test_the_next_class_is_prepared_with_the_settings_of_this_one(found, badge):
    following = services.prepare_next(
        found=found,
        name="Autumn 2027",
        first_day=dt.date(2027, 9, 6),
        last_day=dt.date(2027, 12, 17),
        actor=SYSTEM,
    )
    assert (following.program, following.time_zone) == (
        found.program,
        "America/Vancouver",
    )
    (copied,) = selectors.badges(following)
    assert (copied.achievement, copied.is_manual) == (badge, True)
    assert selectors.enrolments(following).count() == 0


def test_a_draft_is_published_before_a_class_gets_it(found, badge):
    draft = badges.achievement(badge.issuer, publish=False)
    with pytest.raises(Refused, match="Publish it first"):
        services.set_badge(found=found, achievement=draft, is_manual=True, actor=SYSTEM)


def test_start_and_end_are_told_once(found, fixed_clock):
    names = ("class.started", "class.ended")

    def told():
        services.tell_moments()
        rows = EventRecord.objects.filter(name__in=names).order_by("at", "pk")
        return [row.name for row in rows]

    assert told() == []
    start(found, fixed_clock)
    assert told() == told() == ["class.started"]
    fixed_clock.at = found.ends_at
    assert told() == told() == ["class.started", "class.ended"]


def test_the_first_day_of_a_running_class_stays(found, fixed_clock):
    start(found, fixed_clock)
    facts = {
        "name": "Spring 2027",
        "last_day": dt.date(2027, 5, 14),
        "time_zone": found.time_zone,
        "staff": (),
    }
    with pytest.raises(Refused, match="first day"):
        services.change(
            found=found, first_day=dt.date(2027, 1, 12), actor=SYSTEM, **facts
        )
    changed = services.change(
        found=found, first_day=found.first_day, actor=SYSTEM, **facts
    )
    assert changed.last_day == dt.date(2027, 5, 14)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/Santiago", dt.date(2027, 9, 5)),  # its midnight is skipped
        ("Africa/Cairo", dt.date(2027, 4, 30)),
        ("Europe/Berlin", dt.date(2027, 10, 31)),  # has 25 hours
        ("Pacific/Apia", dt.date(2027, 6, 1)),
        ("Pacific/Pago_Pago", dt.date(2027, 6, 1)),
    ],
)
def test_a_class_of_one_day_has_that_day_wherever_it_is(badge, zone, day):
    program = classes.program(badge.issuer.organization)
    found = classes.class_of(program, first_day=day, last_day=day, time_zone=zone)
    assert (found.first_day, found.last_day) == (day, day)
    assert found.ends_at > found.starts_at
