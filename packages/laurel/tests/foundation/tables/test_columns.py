"""Which column is which, and what is written can be read again."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laurel.foundation import tables
from laurel.foundation.tables import SYNONYMS, Table, Unreadable

PERSON = {key: SYNONYMS[key] for key in ("name", "email", "date", "expires")}


@pytest.mark.parametrize(
    "header",
    [
        ("Name", "Email", "Date", "Expires"),
        ("Full name", "E-mail address", "Issued on", "Valid until"),
        ("  STUDENT NAME ", "e_mail", "issue-date", "EXPIRY DATE"),
        ("Teilnehmerin", "E-Mail-Adresse", "Ausstellungsdatum", "Gültig bis"),
        ("Nom complet", "Courriel", "Délivré le", "Date d’expiration"),
        ("Nombre y apellidos", "Correo electronico", "FECHA", "Válido hasta"),
        ("Volledige naam", "E-mailadres", "Uitgereikt op", "Geldig tot"),
        ("Nome completo", "Posta elettronica", "Data di rilascio", "Scadenza"),
        ("Name of the student", "Email (work)", "Date (UTC)", "Expires on"),
    ],
)
def test_columns_are_found_in_many_languages(header):
    assert tables.guess(header, PERSON) == {
        "name": 0,
        "email": 1,
        "date": 2,
        "expires": 3,
    }


def test_a_column_is_given_once_and_to_what_fits_best():
    header = ("Organisation name", "Name", "Expiry date", "Date")
    assert tables.guess(header, PERSON) == {"name": 1, "expires": 2, "date": 3}


def test_what_nothing_stands_for_is_left_out():
    assert tables.guess(("Colour", "", "Shoe size"), PERSON) == {}


@pytest.mark.parametrize(
    "field", ["title", "description", "criteria", "skills", "tags", "validity"]
)
def test_every_name_of_a_field_finds_it(field):
    for name in SYNONYMS[field]:
        assert tables.guess([name.upper()], {field: SYNONYMS[field]}) == {field: 0}


# --- writing ---------------------------------------------------------------------------

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "'=1",
    "''-x",
    "\uff1d1",
    "\uff0b1",
    " =1",
    "a",
]


def test_no_cell_of_a_file_begins_a_formula():
    data = tables.write(["Name"], [[cell] for cell in FORMULAS])
    assert data.startswith(b"\xef\xbb\xbf")
    for (cell,) in csv.reader(io.StringIO(data.decode("utf-8-sig"))):
        assert cell.lstrip(" ")[0] not in "=+-@\uff1d\uff0b\uff0d\uff20\t\r\n"


CELL = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n\t=+-@'\";,| "),
    max_size=12,
).map(str.strip)


ROWS = st.lists(st.tuples(CELL, CELL.filter(bool), CELL.filter(bool)), max_size=8).map(
    lambda rows: [("Ada", "London", "-"), *rows]
)


@given(ROWS)
def test_what_is_written_is_read_again(rows):
    header = ("Name", "Town", "Note")
    file = tables.write(header, rows)
    assert b"".join(tables.pieces(header, rows)) == file
    table = tables.read(file)
    assert table.header == header
    assert [row.cells for row in table.rows] == rows


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_table_or_refused(data):
    try:
        table = tables.read(data)
    except Unreadable:
        pass  # it said so; nothing else may happen
    else:
        assert isinstance(table, Table)
        assert all(len(row.cells) == len(table.header) for row in table.rows)


@given(
    st.text(st.sampled_from("a1@.\n\r\t;,|\"'= \0é"), max_size=60),
    st.sampled_from(["utf-8", "utf-16", "utf-16-be", "utf-32", "cp1252"]),
)
def test_any_text_is_a_table_or_refused(text, encoding):
    try:
        table = tables.read(text.encode(encoding))
    except Unreadable:
        pass  # it said so; nothing else may happen
    else:
        assert all(any(row.cells) for row in table.rows)
