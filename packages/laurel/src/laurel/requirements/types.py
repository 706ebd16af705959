"""What is needed, what is known, and what follows from both."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from laurel.foundation import ids

# Where a need stands in its tree: the numbers to go down by, from 0; () is the whole.
Path = tuple[int, ...]

ALL_OF_IT: Final = Decimal(100)


class Kind(StrEnum):
    """What sort of thing is known of a learner; the subject says which one."""

    COURSE = "course"  # passed, or a final grade; the subject is a course
    ATTENDANCE = "attendance"  # percent of a course
    PARTICIPATION = "participation"  # percent of a course; 100: took part fully
    ACTIVITY = "activity"  # by name, or of one course: `activity_in`
    EVIDENCE = "evidence"  # accepted; the subject is an achievement, or a task
    HELD = "held"  # another achievement, ours by its id, another's by its address


# What can be asked for with a least value, and the most that it may be.
MEASURED: Final = {
    Kind.COURSE: Decimal(100_000),  # points, where a course does not count in percent
    Kind.ATTENDANCE: ALL_OF_IT,
    Kind.PARTICIPATION: ALL_OF_IT,
}


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known of a learner, from whom, and since when.

    `value` is a grade in percent or points, a percentage, or 1 and 0 for done and not. An
    equivalent was accepted by a person and meets whatever is asked of its subject.
    """

    kind: Kind
    subject: str
    value: Decimal
    at: dt.datetime  # aware
    source: str  # who or what says so, in words for readers
    label: str = ""  # the subject's name when it was recorded
    note: str = ""
    is_equivalent: bool = False
    ref: str = ""  # the thing that it was read from, such as an award's id
    # Whether this is enough where no least value is asked for; None: more than nothing is.
    is_passed: bool | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that is needed. Without `at_least`, passing or having it is enough."""

    kind: Kind
    subject: str
    at_least: Decimal | None = None
    since: dt.datetime | None = None  # counts from this moment on
    until: dt.datetime | None = None  # counts before this moment


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every one of these is needed."""

    items: tuple["Requirement", ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many of these are needed; 1 is *any*."""

    count: int
    items: tuple["Requirement", ...]


Requirement = Need | AllOf | AtLeast


@dataclass(frozen=True, slots=True)
class Reason:
    """What was found at one place of the tree.

    A need that is met names the fact that met it first; one that is not, the fact that comes
    closest, if there is any. A group says how many of its items are met.
    """

    path: Path
    is_met: bool
    need: Need | None = None  # None: a group
    fact: Fact | None = None
    met_at: dt.datetime | None = None
    found: int = 0  # of a group: how many items are met
    wanted: int = 0  # of a group: how many have to be


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a requirement is met, since when, and why: a reason for each place, from the top."""

    is_met: bool
    reasons: tuple[Reason, ...]
    met_at: dt.datetime | None = None

    @property
    def met(self) -> tuple[Reason, ...]:
        """The needs that are met, as they stand in the tree."""
        return tuple(r for r in self.reasons if r.need is not None and r.is_met)

    @property
    def missing(self) -> tuple[Reason, ...]:
        """The needs that stand in the way; those of a group that has enough do not."""
        enough = [r.path for r in self.reasons if r.need is None and r.is_met]
        return tuple(
            r
            for r in self.reasons
            if r.need is not None
            and not r.is_met
            and not any(r.path[: len(path)] == path for path in enough)
        )


def needs(requirement: Requirement) -> Iterator[Need]:
    """Every need in the tree, from left to right."""
    if isinstance(requirement, Need):
        yield requirement
        return
    for item in requirement.items:
        yield from needs(item)


def activity_in(course: str, name: str) -> str:
    """The subject of an activity of one course; the name alone is one of any course."""
    return f"{course}/{name}"


def activity_of(subject: str) -> tuple[str, str]:
    """The course and the name that the subject of an activity says; no course: of any."""
    course, separator, name = subject.partition("/")
    known = separator and re.fullmatch(ids.PUBLIC_ID_PATTERN, course)
    return (course, name) if known else ("", subject)
