"""A table whose every cell can be corrected in place: parts/grid.html shows it.

Each cell says whether it is ready, wants a look (it was understood, perhaps otherwise than it was
meant) or must be corrected, and why. Where one value would mend it, a button puts it in: it sends
the whole form with `cure` set to the name of the cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum


class Outcome(Enum):
    """How a cell fared, mildest first: what it looks like and its word."""

    READY = ("valid", "Ready")
    LOOK = ("expiring", "Please look")
    WRONG = ("revoked", "Must be corrected")

    def __init__(self, status: str, word: str) -> None:
        self.status = status
        self.word = word


_MILDEST_FIRST = tuple(Outcome)


def worst(outcomes: Sequence[Outcome]) -> Outcome:
    """The one that decides; ready where there is none."""
    return max(outcomes, key=_MILDEST_FIRST.index, default=Outcome.READY)


@dataclass(frozen=True, slots=True)
class Cell:
    """One input, what stands in it and what is to be said about it."""

    name: str  # of the input
    label: str  # of the column
    value: str
    outcome: Outcome = Outcome.READY
    reason: str = ""  # also of a ready cell: a note
    cure: str = ""  # a value that would mend it; the button says “Use …”
    lines: bool = False  # a text of several lines

    @property
    def is_ready(self) -> bool:
        """Whether there is nothing to say about it."""
        return self.outcome is Outcome.READY

    @property
    def is_wrong(self) -> bool:
        """Whether it has to be corrected."""
        return self.outcome is Outcome.WRONG


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row, with the number that it has in the user's own file."""

    number: int
    cells: tuple[Cell, ...]
    word: str = ""  # said in place of the outcome's own: “Has it already”
    status: str = ""  # and its look, one of ui/status.py

    @property
    def outcome(self) -> Outcome:
        """How its worst cell fared."""
        return worst([cell.outcome for cell in self.cells])

    @property
    def pill(self) -> tuple[str, str]:
        """Look and word of the row as a whole."""
        return self.status or self.outcome.status, self.word or self.outcome.word


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a page; `caption` says what they are, for those who cannot see them."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[GridRow, ...]

    def count(self, outcome: Outcome) -> int:
        """How many rows fared so."""
        return sum(1 for row in self.rows if row.outcome is outcome)

    @property
    def ready(self) -> int:
        """How many rows have nothing to be said about them."""
        return self.count(Outcome.READY)

    @property
    def look(self) -> int:
        """How many rows want a look."""
        return self.count(Outcome.LOOK)

    @property
    def wrong(self) -> int:
        """How many rows must be corrected."""
        return self.count(Outcome.WRONG)

    @property
    def first_wrong(self) -> str:
        """The name of the first cell that must be corrected, or empty."""
        cells = (cell for row in self.rows for cell in row.cells)
        return next((cell.name for cell in cells if cell.is_wrong), "")
