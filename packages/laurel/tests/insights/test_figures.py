"""Counting awards: by the day on the badge, where the issuer is, with few questions asked."""

import datetime as dt

import pytest
from laurel.awards import services as awards
from laurel.awards.models import Award
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.insights import selectors as insights
from laurel.insights.types import Period
from laurel.programs import services as programs

from packages.laurel.tests.conftest import NOW
from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def college(fixed_clock):
    """An organization with an issuer in London."""
    organization, _owner = people.organization()
    return organization


def issuer(college, zone="Europe/London", name="North College"):
    made = badges.issuer(college, name=name)
    made.time_zone = zone
    made.save(update_fields=["time_zone"])
    return made


def grant(of, *, at=None, **facts):
    """An award, granted at that moment."""
    made = awards.grant(**badges.award_facts(of, **facts))
    if at is not None:
        moment = dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
        Award.objects.filter(pk=made.pk).update(granted_at=moment)
    return made


def by_month(college, **chosen):
    found = insights.figures(college, **chosen)
    return {
        count.slot.since.strftime("%Y-%m"): count.awards
        for count in found.counts
        if count.awards
    }


def test_without_awards_every_slot_is_there_and_empty(college):
    found = insights.figures(college)
    assert [count.awards for count in found.counts] == [0] * 12
    assert (found.people, found.badges, found.top) == (0, 0, ())


def test_the_day_on_the_badge_counts_else_the_day_of_the_decision(college):
    of = badges.achievement(issuer(college))
    grant(of, at="2026-11-21T10:00", issued_on=dt.date(2026, 3, 4))
    grant(of, at="2026-09-30T12:00")
    grant(of, at="2026-11-21T10:00", issued_on=dt.date(2024, 1, 1))  # long ago
    assert by_month(college) == {"2026-03": 1, "2026-09": 1}
    assert by_month(college, period=Period.ALL) == {
        "2024-01": 1,
        "2026-03": 1,
        "2026-09": 1,
    }


@pytest.mark.parametrize(
    ("zone", "at", "month"),
    [
        ("Europe/London", "2026-06-30T22:59", "2026-06"),
        ("Europe/London", "2026-06-30T23:00", "2026-07"),  # summer time
        ("Europe/London", "2026-01-31T23:59", "2026-01"),
        ("Europe/London", "2026-02-01T00:00", "2026-02"),
        ("Pacific/Auckland", "2026-09-30T10:59", "2026-09"),
        ("Pacific/Auckland", "2026-09-30T11:00", "2026-10"),  # the clocks just changed
        ("America/St_Johns", "2026-03-01T03:29", "2026-02"),
        ("America/St_Johns", "2026-03-01T03:30", "2026-03"),
    ],
)
def test_a_day_begins_where_the_issuer_is(college, zone, at, month):
    grant(badges.achievement(issuer(college, zone)), at=at)
    assert by_month(college) == {month: 1}
    assert by_month(college, period=Period.ALL) == {month: 1}


def test_each_issuer_has_its_own_midnight(college):
    """The same moment is in June for one and in July for the other."""
    london, auckland = (
        issuer(college),
        issuer(college, "Pacific/Auckland", "Faculty of Arts"),
    )
    for each in (london, auckland):
        grant(badges.achievement(each), at="2026-06-30T15:00")
    assert by_month(college) == {"2026-06": 1, "2026-07": 1}
    assert by_month(college, issuer=london) == {"2026-06": 1}
    assert by_month(college, issuer=auckland) == {"2026-07": 1}


def test_an_award_of_today_counts_where_it_is_tomorrow_already(college):
    """It is the first of December in Auckland, and the last of November in London."""
    with clock.using(clock.FixedClock(dt.datetime(2026, 11, 30, 14, tzinfo=dt.UTC))):
        issuer(college)
        of = badges.achievement(issuer(college, "Pacific/Auckland", "Faculty of Arts"))
        grant(of)
        assert by_month(college) == {"2026-12": 1}


def test_issuer_and_programme_filter_and_others_stay_out(college):
    one, other = issuer(college), issuer(college, name="Faculty of Arts")
    first, second = badges.achievement(one), badges.achievement(other)
    grant(first)
    grant(second)
    grant(second)
    grant(badges.achievement(issuer(people.organization("South College")[0])))
    analytics = programs.create(
        organization=college,
        name="Analytics",
        achievement_ids=[second.public_id],
        actor=SYSTEM,
    )
    assert by_month(college) == {"2026-11": 3}
    assert by_month(college, issuer=one) == {"2026-11": 1}
    assert by_month(college, program=analytics) == {"2026-11": 2}
    assert by_month(college, program=analytics, issuer=one) == {}


def test_people_badges_revoked_and_the_most_awarded(college):
    of = issuer(college)
    rare, frequent = badges.achievement(of), badges.achievement(of)
    grant(rare, recipient_email="ada@students.example")
    grant(frequent, recipient_email="Ada@students.example")
    revoked = grant(frequent)
    Award.objects.filter(pk=revoked.pk).update(state="revoked")
    found = insights.figures(college)
    assert (found.awards, found.revoked) == (3, 1)
    assert (found.people, found.badges) == (2, 2)
    assert [(share.achievement.pk, share.awards) for share in found.top] == [
        (frequent.pk, 2),
        (rare.pk, 1),
    ]


def test_the_lines_of_the_file_sum_to_the_figures(college):
    of = issuer(college)
    one, other = badges.achievement(of), badges.achievement(of)
    for at in ("2026-01-05T09:00", "2026-01-06T09:00", "2026-10-06T09:00"):
        grant(one, at=at)
    grant(other, at="2026-01-05T09:00")
    lines = insights.lines(college)
    assert [
        (line.slot.since.isoformat(), line.achievement.pk, line.awards)
        for line in lines
    ] == [
        ("2026-01-01", one.pk, 2),
        ("2026-01-01", other.pk, 1),
        ("2026-10-01", one.pk, 1),
    ]
    assert sum(line.awards for line in lines) == insights.figures(college).awards


def test_what_expires_soon_is_in_force_and_within_sixty_days(college):
    of = badges.achievement(issuer(college))
    today = NOW.date()
    ends = {
        days: grant(of, expires_on=today + dt.timedelta(days=days))
        for days in (0, 60, 61)
    }
    over = grant(of, issued_on=dt.date(2025, 1, 1), expires_on=dt.date(2026, 11, 20))
    gone = grant(of, expires_on=today + dt.timedelta(days=5))
    Award.objects.exclude(pk=gone.pk).update(state="issued")
    Award.objects.filter(pk=gone.pk).update(state="revoked")
    assert list(insights.expiring(college)) == [ends[0], ends[60]]
    assert over not in insights.expiring(college)


@pytest.mark.parametrize("awarded", [0, 1, 12])
def test_few_questions_whatever_there_is(
    college, awarded, django_assert_max_num_queries
):
    of = issuer(college)
    for _ in range(awarded):
        grant(badges.achievement(of))
    with django_assert_max_num_queries(7):
        insights.figures(college, period=Period.ALL)
    with django_assert_max_num_queries(4):
        insights.lines(college)
