"""XLSX as other programs write it, and hostile ones."""

import datetime as dt
import io
import shutil
import struct
import subprocess
import zipfile

import openpyxl
import pytest
from laurel.foundation import tables
from laurel.foundation.tables import Kind, Unreadable

from packages.laurel.tests.foundation.tables.books import (
    openpyxl_book,
    sheet,
    with_parts,
    xlsxwriter_book,
)

# Workbooks know no time zones.
NAIVE = dt.datetime(2026, 11, 14)  # noqa: DTZ001
SIMPLE = openpyxl_book(["Name", "Town"], ["Ada", "London"])


def cells(table):
    return [row.cells for row in table.rows]


def test_values_are_what_a_person_sees():
    table = tables.read(
        openpyxl_book(
            ["Name", "Number", "Share", "Day", "Moment", "Hour", "Yes", "Text"],
            [
                " Ada ",
                3.0,
                0.1 + 0.2,
                dt.date(2026, 11, 14),
                NAIVE.replace(hour=10, minute=3),
                dt.time(9, 30),
                True,
                "=no formula".replace("=", "’="),
            ],
            ["Mary", 12345678901234, -2.5, None, None, None, False, "007"],
        )
    )
    assert cells(table) == [
        (
            *("Ada", "3", "0.3", "2026-11-14", "2026-11-14 10:03:00", "09:30:00"),
            *("TRUE", "’=no formula"),
        ),
        ("Mary", "12345678901234", "-2.5", "", "", "", "FALSE", "007"),
    ]
    assert table.facts.kind is Kind.WORKBOOK


def test_days_of_the_old_mac_calendar_are_the_same_days():
    def edit(book):
        book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        book.active["B2"] = dt.date(2026, 11, 14)

    table = tables.read(openpyxl_book(["Name", "Day"], ["Ada", ""], edit=edit))
    assert cells(table) == [("Ada", "2026-11-14")]


def test_a_book_of_another_program_with_titles_merged_cells_and_hidden_rows():
    def write(book):
        page = book.add_worksheet("Liste")
        bold = book.add_format({"bold": True})
        page.merge_range("A1:C1", "Attendance in November", bold)
        page.write_row("A3", ["Name", "Datum", "Punkte"], bold)
        page.write_row("A4", ["Émilie", None, 12])
        page.write_datetime(
            "B4",
            NAIVE.replace(year=2027, month=5, day=3),
            book.add_format({"num_format": "dd.mm.yyyy"}),
        )
        page.write_rich_string("A5", "Sophie ", bold, "Germain")
        page.write_formula("C5", "=SUM(C4,1)", None, 13)
        page.set_row(4, None, None, {"hidden": True})

    table = tables.read(xlsxwriter_book(write), name="Liste.xlsx")
    assert table.header == ("Name", "Datum", "Punkte")
    assert cells(table) == [
        ("Émilie", "2027-05-03", "12"),
        ("Sophie Germain", "", "13"),
    ]
    assert [row.number for row in table.rows] == [4, 5]


def test_a_formula_whose_result_was_not_saved_is_named():
    data = openpyxl_book(["Name", "Points"], ["Ada", "=1+1"])
    with pytest.raises(Unreadable, match="Row 2, column B: the result of the formula"):
        tables.read(data)


def test_an_error_in_a_cell_is_named():
    def write(book):
        page = book.add_worksheet()
        page.write_row(0, 0, ["Name", "Points"])
        page.write(1, 0, "Ada")
        page.write_formula(1, 1, "=1/0", None, "#DIV/0!")

    with pytest.raises(Unreadable, match=r"Row 2, column B: .* \(#DIV/0!\)"):
        tables.read(xlsxwriter_book(write))


def test_the_first_visible_sheet_with_anything_in_it_is_read():
    def edit(book):
        for title, state in (
            ("Hidden", "hidden"),
            ("Empty", "visible"),
            ("List", "visible"),
            ("More", "visible"),
        ):
            page = book.create_sheet(title)
            page.sheet_state = state
            if title != "Empty":
                page.append(["Name", "From"])
                page.append(["Ada", title])

    table = tables.read(openpyxl_book(title="Cover", edit=edit))
    assert cells(table) == [("Ada", "List")]
    assert (table.facts.sheet, table.facts.other_sheets) == ("List", ("More",))


