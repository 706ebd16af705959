"""Values that travel with reports."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement


class Period(StrEnum):
    """Which time a report is about."""

    WEEKS = "weeks"  # this week and the eleven before it
    MONTHS = "months"  # this month and the eleven before it
    YEAR = "year"  # this calendar year so far
    BEFORE = "before"  # the calendar year before
    ALL = "all"  # from the first award on


class Step(StrEnum):
    """How long one slot of a report is."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Slot:
    """Some days that are counted together, the first and the last one included."""

    since: dt.date
    until: dt.date


@dataclass(frozen=True, slots=True)
class Span:
    """A time in slots: at least one, in their order, without a gap."""

    step: Step
    slots: tuple[Slot, ...]

    @property
    def since(self) -> dt.date:
        """The first day."""
        return self.slots[0].since

    @property
    def until(self) -> dt.date:
        """The last day."""
        return self.slots[-1].until


@dataclass(frozen=True, slots=True)
class Count:
    """How much was awarded in a slot, and how much of it was revoked since."""

    slot: Slot
    awards: int
    revoked: int


@dataclass(frozen=True, slots=True)
class Share:
    """How much of it is one achievement's."""

    achievement: "Achievement"
    awards: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What was awarded in a time. Every slot is there, also one in which nothing was."""

    span: Span
    counts: tuple[Count, ...]
    people: int  # one address is one person
    badges: int  # different achievements
    top: tuple[Share, ...]  # the most often awarded first

    @property
    def awards(self) -> int:
        """All of them."""
        return sum(count.awards for count in self.counts)

    @property
    def revoked(self) -> int:
        """Those of them that were revoked since."""
        return sum(count.revoked for count in self.counts)


@dataclass(frozen=True, slots=True)
class Line:
    """How often one achievement was awarded in one slot."""

    slot: Slot
    achievement: "Achievement"
    awards: int
    revoked: int


@dataclass(frozen=True, slots=True)
class Rates:
    """What became of the awards of a time: of how many the holder did what."""

    awards: int
    opened: int  # followed the link in the mail
    downloaded: int  # took the file by it
    kept: int  # an account here has the address, proven
    shared: int  # taken to a network, onto paper, to an employer


@dataclass(frozen=True, slots=True)
class RateLine:
    """The same for one achievement."""

    achievement: "Achievement"
    rates: Rates
