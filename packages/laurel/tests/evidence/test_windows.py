"""Until when: months after the class, whole days, wherever the learner is."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from laurel.evidence import windows

# Clocks that change at midnight, that never change, half-hour zones, both sides of the date line.
ZONES = (
    "America/Sao_Paulo", "America/Santiago", "Africa/Cairo", "Asia/Beirut", "Asia/Kathmandu",
    "Australia/Lord_Howe", "Europe/Berlin", "Pacific/Apia", "Pacific/Auckland",
    "Pacific/Kiritimati", "America/Los_Angeles", "UTC",
)  # fmt: skip
MOMENTS = st.datetimes(
    min_value=dt.datetime(2015, 1, 1),  # noqa: DTZ001 - in the zone below
    max_value=dt.datetime(2035, 1, 1),  # noqa: DTZ001
    timezones=st.just(dt.UTC),
)


@pytest.mark.parametrize(
    ("ended", "months", "zone", "last"),
    [
        ("2026-11-03T12:00Z", 6, "UTC", "2027-05-03"),
        ("2026-08-31T12:00Z", 6, "UTC", "2027-02-28"),
        ("2027-08-31T12:00Z", 6, "UTC", "2028-02-29"),
        # It is the fourth in Auckland by then, and still the third in Los Angeles.
        ("2026-11-03T23:00Z", 6, "Pacific/Auckland", "2027-05-04"),
        ("2026-11-04T03:00Z", 6, "America/Los_Angeles", "2027-05-03"),
    ],
)
def test_a_window_ends_on_the_same_day_so_many_months_later(ended, months, zone, last):
    moment = dt.datetime.fromisoformat(ended)
    assert windows.last_day(moment, months, zone).isoformat() == last


@settings(deadline=None)
@given(MOMENTS, st.integers(1, 60), st.sampled_from(ZONES))
def test_the_last_day_counts_whole_and_the_next_one_not_at_all(ended, months, zone):
    last = windows.last_day(ended, months, zone)
    place = ZoneInfo(zone)
    noon = dt.datetime.combine(last, dt.time(12), place)
    assert windows.is_open(last, zone, noon)
    assert windows.days_left(last, zone, noon) == 0
    # Every quarter of an hour around the end: open as long as the calendar there says so.
    for quarter in range(24 * 4):
        moment = noon.astimezone(dt.UTC) + dt.timedelta(minutes=15 * quarter)
        there = moment.astimezone(place).date()
        assert windows.is_open(last, zone, moment) == (there <= last)
    after = noon.astimezone(dt.UTC) + dt.timedelta(hours=25)
    assert not windows.is_open(last, zone, after)


@settings(deadline=None)
@given(MOMENTS, MOMENTS, st.sampled_from(ZONES), st.integers(1, 60))
def test_what_is_closed_never_opens_again(one, other, zone, months):
    last = windows.last_day(min(one, other), months, zone)
    early, late = sorted([one, other])
    assert windows.is_open(last, zone, early) or not windows.is_open(last, zone, late)


@given(MOMENTS, st.sampled_from(ZONES))
def test_without_a_last_day_it_is_always_open(moment, zone):
    assert windows.is_open(None, zone, moment)
