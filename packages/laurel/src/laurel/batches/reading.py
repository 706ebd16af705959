"""From a table to the rows of a batch: which column is what, and what each cell means."""

from collections.abc import Iterable, Mapping, Sequence

from laurel.awards import selectors as awards
from laurel.batches.models import Batch, BatchRow
from laurel.batches.types import (
    EMAIL,
    EVIDENCE,
    EXPIRES,
    ISSUED,
    LANGUAGE,
    NAME,
    NARRATIVE,
)
from laurel.foundation import tables
from laurel.foundation.tables import NoDate, Order, Table

# The columns that are looked for, by the names of `tables.SYNONYMS`.
GIVEN, FAMILY = "given_name", "family_name"
COLUMNS = {
    "name": NAME,
    GIVEN: NAME,
    FAMILY: NAME,
    "email": EMAIL,
    "date": ISSUED,
    "expires": EXPIRES,
    NARRATIVE: NARRATIVE,
    EVIDENCE: EVIDENCE,
    LANGUAGE: LANGUAGE,
}
OURS = {NARRATIVE: ("what they did", "what the person did", "what this person did")}
SAMPLE = 50  # rows that are looked at where titles do not tell
MAX_VALUE = (
    6_000  # characters; what is longer than a narrative may be is refused anyway
)
KEY_LENGTH = 254  # of an address; longer ones are refused when the row is checked


def guessed(table: Table) -> dict[str, int]:
    """Which column is what: by the titles, and where they do not tell, by the cells."""
    titled = table.header if table.facts.header_row else ()
    words = {name: (*tables.SYNONYMS[name], *OURS.get(name, ())) for name in COLUMNS}
    found = tables.guess(titled, words)
    if "email" not in found:
        found |= _by_cells(table, taken=set(found.values()))
    if not {"name", GIVEN, FAMILY} & set(found):
        free = [n for n in range(len(table.header)) if n not in found.values()]
        if free and "email" in found:
            found["name"] = free[0]
    return found


def order_of_cells(rows: Iterable[Sequence[str]], columns: Mapping[str, int]) -> str:
    """What stands first in 03/05/2027, as far as the columns of days tell."""
    wanted = [columns[name] for name in ("date", "expires") if name in columns]
    texts = (
        cells[column] for cells in rows for column in wanted if column < len(cells)
    )
    return (wanted and tables.order_of(texts)) or ""


def row_of(batch: Batch, number: int, cells: Sequence[str]) -> BatchRow:
    """A row as it comes, not checked and not saved."""
    values = values_of(batch, cells)
    return BatchRow(
        batch=batch,
        number=number,
        cells=[cell[:MAX_VALUE] for cell in cells],
        values=values,
        recipient_key=key_of(values),
    )


def values_of(batch: Batch, cells: Sequence[str]) -> dict[str, str]:
    """Field → text, as far as there are columns for it."""

    def cell(name: str) -> str:
        column = batch.columns.get(name)
        inside = column is not None and column < len(cells)
        return cells[column][:MAX_VALUE] if inside else ""

    values = {field: cell(name) for name, field in COLUMNS.items() if field != NAME}
    values[NAME] = cell("name") or f"{cell(GIVEN)} {cell(FAMILY)}".strip()
    for field in (ISSUED, EXPIRES):
        values[field] = plain_day(values[field])
    return values


def plain_day(text: str) -> str:
    """A day that can be read in one way only as 2026-11-21; anything else as it stands."""
    try:
        return tables.date(text).isoformat() if text else ""
    except NoDate:
        return text


def key_of(values: Mapping[str, str]) -> str:
    """By what the person of a row is known."""
    return awards.recipient_key(values.get(EMAIL, ""))[:KEY_LENGTH]


def order(batch: Batch) -> Order | None:
    """What stands first in 03/05/2027 in this batch, if that is known."""
    return Order(batch.date_order) if batch.date_order else None


def _by_cells(table: Table, *, taken: set[int]) -> dict[str, int]:
    sample = table.rows[:SAMPLE]
    for column in range(len(table.header)):
        hits = sum("@" in row.cells[column] for row in sample)
        if column not in taken and 2 * hits > len(sample):
            return {"email": column}
    return {}
