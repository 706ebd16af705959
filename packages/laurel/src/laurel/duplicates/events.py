"""What happens to duplicates."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class DuplicateFound(Event):
    """Two awards of one achievement look as if they were for the same person."""

    name: ClassVar[str] = "duplicate.found"
    case_public_id: str
    award_public_id: str
    other_public_id: str


@dataclass(frozen=True, kw_only=True)
class DuplicateReported(Event):
    """Whoever has the badge says that it was given twice; the other one may be unknown."""

    name: ClassVar[str] = "duplicate.reported"
    case_public_id: str
    award_public_id: str
    other_public_id: str  # empty: not known


@dataclass(frozen=True, kw_only=True)
class DuplicateDecided(Event):
    """Somebody of the staff said what is to become of a case."""

    name: ClassVar[str] = "duplicate.decided"
    case_public_id: str
    award_public_id: str  # the one that stays; with "both right" the first
    decision: str
