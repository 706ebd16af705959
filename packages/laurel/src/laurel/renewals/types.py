"""Values that travel with renewals."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laurel.awards.models import Award


class How(StrEnum):
    """What an award was renewed by."""

    PERSON = "person"  # somebody of the staff decided it
    EVIDENCE = "evidence"  # a piece of evidence was accepted
    REFRESHER = "refresher"  # the holder passed what the policy asks for


class CountsFrom(StrEnum):
    """From which day the time of the next award runs."""

    END = "end"  # of the one before: whoever is early loses nothing
    DAY = "day"  # of the renewal


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of many wishes to renew."""

    awards: "tuple[Award, ...]"  # the new ones
    refused: "tuple[tuple[Award, str], ...]"  # those before, and why not
