"""Workbooks (XLSX), opened in a child process with limits.

What a cell shows is computed by the program that saved the file and stands in it; we compute
nothing. A formula whose result was not saved, or is an error, is refused and named.
"""

import datetime as dt
import io
import json
import sys
import warnings
import zipfile
from collections.abc import Iterator
from itertools import islice
from typing import Any

from laurel.foundation import children
from laurel.foundation.tables.types import (
    MAX_CELL,
    MAX_CELLS,
    MAX_ROWS,
    MAX_TEXT,
    Facts,
    Kind,
    Row,
    Unreadable,
    letter,
    place,
)

SECONDS = 60.0  # 50,000 rows of ten cells take ten; the machine may be busy
MEMORY_BYTES = 1024 * 1024 * 1024
MAX_INFLATED = 200 * 1024 * 1024  # of all parts: 50,000 rows of twenty cells have 60 MB
MAX_PARTS = 2_000
MAX_RATIO = (
    300  # inflated to packed, of a large part; sheets of real lists have 5 to 50
)
LARGE = 10 * 1024 * 1024
MAX_SHEETS = 50
BLANK_ROWS = 1_048_576  # as many as a sheet has

_READ = "from laurel.foundation.tables import workbook; workbook.answer()"
_BROKEN = (
    "The workbook is broken or cannot be read. Open it in a spreadsheet program, "
    "save it as .xlsx or CSV, and try again."
)
_INSIDE = "xl/workbook.xml"
_OTHERS = (
    ("word/document.xml", "This is a text document, not a table."),
    ("ppt/presentation.xml", "This is a presentation, not a table."),
    ("xl/workbook.bin", "This is a binary workbook (.xlsb). Save it as .xlsx or CSV."),
    ("content.xml", "This is an OpenDocument file. Save it as .xlsx or CSV."),
)


def rows(data: bytes) -> tuple[list[Row], Facts]:
    """The rows of the first visible sheet that has any, and how it was found.

    Raises:
        Unreadable: broken, beyond the limits, or a cell has no value; the message says which.
    """
    _measure(data)
    try:
        answer = children.run(
            _READ, data=data, seconds=SECONDS, memory_bytes=MEMORY_BYTES
        )
    except children.TookTooLong:
        raise Unreadable(
            "The workbook takes too long to read. Save the sheet as CSV and send that."
        ) from None
    except children.Died as error:
        raise Unreadable(_BROKEN) from error
    said: dict[str, Any] = json.loads(answer)
    if problem := said.get("problem"):
        raise Unreadable(problem)
    found = [Row(number, tuple(cells)) for number, cells in said["rows"]]
    return found, Facts(
        kind=Kind.WORKBOOK,
        header_row=0,
        sheet=said["sheet"],
        other_sheets=tuple(said["others"]),
    )


