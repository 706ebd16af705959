"""CSV of any dialect, and cells pasted from a spreadsheet (which are separated by tabs)."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from laurel.foundation.tables.types import (
    MAX_BYTES,
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Facts,
    Kind,
    Row,
    Unreadable,
)
from laurel.foundation.tables.writing import unguarded

DELIMITERS = ("\t", ";", ",", "|")  # the first one wins a tie: rarer in prose
SAMPLE_CHARACTERS = 64 * 1024
SAMPLE_ROWS = 60
BLANK_ROWS = 200_000  # beyond any real file; each costs time
MOST_CELLS_IN_A_ROW = 20_000  # as wide as a spreadsheet can be, and a little more

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HALF = 0.3  # of all bytes: every second byte of Latin text in UTF-16 is zero
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?\r?\n|\A"?sep=(.)"?\r', re.IGNORECASE)
# Neither text nor white space; many of them mean that this never was a text.
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_MOST_CONTROL = 0.01


def rows(data: bytes) -> tuple[list[Row], Facts]:
    """The rows of a text, and how it was understood.

    Raises:
        Unreadable: not a text, or broken; the message names the row.
    """
    encoding, text = _decoded(data)
    if len(_CONTROL.findall(text)) > _MOST_CONTROL * len(text) + 2:
        raise Unreadable(
            "This is not a table: it holds characters that no text has. "
            "Save it as .xlsx or CSV and try again."
        )
    delimiter, text = _separator_line(text)
    delimiter = delimiter or _delimiter(text)
    try:
        found = list(_parsed(text, delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise Unreadable(_never_closed(text, delimiter)) from None
        # Quotation marks in the middle of a cell: spreadsheets take them as they stand.
        try:
            found = list(_parsed(text, delimiter, strict=False))
        except csv.Error as worse:
            raise Unreadable(f"The file cannot be read: {worse}.") from None
    return found, Facts(
        kind=Kind.TEXT, header_row=0, encoding=encoding, delimiter=delimiter
    )


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded_as(data, encoding)
    sample = data[:4096]
    if sample[1::2].count(0) > _HALF * len(sample[1::2]):
        return _decoded_as(data, "utf-16-le")
    if sample[0::2].count(0) > _HALF * len(sample[0::2]):
        return _decoded_as(data, "utf-16-be")
    try:
        return "utf-8", data.decode()
    except UnicodeDecodeError:
        pass
    try:
        return "windows-1252", data.decode("cp1252")
    except UnicodeDecodeError:  # five of its bytes mean nothing
        return "latin-1", data.decode("latin-1")


def _decoded_as(data: bytes, encoding: str) -> tuple[str, str]:
    try:
        return encoding.removesuffix("-sig"), data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            f"The file says that it is {encoding.removesuffix('-sig').upper()}, but byte "
            f"{error.start + 1:,} is not. Save it anew as .xlsx, or as CSV in UTF-8."
        ) from None


def _separator_line(text: str) -> tuple[str, str]:
    """Excel's own first line “sep=;”: it names the separator and is no row."""
    found = _SEPARATOR_LINE.match(text)
    return (found[1] or found[2], text[found.end() :]) if found else ("", text)


def _delimiter(text: str) -> str:
    """The separator that cuts most rows into the same number of cells."""
    sample = text[:SAMPLE_CHARACTERS]
    if len(sample) < len(text):  # what is cut off in the middle counts for nothing
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1] or sample
    return max(DELIMITERS, key=lambda d: _evenness(sample, d))


def _evenness(sample: str, delimiter: str) -> tuple[int, int]:
    if delimiter not in sample:
        return 0, 0
    widths: Counter[int] = Counter()
    try:
        for row in islice(_parsed(sample, delimiter, strict=False), SAMPLE_ROWS):
            if len(row.cells) > 1:
                widths[len(row.cells)] += 1
    except (csv.Error, Unreadable):
        return 0, 0
    if not widths:
        return 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return count, width


def _parsed(text: str, delimiter: str, *, strict: bool) -> Iterator[Row]:
    csv.field_size_limit(MAX_BYTES)  # ours is smaller, and names the cell
    lines = io.StringIO(text, newline="")  # takes LF, CR and CRLF alike
    reader = csv.reader(lines, delimiter=delimiter, strict=strict)
    filled = all_cells = 0
    for number, cells in enumerate(reader, start=1):
        if len(cells) > MOST_CELLS_IN_A_ROW:
            raise Unreadable(
                f"Row {number:,} has {len(cells):,} cells; at most {MAX_COLUMNS} can be read."
            )
        stripped = tuple(_plain(cell) if cell else "" for cell in cells)
        if count := sum(map(bool, stripped)):
            filled += 1
            all_cells += count
            yield Row(number, stripped)
        if all_cells > MAX_CELLS:
            raise Unreadable(
                f"There are more than {MAX_CELLS:,} cells. Send it in parts."
            )
        if filled > MAX_ROWS + SAMPLE_ROWS or number > BLANK_ROWS:
            raise Unreadable(
                f"There are more than {MAX_ROWS:,} rows. Send it in parts."
            )


def _plain(cell: str) -> str:
    if "\r" in cell:
        cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    return unguarded(cell).strip() if cell[0] == "'" else cell.strip()


def _never_closed(text: str, delimiter: str) -> str:
    last = 0
    for row in _parsed(text, delimiter, strict=False):
        last = row.number
    return (
        f"Row {last:,}: a quotation mark is opened and never closed. "
        "Close it, or save the file anew from the spreadsheet program."
    )
