"""CSV of every dialect, and pasted cells."""

import codecs

import pytest
from laurel.foundation import tables
from laurel.foundation.tables import Unreadable

HEADER = ("Name", "E-Mail", "Über")
ROWS = [
    ("Émilie du Châtelet", "emilie@college.example", "sagt, “ja”"),
    ("Sophie Germain", "sophie@college.example", "a; b"),
    ("Ada Lovelace", "ada@college.example", "two\nlines"),
]


def text(delimiter, end="\n"):
    def quoted(cell):
        return f'"{cell}"' if set(cell) & set(',;|\t\n"') else cell

    return "".join(
        delimiter.join(map(quoted, row)) + end for row in [HEADER, *ROWS]
    ).replace("two\nlines", f"two{end}lines")


def cells(table):
    return [row.cells for row in table.rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"],
)
def test_every_dialect_is_the_same_table(delimiter, end, encoding):
    table = tables.read(text(delimiter, end).encode(encoding))
    assert table.header == HEADER
    assert cells(table) == ROWS
    assert table.facts.delimiter == delimiter
    assert [row.number for row in table.rows] == [2, 3, 4]


def test_utf_16_with_the_other_byte_order_mark():
    data = codecs.BOM_UTF16_BE + text(",").encode("utf-16-be")
    assert cells(tables.read(data)) == ROWS


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_the_separator_line_of_excel_is_no_row(end):
    table = tables.read(f"sep=;{end}Name;Town{end}Ada, Countess;London{end}".encode())
    assert (table.header, cells(table)) == (
        ("Name", "Town"),
        [("Ada, Countess", "London")],
    )
    assert table.rows[0].number == 2  # Excel does not count it either


def test_titles_and_blank_rows_above_the_header_are_passed_over():
    table = tables.read(
        b"Attendance in November,,\n,,\nName,Email,Town\nAda,ada@x.example,London\n,,\n"
        b"Mary,mary@x.example,Lyme\n"
    )
    assert table.header == ("Name", "Email", "Town")
    assert [(row.number, row.cells[0]) for row in table.rows] == [
        (4, "Ada"),
        (6, "Mary"),
    ]
    assert table.facts.header_row == 3


def test_pasted_cells_without_a_header_are_all_rows():
    table = tables.read(b"Ada\tada@x.example\nMary\tmary@x.example")
    assert table.header == ("Column A", "Column B")
    assert [row.number for row in table.rows] == [1, 2]
    assert table.facts.header_row == 0


def test_one_column_is_a_table_too():
    assert cells(tables.read(b"Name\nAda\nMary\n")) == [("Ada",), ("Mary",)]


def test_empty_columns_are_dropped_and_the_others_keep_their_letters():
    wide = "Name" + "," * 999 + "Town\n" + "Ada" + "," * 999 + "London\n"
    table = tables.read(wide.encode())
    assert table.header == ("Name", "Town")
    assert table.letters == ("A", "ALL")
    assert table.place(table.rows[0], 1) == "Row 2, column ALL “Town”"


def test_quotation_marks_in_the_middle_of_a_cell_are_taken_as_they_stand():
    table = tables.read(b'Name,Town\nThe "Countess" Ada,London\n')
    assert cells(table) == [('The "Countess" Ada', "London")]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n,,,\n;;\n", "empty"),
        (b"Name,Town\n", "nothing below"),
        (b'Name,Town\nAda,"London\nMary,Lyme\n', "Row 2: a quotation mark"),
        (b"Name,Town\nA\0da,London\n", r"Row 2, column A: .* \(U\+0000\)"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0 old", r"old Excel file"),
        (b"<!DOCTYPE html><table><tr><td>Ada", "web page"),
        (b"\x89PNG\r\n", "picture"),
        (b"\x1f\x8b123", "compressed"),
        (codecs.BOM_UTF8 + b"Name,Town\nA\xff,b\n", "says that it is UTF-8, but byte"),
        (codecs.BOM_UTF16_LE + b"a\x00\x00\xd8\x00", "says that it is UTF-16"),
        (bytes(range(1, 32)) * 50, "no text has"),
        (b"Name\n" + b"x" * (tables.MAX_CELL + 1), "Row 2, column A: .* 32,768"),
    ],
)
def test_what_is_no_table_is_refused_and_says_why(data, says):
    with pytest.raises(Unreadable, match=says):
        tables.read(data)


def test_the_limits_are_at_their_edges():
    rows = "Ada,London\n" * tables.MAX_ROWS
    assert len(tables.read(f"Name,Town\n{rows}".encode()).rows) == tables.MAX_ROWS
    with pytest.raises(Unreadable, match=r"50,001 rows"):
        tables.read(f"Name,Town\n{rows}Mary,Lyme\n".encode())
    columns = ",".join(["a"] * tables.MAX_COLUMNS)
    assert len(tables.read(f"{columns}\n{columns}\n".encode()).header) == 200
    with pytest.raises(Unreadable, match="201 columns"):
        tables.read(f"{columns},a\n{columns},a\n".encode())
    with pytest.raises(Unreadable, match="10 MB"):
        tables.read(b"x" * (tables.MAX_BYTES + 1), name="list.csv")


@pytest.mark.parametrize(
    "data",
    [
        b"x" * tables.MAX_BYTES,
        b'"' * tables.MAX_BYTES,
        b"," * tables.MAX_BYTES,
        b"a," * (tables.MAX_BYTES // 2),
        b"\n" * (tables.MAX_BYTES - 1) + b"a",
        b"a\n" * (tables.MAX_BYTES // 2),
        b"a,b,c,d,e,f,g,h,i\n" * (tables.MAX_BYTES // 18),
        b"=" * tables.MAX_BYTES,
    ],
    ids=["cell", "quotes", "commas", "cells", "lines", "rows", "table", "formula"],
)
def test_ten_megabytes_of_one_thing_are_answered(data):
    with pytest.raises(Unreadable):
        tables.read(data)
