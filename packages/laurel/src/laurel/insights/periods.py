"""From a period to the slots that are counted: calendar arithmetic, nothing else."""

import datetime as dt
from typing import assert_never

from laurel.insights.types import Period, Slot, Span, Step

WEEKS = 12
MONTHS = 12
MOST_MONTHS = 36  # more bars than that are a fence: then years are counted
_DAY = dt.timedelta(days=1)


def span(period: Period, *, today: dt.date, first: dt.date) -> Span:
    """The slots of a period; `first` is the day of the first award."""
    match period:
        case Period.WEEKS:
            monday = today - dt.timedelta(days=today.weekday())
            return _weeks(monday - dt.timedelta(weeks=WEEKS - 1), monday)
        case Period.MONTHS:
            return _months(_month(today, 1 - MONTHS), today)
        case Period.YEAR:
            return _months(today.replace(month=1, day=1), today)
        case Period.BEFORE:
            before = today.year - 1
            return _months(dt.date(before, 1, 1), dt.date(before, 12, 1))
        case Period.ALL:
            return _everything(min(first, today), today)
        case _:
            assert_never(period)


def _everything(first: dt.date, today: dt.date) -> Span:
    months = (today.year - first.year) * 12 + today.month - first.month + 1
    if months <= MOST_MONTHS:
        return _months(first, today)
    years = range(first.year, today.year + 1)
    slots = tuple(Slot(dt.date(y, 1, 1), dt.date(y, 12, 31)) for y in years)
    return Span(Step.YEAR, slots)


def _weeks(first: dt.date, last: dt.date) -> Span:
    mondays = [
        first + dt.timedelta(weeks=n) for n in range((last - first).days // 7 + 1)
    ]
    week = dt.timedelta(days=6)
    return Span(Step.WEEK, tuple(Slot(monday, monday + week) for monday in mondays))


def _months(first: dt.date, last: dt.date) -> Span:
    slots = []
    begin = first.replace(day=1)
    while begin <= last:
        after = _month(begin, 1)
        slots.append(Slot(begin, after - _DAY))
        begin = after
    return Span(Step.MONTH, tuple(slots))


def _month(day: dt.date, by: int) -> dt.date:
    """The first day of the month that is so many months away."""
    number = day.year * 12 + day.month - 1 + by
    return dt.date(number // 12, number % 12 + 1, 1)
