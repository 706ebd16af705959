"""A CSV file that every spreadsheet opens as it is meant, and computes nothing from."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

AT_ONCE = 500  # lines of a file that is written piece by piece
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for something older

# What spreadsheets take for the beginning of a formula, in both widths.
_FORMULA = "=+\\-@\\t\\r\\n\uff1d\uff0b\uff0d\uff20"
_BEGINS_FORMULA = re.compile(rf"'* *[{_FORMULA}]")
_GUARDED = re.compile(rf"'('* *[{_FORMULA}])")


def write(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """The table as CSV in UTF-8. `read` gives back what went in."""
    lines = [line(header), *(line(row) for row in rows)]
    return (BYTE_ORDER_MARK + "".join(lines)).encode()


def pieces(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The same table, some lines at a time: as long as it is, little of it is in memory."""
    lines = chain([BYTE_ORDER_MARK + line(header)], map(line, rows))
    while piece := "".join(islice(lines, AT_ONCE)):
        yield piece.encode()


def line(cells: Sequence[str]) -> str:
    """One line of the file, with its end; for files that are written piece by piece."""
    out = io.StringIO()
    csv.writer(out).writerow([guarded(cell) for cell in cells])
    return out.getvalue()


def guarded(cell: str) -> str:
    """The cell, so that no spreadsheet computes it: an apostrophe stands before it."""
    return "'" + cell if _BEGINS_FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """The cell as it was before it was guarded."""
    return cell[1:] if _GUARDED.match(cell) else cell
