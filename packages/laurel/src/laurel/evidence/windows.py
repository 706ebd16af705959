"""Until when something may be handed in: whole days, where the person is."""

import datetime as dt
from zoneinfo import ZoneInfo

from laurel.achievements.types import Validity


def after_class(
    ends_at: dt.datetime, months: int | None, zone: str
) -> tuple[dt.date, dt.date | None]:
    """The last day of a class in this zone, and the last day of the window that follows it.

    `ends_at` is the moment at which the class's last day is over. Without months there is no end.
    """
    last_moment = ends_at - dt.timedelta(microseconds=1)
    ended = local_day(last_moment, zone)
    return ended, None if months is None else last_day(last_moment, months, zone)


def last_day(ended_at: dt.datetime, months: int, zone: str) -> dt.date:
    """The last day of a window of so many months after a moment, in this zone.

    A day that the month does not have becomes its last: 31 August and six months is the last of
    February.
    """
    day = Validity(months=months).until(local_day(ended_at, zone))
    assert day is not None  # noqa: S101 - a period of months has an end
    return day


def local_day(moment: dt.datetime, zone: str) -> dt.date:
    """The calendar's day at a moment in this zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def is_open(last: dt.date | None, zone: str, now: dt.datetime) -> bool:
    """Whether the last day is not over yet; None has no end.

    Days are compared, not moments: a day counts whole also where clocks change at midnight.
    """
    return last is None or local_day(now, zone) <= last


def days_left(last: dt.date, zone: str, now: dt.datetime) -> int:
    """How many days are left after today; 0 on the last one."""
    return (last - local_day(now, zone)).days
