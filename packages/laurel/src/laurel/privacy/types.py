"""Values that travel with what people ask about their data."""

from dataclasses import dataclass
from enum import StrEnum


class ArchiveState(StrEnum):
    """How far an archive is."""

    MAKING = "making"
    READY = "ready"


class ErasureState(StrEnum):
    """How far an erasure is. Until it is done, it may be called off."""

    ASKED = "asked"  # the code that was mailed is still to be typed
    WAITING = "waiting"  # it is done when its time has come
    DONE = "done"
    CALLED_OFF = "called_off"


class Ground(StrEnum):
    """Why an institution takes a person out of its record."""

    THEY_ASKED = "they_asked"
    NO_REASON_LEFT = "no_reason_left"  # to keep it: the time for keeping it is over
    NEVER_ALLOWED = "never_allowed"
    ORDERED = "ordered"  # by a court or an authority


@dataclass(frozen=True, slots=True)
class Found:
    """What an organization keeps about whoever has an address: how many of each."""

    awards: int
    records: int
    tickets: int
    rows: int
    addresses: int  # that the record has for the same person

    @property
    def is_nothing(self) -> bool:
        """Whether there is nobody to take out."""
        return not (self.awards or self.records or self.tickets or self.rows)
