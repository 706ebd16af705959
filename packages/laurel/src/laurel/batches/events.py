"""What happens to batches."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class BatchMade(Event):
    """Somebody brought a table of people; nothing was decided."""

    name: ClassVar[str] = "batch.made"
    batch_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class BatchDiscarded(Event):
    """A table of people was thrown away before anything was decided."""

    name: ClassVar[str] = "batch.discarded"
    batch_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class BatchProposed(Event):
    """It waits for a second person."""

    name: ClassVar[str] = "batch.proposed"
    batch_public_id: str
    achievement_public_id: str
    people: int


@dataclass(frozen=True, kw_only=True)
class BatchReturned(Event):
    """The second person sent it back."""

    name: ClassVar[str] = "batch.returned"
    batch_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class BatchDecided(Event):
    """It will be awarded at that moment unless it is undone."""

    name: ClassVar[str] = "batch.decided"
    batch_public_id: str
    achievement_public_id: str
    people: int
    release_at: dt.datetime


@dataclass(frozen=True, kw_only=True)
class BatchUndone(Event):
    """It was taken back before anything left."""

    name: ClassVar[str] = "batch.undone"
    batch_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class BatchReleased(Event):
    """Its time has come: from here on it is awarded, row by row."""

    name: ClassVar[str] = "batch.released"
    batch_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class BatchPaused(Event):
    """It waits where it is."""

    name: ClassVar[str] = "batch.paused"
    batch_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class BatchResumed(Event):
    """It goes on, or tries those again that failed."""

    name: ClassVar[str] = "batch.resumed"
    batch_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class BatchStopped(Event):
    """It ended early; what was awarded stays."""

    name: ClassVar[str] = "batch.stopped"
    batch_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class BatchFinished(Event):
    """Every row has come to its end."""

    name: ClassVar[str] = "batch.finished"
    batch_public_id: str
    achievement_public_id: str


@dataclass(frozen=True, kw_only=True)
class BatchRevoked(Event):
    """All its badges are to be revoked, one after the other."""

    name: ClassVar[str] = "batch.revoked"
    batch_public_id: str
    achievement_public_id: str
