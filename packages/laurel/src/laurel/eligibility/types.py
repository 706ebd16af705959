"""Values that travel with rules."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from laurel.requirements.types import Need


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a rule for one person, in words: what is asked, and what was found."""

    depth: int  # how many groups it stands in
    is_met: bool
    wanted: str  # "Pass “Statistics” with at least 60"
    found: str = ""  # "72", "not graded yet"; empty: a group
    source: str = ""
    at: str = ""  # ISO 8601; empty: nothing was found
    note: str = ""
    is_equivalent: bool = False
    ref: str = ""

    @property
    def moment(self) -> dt.datetime | None:
        """When what was found came about."""
        return dt.datetime.fromisoformat(self.at) if self.at else None

    def as_json(self) -> dict[str, Any]:
        """As an explanation keeps it."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Line":
        """As `as_json` wrote it."""
        return cls(**stored)


@dataclass(frozen=True, slots=True)
class Demand:
    """What a rule has to ask for, and what to say where it does not."""

    need: Need
    sentence: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may come to meet a rule."""

    key: str  # the normalised address
    name: str
    email: str
    learner_id: str = ""  # the learner's public id, where classes know them

    @property
    def token(self) -> str:
        """What they are known by where no address may stand."""
        return self.learner_id or hashlib.sha256(self.key.encode()).hexdigest()[:22]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a rule would do for one person if it ran now."""

    candidate: Candidate
    lines: tuple[Line, ...]
    missing: tuple[str, ...] = ()  # sentences; empty: they would get it


@dataclass(frozen=True, slots=True)
class DryRun:
    """What a rule would do if it ran now; those who have the badge are counted alone."""

    would: tuple[Outlook, ...] = ()
    would_not: tuple[Outlook, ...] = ()
    have: int = 0
    left_out: int = 0  # beyond how many are looked at


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What the subjects of rules are called in an organization, by public id."""

    courses: Mapping[str, str] = field(default_factory=dict)
    programs: Mapping[str, str] = field(default_factory=dict)
    courses_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    achievements: Mapping[str, str] = field(default_factory=dict)
    tasks: Mapping[str, str] = field(default_factory=dict)  # of evidence
