"""Values that travel with batches."""

from dataclasses import dataclass
from enum import StrEnum

# What a row says, in the order of the columns; the names of `awards.services.grant`.
NAME, EMAIL, ISSUED, EXPIRES = (
    "recipient_name",
    "recipient_email",
    "issued_on",
    "expires_on",
)
NARRATIVE, EVIDENCE, LANGUAGE = "narrative", "evidence", "language"
FIELDS = (NAME, EMAIL, ISSUED, EXPIRES, NARRATIVE, EVIDENCE, LANGUAGE)


class BatchState(StrEnum):
    """How far a batch is.

    reading → checking → draft → (proposed →) waiting → running → done. Undoing, returning or a
    second thought leads back to draft; a running one may be paused, or stopped for ever.
    """

    READING = "reading"
    UNREADABLE = "unreadable"
    CHECKING = "checking"
    DRAFT = "draft"
    PROPOSED = "proposed"
    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


PREPARING = (BatchState.READING, BatchState.CHECKING)
UNDOABLE = (BatchState.PROPOSED, BatchState.WAITING)
DECIDED = (
    BatchState.PROPOSED,
    BatchState.WAITING,
    BatchState.RUNNING,
    BatchState.PAUSED,
    BatchState.STOPPED,
    BatchState.DONE,
)
OVER = (BatchState.STOPPED, BatchState.DONE)
BEGUN = (BatchState.RUNNING, BatchState.PAUSED, *OVER)


class RowState(StrEnum):
    """What became of a row."""

    OPEN = "open"
    GRANTED = "granted"
    SKIPPED = "skipped"  # the person has the badge already, or the row was left out
    FAILED = "failed"


class Verdict(StrEnum):
    """What a row is worth before it is awarded."""

    UNCHECKED = "unchecked"
    READY = "ready"
    LOOK = "look"  # understood, but somebody should look
    BAD = "bad"  # cannot be awarded as it is
    HELD = "held"  # the person has the badge: what happens is decided for all of them


class Duplicates(StrEnum):
    """What happens to those who have the badge already."""

    SKIP = "skip"
    REPLACE = "replace"
    AGAIN = "again"


class When(StrEnum):
    """When a batch is carried out."""

    NOW = "now"
    AT = "at"
    APPROVAL = "approval"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows are how; derived from the rows whenever it is asked for."""

    ready: int = 0
    look: int = 0
    bad: int = 0
    held: int = 0
    unchecked: int = 0
    granted: int = 0
    skipped: int = 0
    failed: int = 0

    @property
    def all(self) -> int:
        """Every row."""
        return self.open + self.granted + self.skipped + self.failed

    @property
    def open(self) -> int:
        """The rows of which nothing has become yet."""
        return self.ready + self.look + self.bad + self.held + self.unchecked

    def going(self, duplicates: Duplicates) -> int:
        """How many will be awarded if nothing changes."""
        return self.ready + (0 if duplicates is Duplicates.SKIP else self.held)
