"""From a table to people: which column is which, and what is wrong in which cell."""

import unicodedata
from collections.abc import Mapping
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from laurel.foundation import tables
from laurel.recipients.errors import Refused
from laurel.recipients.types import Person

MOST_ROWS = 20_000  # a large institution's year; more can be brought in parts
MOST_FAULTS = 200  # named; whoever has more brings another list
MAX_ID, MAX_NAME, MAX_EMAIL = 100, 200, 254
_FORMER: Final = (
    "former address", "former email", "former e-mail", "old address", "old email", "old e-mail",
    "previous email", "previous address", "alte Adresse", "bisherige Adresse",
    "ancienne adresse",
)  # fmt: skip
_WANTED: Final = ("identifier", "former", "email", "name", "given_name", "family_name")


def normalised(email: str) -> str:
    """One form for all spellings of an address."""
    return unicodedata.normalize("NFC", email.strip()).lower()


def people(table: tables.Table) -> tuple[list[Person], list[str]]:
    """The people of a list, and a sentence for each row that cannot be taken.

    Raises:
        Refused: there is no column of numbers or of addresses, or it is too long.
    """
    if len(table.rows) > MOST_ROWS:
        raise Refused(
            f"There are {len(table.rows):,} rows; at most {MOST_ROWS:,} at once."
        )
    columns = tables.guess(table.header, {**tables.SYNONYMS, "former": _FORMER})
    columns = {name: columns[name] for name in _WANTED if name in columns}
    for name, words in (("identifier", "Student number"), ("email", "E-mail")):
        if name not in columns:
            raise Refused(
                f"No column is called “{words}” or the like. Give it a title."
            )
    found: list[Person] = []
    faults: list[str] = []
    seen: set[str] = set()
    for row in table.rows:
        try:
            person = _person(table, row, columns)
            if person.external_id in seen:
                raise _fault(table, row, columns["identifier"], "stands here twice")
        except Refused as error:
            faults.append(error.message)
        else:
            seen.add(person.external_id)
            found.append(person)
    return found, faults[:MOST_FAULTS]


def _person(table: tables.Table, row: tables.Row, columns: Mapping[str, int]) -> Person:
    def text(name: str) -> str:
        return " ".join(row.cells[columns[name]].split()) if name in columns else ""

    external_id = text("identifier")
    if not 0 < len(external_id) <= MAX_ID or not external_id.isprintable():
        raise _fault(
            table, row, columns["identifier"], f"needs 1 to {MAX_ID} characters"
        )
    for name in ("email", "former"):
        if name in columns and (name == "email" or text(name)):
            _check_address(table, row, columns[name], text(name))
    name = text("name") or f"{text('given_name')} {text('family_name')}".strip()
    if len(name) > MAX_NAME or not name.isprintable():
        raise _fault(table, row, columns.get("name", 0), "is too long for a name")
    return Person(row.number, external_id, name, text("email"), text("former"))


def _check_address(
    table: tables.Table, row: tables.Row, column: int, email: str
) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise _fault(table, row, column, "is no e-mail address") from None


def _fault(table: tables.Table, row: tables.Row, column: int, what: str) -> Refused:
    said = row.cells[column][:60]
    return Refused(f"{table.place(row, column)}: “{said}” {what}.")
