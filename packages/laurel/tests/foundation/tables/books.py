"""Workbooks as other programs write them, and as nobody should."""

import io
import zipfile

import openpyxl
import xlsxwriter


def openpyxl_book(*rows, title="Sheet", edit=lambda book: None):
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsxwriter_book(write):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    write(book)
    book.close()
    return out.getvalue()


def with_parts(data, **parts):
    """The workbook with some of its parts replaced; `sheet` and `strings` are short names."""
    names = {"sheet": "xl/worksheets/sheet1.xml", "strings": "xl/sharedStrings.xml"}
    given = {names.get(name, name): content for name, content in parts.items()}
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.infolist():
            if part.filename not in given:
                new.writestr(part, old.read(part))
        for name, content in given.items():
            new.writestr(name, content)
    return out.getvalue()


def sheet(rows):
    """The XML of a sheet whose rows are these."""
    return (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/'
        f'spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    )
