"""Values that travel with the journey."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential


@dataclass(frozen=True, slots=True)
class IssuedAward:
    """An award and the credential that was issued for it."""

    award: "Award"
    credential: "Credential | None"  # None: it is issued a little later, by the job


class Outcome(StrEnum):
    """What became of one award of a withdrawal."""

    REVOKED = "revoked"
    ALREADY = "already"  # it was revoked before


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a withdrawal has come."""

    total: int
    revoked: int
    already: int

    @property
    def done(self) -> int:
        """How many need nothing more."""
        return self.revoked + self.already
