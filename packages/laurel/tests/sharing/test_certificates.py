"""Certificates: to keep for decades, to read aloud, to check without believing the paper."""

import datetime as dt
import io

import pikepdf
import pytest
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.foundation import pdf
from laurel.foundation.actors import SYSTEM
from laurel.issuers import services as issuers
from laurel.sharing import selectors, services
from laurel.sharing.types import Paper
from laurel.verification import services as verification
from obkit.verify.report import Check, Outcome

from packages.laurel.tests.factories import badges, endorsing, papers

pytestmark = pytest.mark.django_db


def made(credential, *, holder="Ada Lovelace", paper=Paper.A4):
    return selectors.certificate(
        credential=credential,
        award=awards.by_public_id(credential.award_public_id),
        holder=holder,
        paper=paper,
        code=services.short_link(credential=credential),
    )


def opened(data):
    return pikepdf.open(io.BytesIO(data))


def spoken(document):
    """What stands in the structure beside text: the words for pictures, in reading order."""
    found, todo = [], [document.Root.StructTreeRoot]
    while todo:
        node = todo.pop(0)
        if not isinstance(node, pikepdf.Dictionary):
            continue
        if "/Alt" in node:
            found.append(str(node.Alt))
        kids = node.get("/K", [])
        todo = [*(kids if isinstance(kids, pikepdf.Array) else [kids]), *todo]
    return found


def roles(document):
    found, todo = [], [document.Root.StructTreeRoot]
    while todo:
        node = todo.pop(0)
        if isinstance(node, pikepdf.Dictionary):
            found.append(str(node.get("/S", "")))
            kids = node.get("/K", [])
            todo = [*(kids if isinstance(kids, pikepdf.Array) else [kids]), *todo]
    return found


def test_a_certificate_conforms_and_says_what_it_is():
    credential = badges.issued(badges.achievement(name="Applied Data Analytics"))
    with opened(made(credential)) as document:
        meta = document.open_metadata()
        assert (meta.pdfa_status, meta["pdfuaid:part"]) == ("3A", "1")
        assert meta["dc:title"] == (
            "Applied Data Analytics: certificate of Ada Lovelace"
        )
        assert str(document.Root.Lang) == "en"
        assert len(document.pages) == 1
        assert spoken(document) == [
            "Badge: Applied Data Analytics, issued by North College",
            "QR code that leads to the page of this badge",
        ]
        assert "/H1" in roles(document)
        links = [str(each.A.URI) for each in document.pages[0].Annots if "/A" in each]
        assert links[-1].endswith(f"/b/{credential.award_public_id}")


def test_the_words_on_a_certificate_are_those_of_the_award():
    """Read off the page, as whoever copies them gets them."""
    credential = badges.issued(
        badges.achievement(name="Applied Data Analytics"),
        issued_on=dt.date(2026, 3, 5),
        expires_on=dt.date(2099, 11, 30),
    )
    endorsing.endorsed(credential.award_public_id)
    credential = credentials.public(credential.award_public_id)
    done = made(credential)
    words = " ".join(papers.text(done).split())  # where its lines end is no matter
    code = selectors.code_shown(services.short_link(credential=credential))
    for said in (
        "North College",
        "This certifies that Ada Lovelace has been awarded Applied Data Analytics",
        "Finds the question in a table of figures, and answers it.",
        "Issued 5 March 2026",
        "Valid until 30 November 2099",
        "Endorsed by Grace Hopper, Rear Admiral, United States Navy",
        f"/s/{code}",
    ):
        assert said in words, words
    (badge,) = pdf.attachments(done)
    assert badge.data == bytes(credential.document)
    assert b"Grace Hopper" in badge.data


def test_nobody_is_named_who_does_not_stand_by_it():
    credential = badges.issued()
    asked = endorsing.signed(credential.award_public_id)
    assert "Endorsed by" not in papers.text(made(credential)), "not accepted"
    row = endorsing.accepted(asked)
    again = credentials.public(credential.award_public_id)
    assert "Endorsed by Grace Hopper" in papers.text(made(again))
    endorsing.take_back(row)
    after = credentials.public(credential.award_public_id)
    assert "Endorsed by" not in papers.text(made(after))


def test_the_badge_inside_is_the_one_that_was_signed_and_verifies():
    credential = badges.issued()
    (badge,) = pdf.attachments(made(credential))
    assert badge.data == bytes(credential.document)
    assert badge.media_type == "application/ld+json"
    report = verification.verify(data=badge.data)
    assert report.outcome_of(Check.PROOF) is Outcome.PASSED


@pytest.mark.parametrize(
    ("paper", "size"), [(Paper.A4, (842, 595)), (Paper.LETTER, (792, 612))]
)
def test_the_sheet_is_the_one_that_was_asked_for(paper, size):
    with opened(made(badges.issued(), paper=paper)) as document:
        box = [float(side) for side in document.pages[0].MediaBox]
        assert (round(box[2]), round(box[3])) == size


HARD = [
    "A",
    "W" * 200,
    "Wissenschaftlichesarbeiten " * 7,
    "آدا لوفليس",
    "#panic() *x* $y$ <z> \\ \" ' `",
    "学习" * 60,
    "Ada 🎓",
]


@pytest.mark.parametrize("words", HARD)
def test_no_words_break_the_page(words):
    issuer = badges.issuer(name=words.strip())
    achievement = badges.achievement(issuer, name=words.strip(), description=words)
    credential = badges.issued(achievement, recipient_name=words.strip())
    for paper in Paper:
        done = made(credential, holder=words.strip(), paper=paper)
        with opened(done) as document:
            assert len(document.pages) == 1
        assert pdf.attachments(done)[0].data == bytes(credential.document)


def test_the_issuers_style_is_on_it():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (300, 80), "#12ab34").save(out, "PNG")
    credential = badges.issued()
    before = made(credential)
    credential.issuer = issuers.change_style(
        issuer=credential.issuer,
        brand_colour="#8a2433",
        accent_colour="#e0b04a",
        signer_name="Caroline Herschel",
        signer_title="Registrar",
        signature=out.getvalue(),
        actor=SYSTEM,
    )
    after = made(credential)
    assert after != before
    with opened(after) as document:
        assert "Signature of Caroline Herschel" in spoken(document)


def test_where_the_name_is_not_shown_the_certificate_names_nobody():
    credential = badges.issued()
    done = made(credential, holder="")
    assert "Ada" not in papers.text(done)
    assert "The holder of this badge" in papers.text(done)
    with opened(done) as document:
        assert "Ada" not in str(document.open_metadata())


def test_the_page_for_an_employer_is_one_page_with_the_badge_inside():
    achievement = badges.achievement(criteria="Passed *all* courses. " * 200)
    credential = badges.issued(achievement)
    done = selectors.one_page(
        credential=credential,
        award=awards.by_public_id(credential.award_public_id),
        holder="Ada Lovelace",
        paper=Paper.LETTER,
        code=services.short_link(credential=credential),
        address="https://badges.example/e/abc",
        until=dt.date(2026, 12, 1),
    )
    with opened(done) as document:
        assert len(document.pages) == 1
        assert document.open_metadata().pdfa_status == "3A"
        (link,) = [each.A.URI for each in document.pages[0].Annots if "/A" in each]
        assert str(link) == "https://badges.example/e/abc"
    assert pdf.attachments(done)[0].data == bytes(credential.document)
