"""From bytes to a table: which sort of file it is, where its header stands, what is empty."""

from collections.abc import Sequence

from laurel.foundation.tables import columns, delimited, workbook
from laurel.foundation.tables.types import (
    MAX_BYTES,
    MAX_CELL,
    MAX_COLUMNS,
    MAX_ROWS,
    Facts,
    Row,
    Table,
    Unreadable,
    letter,
    place,
)

# What people send instead, and how to make a table of it.
_OTHERS = (
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Excel file (.xls), or one with a password.",
    ),
    (b"%PDF", "This is a PDF, not a table."),
    (b"\x89PNG", "This is a picture, not a table."),
    (b"\xff\xd8\xff", "This is a picture, not a table."),
    (b"GIF8", "This is a picture, not a table."),
    (b"{\\rtf", "This is a text document, not a table."),
    (b"\x1f\x8b", "This is a compressed file; unpack it first."),
)
_HTML = (b"<!doctype", b"<html", b"<table", b"<?xml")
_WAY_OUT = "Open it in a spreadsheet program and save it as .xlsx or CSV."


def read(data: bytes, *, name: str = "", most_bytes: int = MAX_BYTES) -> Table:
    """The table in a CSV file, a workbook (XLSX) or pasted cells.

    `name` is the file's own, for messages only: what it is follows from the bytes. Text is
    stripped at both ends; dates in workbooks become 2027-05-03, whole numbers lose their “.0”.

    Raises:
        Unreadable: no table, a broken one, or beyond the limits; the message names the place.
    """
    called = f"“{name[:80]}”" if name and name.isprintable() else "This"
    if len(data) > most_bytes:
        megabytes = most_bytes // 1024 // 1024
        raise Unreadable(f"{called} has more than {megabytes} MB. Send it in parts.")
    if not data.strip(b"\0\t\n\r ,;|\xef\xbb\xbf\xff\xfe"):
        raise Unreadable(f"{called} is empty: there is no row with anything in it.")
    for beginning, what in _OTHERS:
        if data.startswith(beginning):
            raise Unreadable(f"{what} {_WAY_OUT}")
    if data[:64].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_HTML):
        raise Unreadable(f"This is a web page, not a table. {_WAY_OUT}")
    reader = workbook if data.startswith((b"PK\x03\x04", b"PK\x05\x06")) else delimited
    rows, facts = reader.rows(data)
    return _table(rows, facts)


def _table(rows: Sequence[Row], facts: Facts) -> Table:
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        raise Unreadable("There is no row with anything in it.")
    _measure(filled)
    header, below = columns.split(filled)
    if len(below) > MAX_ROWS:
        raise Unreadable(
            f"There are {len(below):,} rows; at most {MAX_ROWS:,} can be read at once. "
            "Send it in parts."
        )
    if header and not below:
        raise Unreadable(
            f"Row {header.number} looks like the titles of columns, and there is nothing below."
        )
    used = _used([*([header] if header else []), *below])
    titles = header.cells if header else ()
    return Table(
        header=tuple(
            _cell(titles, column) or f"Column {letter(column)}" for column in used
        ),
        rows=tuple(
            Row(row.number, tuple(_cell(row.cells, column) for column in used))
            for row in below
        ),
        facts=Facts(
            kind=facts.kind,
            header_row=header.number if header else 0,
            encoding=facts.encoding,
            delimiter=facts.delimiter,
            sheet=facts.sheet,
            other_sheets=facts.other_sheets,
        ),
        letters=tuple(letter(column) for column in used),
    )


def _measure(rows: Sequence[Row]) -> None:
    """No cell is longer than a spreadsheet allows, and none holds what nothing can store."""
    for row in rows:
        for column, cell in enumerate(row.cells):
            if len(cell) > MAX_CELL:
                raise Unreadable(
                    f"{place(row.number, letter(column))}: this cell has {len(cell):,} "
                    f"characters; {MAX_CELL:,} fit."
                )
            if "\0" in cell:
                raise Unreadable(
                    f"{place(row.number, letter(column))}: there is a hidden character "
                    "(U+0000). Remove it, or save the file anew."
                )


def _used(rows: Sequence[Row]) -> list[int]:
    used = sorted(
        {column for row in rows for column, cell in enumerate(row.cells) if cell}
    )
    if len(used) > MAX_COLUMNS:
        raise Unreadable(
            f"There are {len(used):,} columns with something in them, up to column "
            f"{letter(used[-1])}; at most {MAX_COLUMNS} can be read."
        )
    return used


def _cell(cells: Sequence[str], column: int) -> str:
    return cells[column] if column < len(cells) else ""
