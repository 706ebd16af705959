"""PDFs: what is set conforms and carries its files; what strangers bring is opened within limits."""

import datetime as dt
import io
import zlib

import pikepdf
import pytest
from laurel.foundation import pdf
from laurel.foundation.errors import Refused

TEMPLATE = """
#set document(title: data.title, author: "North College")
#set text(font: "Inter", lang: data.language)
= #data.title
"""
BADGE = pdf.Attachment("badge.json", "application/json", b'{"a": 1}', "The badge")


def page(title="Applied Data Analytics", language="en", attached=(BADGE,)):
    return pdf.typeset(
        TEMPLATE,
        data={"title": title, "language": language},
        at=dt.datetime(2026, 11, 21, 14, 2, tzinfo=dt.UTC),
        attached=attached,
    )


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def test_a_page_claims_what_it_keeps():
    with opened(page()) as document:
        meta = document.open_metadata()
        assert (meta.pdfa_status, meta["pdfuaid:part"]) == ("3A", "1")
        assert meta["dc:title"] == "Applied Data Analytics"
        assert str(document.Root.Lang) == "en"
        assert bool(document.Root.MarkInfo.Marked)
        assert document.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert len(document.Root.OutputIntents[0].DestOutputProfile.read_bytes()) > 100


def test_every_font_is_inside():
    with opened(page()) as document:
        fonts = document.pages[0].Resources.Font
        for font in fonts.values():
            described = font.DescendantFonts[0].FontDescriptor
            assert {"/FontFile2", "/FontFile3"} & set(described.keys())
            assert "/ToUnicode" in font  # so that words can be copied and read aloud


def test_what_is_attached_comes_out_as_it_went_in():
    assert pdf.attachments(page()) == [BADGE]
    with opened(page()) as document:
        assert document.Root.AF[0].AFRelationship == "/Source"


def test_words_of_strangers_are_no_markup():
    with opened(page(title='#panic("no") *bold* $x$ "')) as document:
        assert document.open_metadata()["dc:title"] == '#panic("no") *bold* $x$ "'


@pytest.mark.parametrize("letter", ["\ue123", "\U00012000", "\U0010fffd"])
def test_a_letter_that_no_font_has_leaves_a_page_without_the_claim(letter):
    made = page(title=f"Ada {letter}")
    with opened(made) as document:
        assert len(document.pages) == 1
        assert not document.open_metadata().pdfa_status
    assert pdf.attachments(made) == [BADGE]


def test_a_template_that_does_not_fit_is_our_error():
    with pytest.raises(pdf.NotSet):
        pdf.typeset(
            "#data.nothing", data={}, at=dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
        )


def test_a_file_with_a_path_for_a_name_is_refused():
    with pytest.raises(pdf.NotSet):
        page(attached=[pdf.Attachment("../badge.json", "application/json", b"{}")])


def test_the_same_data_makes_the_same_bytes():
    assert page() == page()


def locked(data):
    out = io.BytesIO()
    with opened(data) as document:
        document.save(out, encryption=pikepdf.Encryption(owner="o", user="u"))
    return out.getvalue()


def test_a_locked_one_is_refused_by_name():
    with pytest.raises(Refused, match="locked with a password"):
        pdf.attachments(locked(page()))


@pytest.mark.parametrize(
    "data", [b"", b"%PDF-1.7", b"%PDF-1.7\n" + bytes(5000), page()[:4000]]
)
def test_a_damaged_one_is_refused_by_name(data):
    with pytest.raises(Refused, match="damaged"):
        pdf.attachments(data)


def test_a_pdf_without_files_has_none():
    assert pdf.attachments(page(attached=())) == []


def bomb(megabytes):
    """A PDF with an attachment that is much larger when it is opened."""
    out = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["bomb.json"] = b"x"
        file = document.attachments["bomb.json"].get_file().obj
        packed = zlib.compress(bytes(megabytes * 1024 * 1024), 9)
        file.write(packed, filter=pikepdf.Name.FlateDecode)
        document.save(out)
    return out.getvalue()


def test_a_file_that_swells_is_left_out_or_refused():
    assert pdf.attachments(bomb(6)) == []
    with pytest.raises(Refused):
        pdf.attachments(bomb(900))


def test_a_large_one_is_not_opened():
    with pytest.raises(Refused, match="larger than 20 MB"):
        pdf.attachments(b"%PDF-" + bytes(pdf.MOST_BYTES))
