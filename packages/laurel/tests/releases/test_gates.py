"""Gates and windows: which are open, on whose calendar, whatever clocks do."""

import datetime as dt
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laurel.releases import gates, words
from laurel.releases.types import Gate, Standing, Terms, Timing, Window

VANCOUVER = ZoneInfo("America/Vancouver")
NOW = dt.datetime(2026, 11, 21, 14, 2, 5, tzinfo=dt.UTC)
WEEKS = Terms(needs_confirmation=True, timing=Timing.WINDOW, first_week=6, last_week=8)
DONE = Standing(zone=VANCOUVER, completed_at=NOW, confirmed_at=NOW)

# Zones whose clocks jump at midnight, by half an hour, across the date line, and never.
zones = st.sampled_from(
    [
        "America/Vancouver", "Europe/London", "Europe/Prague", "Australia/Lord_Howe",
        "America/Santiago", "Asia/Beirut", "Pacific/Apia", "Africa/Casablanca",
        "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Kiritimati", "UTC",
    ]
).map(ZoneInfo)  # fmt: skip
moments = st.integers(0, 60 * 366 * 24 * 3600).map(
    lambda seconds: (
        dt.datetime(2000, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=seconds)
    )
)
terms_of_weeks = st.builds(
    lambda first, more, hour: replace(
        WEEKS, first_week=first, last_week=first + more, hour=hour
    ),
    st.integers(0, 104),
    st.integers(0, 52),
    st.integers(0, 23),
)


def kept_back(terms, standing, now=NOW):
    return [check.gate for check in gates.shut(terms, standing, now)]


def test_six_to_eight_weeks_are_counted_on_the_learners_calendar():
    evening = dt.datetime(2026, 9, 1, 5, 30, tzinfo=dt.UTC)  # in Vancouver 31 August
    window = gates.window(WEEKS, replace(DONE, completed_at=evening))
    assert window == Window(dt.date(2026, 10, 12), dt.date(2026, 10, 26))


def test_it_leaves_at_the_set_hour_of_the_learners_clock_also_after_a_change_of_clocks():
    completed = dt.datetime(
        2026, 9, 25, 12, tzinfo=VANCOUVER
    )  # UTC-7; in November UTC-8
    due = gates.due_at(WEEKS, replace(DONE, completed_at=completed))
    assert due == dt.datetime(2026, 11, 6, 17, tzinfo=dt.UTC)


def test_every_gate_is_named_while_it_is_shut():
    asked = replace(WEEKS, needs_approval=True)
    nothing = Standing(zone=VANCOUVER, ungraded=("Statistics", "Ethics"))
    assert kept_back(asked, nothing) == list(Gate)
    said = [words.refusal(check) for check in gates.shut(asked, nothing, NOW)]
    assert said == [
        "Waiting for grades: Statistics and Ethics.",
        "Graduation is not confirmed yet.",
        "The programme is not completed yet.",
        "A second person has not approved it yet.",
    ]


def test_a_programme_that_asks_for_nothing_keeps_nothing_back():
    assert not gates.checks(Terms(needs_grades=False), Standing(VANCOUVER), NOW)
    assert gates.window(Terms(), DONE) is None


def test_one_day_for_everybody_begins_at_each_ones_own_hour():
    day = dt.date(2026, 12, 18)
    terms = Terms(timing=Timing.DAY, day=day, hour=0)
    east = gates.due_at(terms, replace(DONE, zone=ZoneInfo("Pacific/Kiritimati")))
    west = gates.due_at(terms, DONE)
    assert west - east == dt.timedelta(hours=22)
    assert gates.window(terms, DONE) == Window(day, day)


@pytest.mark.parametrize(
    ("before", "is_open"), [(dt.timedelta(seconds=1), False), (dt.timedelta(0), True)]
)
def test_the_gate_opens_to_the_second(before, is_open):
    due = gates.due_at(WEEKS, DONE)
    assert (Gate.DAY not in kept_back(WEEKS, DONE, due - before)) is is_open


@given(terms_of_weeks, zones, moments)
def test_the_day_of_release_is_the_first_of_the_window(terms, zone, completed):
    standing = replace(DONE, zone=zone, completed_at=completed)
    window, due = gates.window(terms, standing), gates.due_at(terms, standing)
    here = due.astimezone(zone)
    done = completed.astimezone(zone).date()
    assert window.first - done == dt.timedelta(weeks=terms.first_week)
    assert window.last - done == dt.timedelta(weeks=terms.last_week)
    # Only an hour that does not exist there is read as a later one.
    asked = dt.datetime.combine(window.first, dt.time(terms.hour), zone)
    assert here.replace(tzinfo=None) >= asked.replace(tzinfo=None)
    exists = asked.astimezone(dt.UTC).astimezone(zone).replace(fold=0) == asked
    assert not exists or here == asked


@given(terms_of_weeks, zones, moments, st.integers(0, 10**8))
def test_who_completes_later_is_released_no_earlier(terms, zone, completed, seconds):
    first = replace(DONE, zone=zone, completed_at=completed)
    later = completed + dt.timedelta(seconds=seconds)
    second = replace(first, completed_at=later)
    assert gates.due_at(terms, second) >= gates.due_at(terms, first)


@given(terms_of_weeks, zones, moments, moments, st.integers(0, 10**8))
def test_a_gate_that_opened_stays_open(terms, zone, completed, now, seconds):
    standing = replace(DONE, zone=zone, completed_at=completed)
    later = now + dt.timedelta(seconds=seconds)
    assert set(kept_back(terms, standing, later)) <= set(
        kept_back(terms, standing, now)
    )


@given(terms_of_weeks, zones, moments, moments)
def test_an_asked_for_confirmation_never_lets_more_through(terms, zone, completed, now):
    standing = replace(DONE, zone=zone, completed_at=completed, confirmed_at=None)
    free = replace(terms, needs_confirmation=False)
    assert set(kept_back(free, standing, now)) < set(kept_back(terms, standing, now))