def test_a_book_that_is_wrong_about_its_size_is_read_whole():
    rows = "".join(
        f'<row r="{n}"><c r="B{n}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for n, text in ((2, "Name"), (5, "Ada"))
    )
    wrong = sheet(rows).replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
    table = tables.read(with_parts(SIMPLE, sheet=wrong))
    assert table.letters == ("B",)
    assert [(row.number, row.cells) for row in table.rows] == [(5, ("Ada",))]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_a_book_of_libreoffice(tmp_path):
    (tmp_path / "list.csv").write_text("Name,Day\nAda,2026-11-14\n")
    command = ["soffice", "--headless", "--convert-to", "xlsx", "list.csv"]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=120)
    table = tables.read((tmp_path / "list.xlsx").read_bytes())
    assert cells(table) == [("Ada", "2026-11-14")]


# --- hostile ---------------------------------------------------------------------------


def laughing():
    entities = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "lol">'
        for n in range(10)
    )
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    declared = sheet(cell).replace(
        '<?xml version="1.0"?>',
        f'<?xml version="1.0"?><!DOCTYPE worksheet [{entities}]>',
    )
    return with_parts(SIMPLE, sheet=declared)


def outside():
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
    doctype = '<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    return with_parts(SIMPLE, sheet=doctype + sheet(cell).split("?>", 1)[1])


def bomb():
    return with_parts(SIMPLE, strings=b" " * 150 * 1024 * 1024)


def lying_bomb():
    """Its directory says that the part is small; its bytes inflate to more."""
    data = bytearray(with_parts(SIMPLE, sheet=sheet(" " * 40_000_000)))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        position = -1
        while (position := data.find(signature, position + 1)) >= 0:
            (size,) = struct.unpack_from("<I", data, position + offset)
            if size > 30_000_000:
                struct.pack_into("<I", data, position + offset, 1000)
    return bytes(data)


def many_columns():
    row = "".join(
        f'<c r="{tables.letter(n)}1" t="n"><v>1</v></c>' for n in range(1_000)
    )
    return with_parts(SIMPLE, sheet=sheet(f'<row r="1">{row}</row>'))


def far_away():
    row = '<row r="1"><c r="A1"><v>1</v></c></row><row r="99999999999"><c><v>1</v></c></row>'
    return with_parts(SIMPLE, sheet=sheet(row))


def only_far_away():
    row = '<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'
    return with_parts(SIMPLE, sheet=sheet(row))


def one_cell():
    text = "x" * (10 * 1024 * 1024 - 100_000)
    cell = f'<c r="A1" t="inlineStr"><is><t>{text}</t></is></c>'
    return with_parts(SIMPLE, sheet=sheet(f'<row r="1">{cell}</row>'))


def deep():
    return with_parts(SIMPLE, sheet=sheet("<row>" * 200_000))


def archive(*names):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, b"<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (laughing, "broken"),
        (outside, "broken"),
        (bomb, "packed so tightly"),
        (lying_bomb, "broken|packed"),
        (far_away, "more than 50,000 rows"),
        (only_far_away, "no visible sheet"),
        (many_columns, "1,000 columns"),
        (one_cell, "packed so tightly|10,4.. characters|characters; 32,767"),
        (deep, "broken"),
        (lambda: SIMPLE[: len(SIMPLE) // 2], "broken"),
        (lambda: b"PK\x03\x04" + b"x" * 1000, "broken"),
        (lambda: with_parts(SIMPLE, sheet=b"no xml"), "broken"),
        (lambda: with_parts(SIMPLE, sheet=sheet('<row r="x"/>')), "broken"),
        (lambda: with_parts(SIMPLE, sheet=sheet("")), "no visible sheet"),
        (lambda: archive("readme.txt"), "without a workbook"),
        (lambda: archive("word/document.xml"), "text document"),
        (lambda: archive("content.xml"), "OpenDocument"),
        (lambda: archive("xl/workbook.xml"), "broken"),
        (lambda: archive("xl/workbook.xml", *map(str, range(2_000))), "too large"),
    ],
)
def test_a_hostile_book_is_refused_and_says_why(make, says):
    with pytest.raises(Unreadable, match=says):
        tables.read(make())


def test_a_book_that_takes_for_ever_is_ended(monkeypatch):
    monkeypatch.setattr(tables.workbook, "SECONDS", 0.01)  # no child begins so fast
    with pytest.raises(Unreadable, match="too long"):
        tables.read(SIMPLE)


def test_a_surrogate_that_stands_alone_is_broken():
    cell = '<c r="A1" t="inlineStr"><is><t>&#xD800;</t></is></c>'
    with pytest.raises(Unreadable, match="broken"):
        tables.read(with_parts(SIMPLE, sheet=sheet(f'<row r="1">{cell}</row>')))
