"""What a table is once it was read: text in rows, and where each row stood."""

from dataclasses import dataclass
from enum import StrEnum

from laurel.foundation.errors import Refused

MAX_BYTES = 10 * 1024 * 1024  # a list of 50,000 people with their addresses has 5 MB
MAX_ROWS = 50_000  # below the header; more is a database, and takes the browser with it
MAX_COLUMNS = 200  # with something in them
MAX_CELLS = 2_000_000  # with something in them: seconds of work, and all of the memory
MAX_CELL = 32_767  # characters: what the spreadsheet programs themselves allow
MAX_TEXT = 20 * 1024 * 1024  # characters in all cells: workbooks are compressed

_LETTERS = 26


class Unreadable(Refused):
    """Not a table that we can read; the message names the cell where there is one."""

    code = "tables.unreadable"


class Kind(StrEnum):
    """What the table was read from."""

    TEXT = "text"  # CSV, or pasted cells
    WORKBOOK = "workbook"  # XLSX


@dataclass(frozen=True, slots=True)
class Facts:
    """How the table was understood, so that a page can say so."""

    kind: Kind
    header_row: int  # as the user's program counts; 0: there was none
    encoding: str = ""  # of text
    delimiter: str = ""  # of text
    sheet: str = ""  # of a workbook: the one that was read
    other_sheets: tuple[str, ...] = ()  # of a workbook: with something in them, too


@dataclass(frozen=True, slots=True)
class Row:
    """One row with something in it; as many cells as the table has columns."""

    number: int  # as the user's program shows it
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of text. Columns and rows without anything in them are left out."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    facts: Facts
    letters: tuple[str, ...]  # of each column, as the user's program shows it

    def place(self, row: Row, column: int) -> str:
        """Where a cell is, in words: Row 7, column C “Date”."""
        return place(row.number, self.letters[column], self.header[column])


def letter(column: int) -> str:
    """How spreadsheet programs call a column, counted from 0: A, B, …, Z, AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, _LETTERS)
        name = chr(ord("A") + rest) + name
    return name


def place(row: int, letters: str, title: str = "") -> str:
    """Where a cell is, in words."""
    named = f" “{title[:60]}”" if title else ""
    return f"Row {row:,}, column {letters}{named}"
