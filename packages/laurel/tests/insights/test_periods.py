"""The slots of a period: whole weeks, months or years, without a gap, up to today."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laurel.insights import periods
from laurel.insights.types import Period, Step

SATURDAY = dt.date(2026, 11, 21)
DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))


def span(period, today=SATURDAY, first=SATURDAY):
    return periods.span(period, today=today, first=first)


@pytest.mark.parametrize(
    ("period", "step", "number", "since", "until"),
    [
        (Period.WEEKS, Step.WEEK, 12, "2026-08-31", "2026-11-22"),
        (Period.MONTHS, Step.MONTH, 12, "2025-12-01", "2026-11-30"),
        (Period.YEAR, Step.MONTH, 11, "2026-01-01", "2026-11-30"),
        (Period.BEFORE, Step.MONTH, 12, "2025-01-01", "2025-12-31"),
        (Period.ALL, Step.MONTH, 1, "2026-11-01", "2026-11-30"),
    ],
)
def test_a_period_is_what_its_name_says(period, step, number, since, until):
    found = span(period)
    assert (found.step, len(found.slots)) == (step, number)
    assert (found.since.isoformat(), found.until.isoformat()) == (since, until)


def test_a_long_history_is_counted_by_years():
    three_years = span(Period.ALL, first=dt.date(2023, 12, 31))
    assert (three_years.step, len(three_years.slots)) == (Step.MONTH, 36)
    longer = span(Period.ALL, first=dt.date(2023, 11, 30))
    assert (longer.step, len(longer.slots)) == (Step.YEAR, 4)


@given(period=st.sampled_from(Period), today=DAYS, first=DAYS)
def test_every_day_is_in_one_slot(period, today, first):
    found = span(period, today, first)
    for slot, after in zip(found.slots, found.slots[1:], strict=False):
        assert slot.since <= slot.until
        assert after.since - slot.until == dt.timedelta(days=1)
    if period is not Period.BEFORE:
        assert found.slots[-1].since <= today <= found.until
    if period is Period.ALL:
        assert found.since <= first or first > today