def _measure(data: bytes) -> None:
    """What the archive says of its parts; Python inflates no part beyond what it says."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(_BROKEN) from error
    names = {part.filename for part in parts}
    if _INSIDE not in names:
        for name, what in _OTHERS:
            if name in names:
                raise Unreadable(what)
        raise Unreadable("This is an archive without a workbook in it.")
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("The workbook has a password. Save it without one.")
    if len(parts) > MAX_PARTS or sum(p.file_size for p in parts) > MAX_INFLATED:
        raise Unreadable(
            "The workbook is too large when it is unpacked. "
            "Save the sheet as CSV and send that."
        )
    for part in parts:
        if part.file_size > max(LARGE, MAX_RATIO * part.compress_size):
            raise Unreadable(
                "The workbook is packed so tightly that it cannot be a list. "
                "Save the sheet as CSV and send that."
            )


# --- in the child ----------------------------------------------------------------------


def answer() -> None:
    """Read a workbook from standard input and write what stands in it, as JSON."""
    try:
        said = _read(sys.stdin.buffer.read())
    except Unreadable as error:
        said = {"problem": error.message}
    sys.stdout.write(json.dumps(said))


def _read(data: bytes) -> dict[str, Any]:
    import openpyxl  # only the child needs it, and it takes its time

    warnings.simplefilter("ignore")  # about styles and extensions that we do not want
    shown = openpyxl.load_workbook(
        io.BytesIO(data), read_only=True, data_only=True, keep_links=False
    )
    visible = [s for s in shown.worksheets if s.sheet_state == "visible"][:MAX_SHEETS]
    filled = [sheet for sheet in visible if _has_anything(sheet)]
    if not filled:
        raise Unreadable("There is no visible sheet with anything in it.")
    sheet = filled[0]
    missing: frozenset[tuple[int, int]] = frozenset()
    if _has_formulas(data, sheet):
        missing = _formulas(data, sheet.title)
    return {
        "sheet": sheet.title,
        "others": [other.title for other in filled[1:]],
        "rows": list(_rows(sheet, missing)),
    }


def _has_anything(sheet: Any) -> bool:
    sheet.reset_dimensions()  # what the file says of its size may be wrong
    rows = islice(sheet.iter_rows(), BLANK_ROWS)
    return any(cell.value is not None for row in rows for cell in row)


def _has_formulas(data: bytes, sheet: Any) -> bool:
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        archive.open(sheet._worksheet_path) as part,  # noqa: SLF001 - it has no other name
    ):
        before = b""
        while chunk := part.read(1024 * 1024):
            if b"<f" in before + chunk or b":f" in before + chunk:
                return True
            before = chunk[-1:]
    return False


def _formulas(data: bytes, title: str) -> frozenset[tuple[int, int]]:
    """Where formulas stand: an empty cell there means that its result was not saved."""
    import openpyxl

    written = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
    sheet = written[title]
    sheet.reset_dimensions()
    return frozenset(
        (number, column)
        for number, row in enumerate(sheet.iter_rows(), start=1)
        for column, cell in enumerate(row)
        if getattr(cell, "data_type", "") == "f"
    )


def _rows(
    sheet: Any, formulas: frozenset[tuple[int, int]]
) -> Iterator[tuple[int, list[str]]]:
    count = characters = all_cells = 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        cells = [_text(cell, number, column) for column, cell in enumerate(row)]
        for column, cell in enumerate(cells):
            if not cell and (number, column) in formulas:
                raise Unreadable(
                    f"{place(number, letter(column))}: the result of the formula was not "
                    "saved. Open the file in a spreadsheet program and save it there."
                )
        if filled := sum(map(bool, cells)):
            count += 1
            all_cells += filled
            characters += sum(map(len, cells))
            yield number, cells
        if count > MAX_ROWS + 100 or number > BLANK_ROWS:
            raise Unreadable(
                f"There are more than {MAX_ROWS:,} rows. Send it in parts."
            )
        if characters > MAX_TEXT or all_cells > MAX_CELLS:
            raise Unreadable("There is too much text in the sheet. Send it in parts.")


def _text(cell: Any, number: int, column: int) -> str:
    """What the cell shows, as text that means the same in every country."""
    if cell.value is None:
        return ""
    if cell.data_type == "e":
        raise Unreadable(
            f"{place(number, letter(column))}: there is an error in this cell "
            f"({str(cell.value)[:20]}). Mend it, or empty the cell."
        )
    text = _spelled(cell.value)
    if len(text) > MAX_CELL:
        raise Unreadable(
            f"{place(number, letter(column))}: this cell has {len(text):,} "
            f"characters; {MAX_CELL:,} fit."
        )
    return text


def _spelled(value: object) -> str:
    match value:
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            # As many digits as spreadsheets keep, so that 0.1 + 0.2 is 0.3.
            return str(int(value)) if value.is_integer() else format(value, ".15g")
        case dt.datetime():
            return _moment(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            text = str(value).replace("_x000D_", "").replace("\r\n", "\n")
            return text.strip()


def _moment(value: dt.datetime) -> str:
    # Days are stored as numbers; a millisecond too many is a rounding error, not a time.
    value = (value + dt.timedelta(milliseconds=500)).replace(microsecond=0)
    if value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat(sep=" ")
