"""Which gates of a programme are open for a learner, and from when on: pure, and told the time.

Days are the learner's: a window of six weeks begins on the same weekday of their calendar, at the
same hour of their clock, whatever was done to clocks in between.
"""

import datetime as dt
from collections.abc import Iterator

from laurel.releases.types import Check, Gate, Standing, Terms, Timing, Window

WEEK = dt.timedelta(weeks=1)


def checks(terms: Terms, standing: Standing, now: dt.datetime) -> tuple[Check, ...]:
    """Every gate of the programme for this learner, those that are open as well."""
    return tuple(_checks(terms, standing, now))


def shut(terms: Terms, standing: Standing, now: dt.datetime) -> tuple[Check, ...]:
    """The gates that keep a badge back at this moment."""
    return tuple(one for one in checks(terms, standing, now) if not one.is_open)


def window(terms: Terms, standing: Standing) -> Window | None:
    """Between which days the badge is expected; None: no day is set, or it is not known yet."""
    match terms.timing:
        case Timing.AT_ONCE:
            return None
        case Timing.DAY:
            return Window(terms.day, terms.day) if terms.day else None
        case Timing.WINDOW:
            if standing.completed_at is None:
                return None
            done = standing.completed_at.astimezone(standing.zone).date()
            return Window(done + terms.first_week * WEEK, done + terms.last_week * WEEK)


def due_at(terms: Terms, standing: Standing) -> dt.datetime | None:
    """From when on the day does not keep it back: the first of the window, at the set hour.

    None: there is no such day, or it is not known yet.
    """
    expected = window(terms, standing)
    if expected is None:
        return None
    # An hour that the clock jumps over is read as the one that it jumps to; of one that comes
    # twice, the first counts.
    at = dt.datetime.combine(expected.first, dt.time(terms.hour), standing.zone)
    return at.astimezone(dt.UTC)


def _checks(terms: Terms, standing: Standing, now: dt.datetime) -> Iterator[Check]:
    if terms.needs_grades:
        missing = standing.ungraded
        yield Check(Gate.GRADES, not missing, courses=missing)
    if terms.needs_confirmation:
        at = standing.confirmed_at
        yield Check(Gate.CONFIRMATION, at is not None, at)
    if terms.timing is not Timing.AT_ONCE:
        due, expected = due_at(terms, standing), window(terms, standing)
        day = expected.first if expected else None
        yield Check(Gate.DAY, due is not None and due <= now, due, day=day)
    if terms.needs_approval:
        at = standing.approved_at
        yield Check(Gate.APPROVAL, at is not None, at)
