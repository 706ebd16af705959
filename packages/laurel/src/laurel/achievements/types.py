"""Values that travel with achievements."""

import calendar
import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

MONTHS_A_YEAR = 12


class DuplicatePolicy(StrEnum):
    """How often one recipient may hold an achievement at the same time."""

    ONCE = "once"
    ONCE_VALID = "once_valid"  # again as soon as the one before has expired
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Freeze:
    """Why an achievement is fixed for now."""

    since: dt.datetime  # later versions do not hold for those whom it is fixed for
    until: dt.datetime
    sentence: str  # for who wanted to change it


class AchievementState(StrEnum):
    """Where an achievement stands between its first draft and its end."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that a person does to earn it, and how that is found out."""

    text: str
    assessed: str = ""


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill that the achievement shows, and the page that defines it: an alignment."""

    name: str
    url: str
    framework: str = ""
    code: str = ""
    description: str = ""
    type: str = ""  # a targetType of Open Badges 3.0, or empty


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a rubric."""

    name: str
    description: str = ""
    points: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A result that earners may have: a mark, a score, a level of a rubric.

    `required` is the least value, or the name of the least level, that earns the achievement.
    """

    name: str
    type: str = "Result"  # a resultType of Open Badges 3.0
    values: tuple[str, ...] = ()  # what is allowed, from low to high
    minimum: str = ""
    maximum: str = ""
    required: str = ""
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """Another achievement that belongs beside this one, by its address."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Edition:
    """The same achievement in another language."""

    language: str  # a BCP 47 tag
    name: str
    description: str = ""
    criteria: str = ""  # Markdown


@dataclass(frozen=True, slots=True)
class Validity:
    """How long an award holds: for ever, until a day, or for a period after it was given."""

    on: dt.date | None = None
    months: int = 0
    days: int = 0

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Validity":
        """As `as_json` wrote it."""
        on = stored.get("on")
        return cls(
            on=dt.date.fromisoformat(on) if on else None,
            months=stored.get("months", 0),
            days=stored.get("days", 0),
        )

    def as_json(self) -> dict[str, Any]:
        """What is stored; empty: for ever."""
        found = {
            "on": self.on.isoformat() if self.on else None,
            "months": self.months,
            "days": self.days,
        }
        return {name: value for name, value in found.items() if value}

    def until(self, issued_on: dt.date) -> dt.date | None:
        """The last day of an award of this day, or None: it never expires."""
        if self.on is not None:
            return self.on
        if self.months:
            return _months_later(issued_on, self.months)
        return issued_on + dt.timedelta(days=self.days) if self.days else None

    def __str__(self) -> str:
        """In words: `24 months after it was awarded`."""
        if self.on is not None:
            return f"until {self.on.day} {self.on:%B %Y}"
        for number, unit in ((self.months, "month"), (self.days, "day")):
            if number:
                return f"for {number} {unit}{'s' if number > 1 else ''}"
        return "for ever"


NEVER: Final = Validity()


def _months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a later month, or its last one: 31 January and a month is 28 February."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """Everything that is said of an achievement, but for its picture.

    A name, and one criterion or `criteria`, are needed to publish it. The achievement type and
    the codes are those of Open Badges 3.0; `ext:` begins a word of one's own.
    """

    name: str
    description: str = ""
    criteria: str = ""  # Markdown, beside the lines
    criteria_lines: tuple[Criterion, ...] = ()
    skills: tuple[Skill, ...] = ()
    validity: Validity = NEVER
    achievement_type: str = "Badge"
    credits: Decimal | None = None
    tags: tuple[str, ...] = ()
    language: str = ""  # a BCP 47 tag; empty: not said
    results: tuple[Result, ...] = ()
    related: tuple[Related, ...] = ()
    editions: tuple[Edition, ...] = ()
    # These two are the achievement's, whatever its version.
    earn_url: str = ""  # where it is earned: a course, a form
    duplicate_policy: DuplicatePolicy = DuplicatePolicy.ONCE


@dataclass(frozen=True, slots=True)
class Editing:
    """One editor's form: which fields it holds, what they were when it was opened, its own key."""

    fields: tuple[str, ...]  # of a Definition
    seen: str  # `selectors.fingerprint` of these fields, then
    key: str  # random; the saves of one form know each other by it
