"""Many badges at once: a row for each, a file for a spreadsheet, and never without an end."""

import base64
import csv
import functools
import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from laurel.credentials import selectors as credentials
from laurel.foundation import clock, pdf
from laurel.sites.public import limits, many
from laurel.verification import services as verification
from laurel.verification.series import Series
from obkit.errors import Unreachable
from obkit.resolve import MemoryFetcher
from obkit.verify import Check, Outcome

from packages.laurel.tests.factories import badges
from packages.laurel.tests.sites.public.test_verify_page import words

pytestmark = pytest.mark.django_db


def post(client, files=(), text="", recipient="", **more):
    given = [SimpleUploadedFile(name, data) for name, data in files]
    form = {"badge": given, "text": text, "recipient": recipient}
    return client.post("/verify", form, **more)


def table(response):
    """The rows of the CSV file that is in the page."""
    encoded = re.search(r'href="data:text/csv[^,]*,([^"]+)"', response.content.decode())
    text = base64.b64decode(encoded[1]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_pile_of_everything_becomes_a_table(client, credential, revoked, expired):
    other = badges.issued(recipient_name="Grace Hopper")
    altered = bytes(other.document).replace(b"Grace Hopper", b"Eve Forger")
    response = post(
        client,
        [
            ("grace.png", credentials.baked_png(other)),
            ("first-aid.svg", credentials.baked_svg(expired)),
            ("forged.json", altered),
            ("holiday.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 99),
        ],
        credentials.addresses_of(revoked.award_public_id).page,
    )
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    text = words(response.content.decode())
    assert "5 badges checked" in text
    assert "Eve Forger" not in text
    rows = table(response)
    assert [row["Number"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert [row["Result"] for row in rows][:4] == [
        "Valid",
        "Expired on 5 March 2025",
        "Altered: do not rely on this file",
        "There is no badge in it",
    ]
    assert rows[4]["Result"].startswith("Revoked on")
    assert rows[0]["Awarded to"] == "Grace Hopper"
    assert rows[0]["Valid until"] == "does not expire"
    assert rows[2]["Awarded to"] == rows[2]["Badge"] == ""
    assert "Issued in error" in rows[4]["Explanation"]


def test_every_row_has_its_checks(client, credential):
    document = bytes(credential.document)
    response = post(client, [("a.json", document), ("b.json", document)])
    text = words(response.content.decode())
    assert text.count("Nothing has been changed") == 2
    assert 'id="row-2"' in response.content.decode()


def test_two_hundred_of_one_issuer_are_checked(client, credential, monkeypatch):
    asked = []
    inner = verification._fetcher()

    class Counted:
        def fetch(self, url, *, accept="application/json"):
            asked.append(url)
            return inner.fetch(url, accept=accept)

    monkeypatch.setattr(verification, "_fetcher", Counted)
    unhurried = functools.partial(verification.series, seconds=600)
    monkeypatch.setattr(verification, "series", unhurried)
    document = bytes(credential.document)
    response = post(client, [(f"{n}.json", document) for n in range(200)])
    assert len(table(response)) == 200
    assert {row["Result"] for row in table(response)} == {"Valid"}
    assert len(asked) == len(set(asked))


def test_more_than_two_hundred_are_refused_by_number(client):
    response = post(client, [(f"{n}.json", b"{}") for n in range(201)])
    assert response.status_code == 413
    assert "These are too many at once" in response.content.decode()


def test_twenty_megabytes_together_are_the_most(client):
    response = post(client, [(f"{n}.png", b"\0" * 7 * 1024 * 1024) for n in range(3)])
    assert response.status_code == 413
    assert "20 MB of many files at once" in response.content.decode()


def test_whose_they_are_is_said_of_each(client, credential):
    other = badges.issued()
    response = post(
        client,
        [("a.json", bytes(credential.document)), ("b.json", bytes(other.document))],
        recipient=credential.recipient_email,
    )
    column = "Issued to the address that was typed"
    assert [row[column] for row in table(response)] == ["yes", "no"]
    assert credential.recipient_email not in response.content.decode()


@pytest.mark.requirement("K27")
def test_a_single_badge_of_any_issuer_says_whose_it_is(client, credential):
    picture = [("a.png", credentials.baked_png(credential))]
    mine = words(
        post(client, picture, recipient=credential.recipient_email).content.decode()
    )
    assert "It matches" in mine
    theirs = post(client, picture, recipient="eve@forgers.example").content.decode()
    assert "It does not match" in words(theirs)
    assert 'class="verdict" data-status="valid"' in theirs
    assert "eve@forgers.example" not in theirs


def test_a_forger_is_not_believed_about_whose_it_is(client, credential):
    altered = bytes(credential.document).replace(b"Ada Lovelace", b"Eve Lovelace")
    response = post(client, [("a.json", altered)], recipient=credential.recipient_email)
    text = words(response.content.decode())
    assert "It cannot be said" in text
    assert "It matches" not in text


def test_programs_get_reports_or_the_table(client, credential):
    document = bytes(credential.document)
    files = [("a.json", document), ("b.json", document)]
    as_json = post(client, files, headers={"Accept": "application/json"}).json()
    assert [one["report"]["status"] for one in as_json["results"]] == ["valid"] * 2
    as_csv = post(client, files, headers={"Accept": "text/csv"})
    assert as_csv["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in as_csv["Content-Disposition"]
    assert as_csv.content.count(b",Valid,") == 2


def test_no_cell_computes_anything(client, db):
    made = badges.issued(badges.achievement(name="=1+1"), recipient_name="@Ada")
    document = bytes(made.document)
    [row, _] = table(post(client, [("a.json", document), ("b.json", document)]))
    assert row["Badge"] == "'=1+1"
    assert row["Awarded to"] == "'@Ada"


def test_lists_are_limited_more_than_single_badges(client, fixed_clock):
    links = "https://127.0.0.1/b/1\nhttps://127.0.0.1/b/2"
    for _ in range(limits.VERIFY_MANY.count):
        assert post(client, text=links).status_code == 200
    refused = post(client, text=links)
    assert refused.status_code == 429
    assert "three lists a minute" in refused.content.decode()
    assert post(client, text="https://127.0.0.1/b/1").status_code == 200


# --- PDFs ----------------------------------------------------------------------------


def certificate(*attached):
    return pdf.typeset(
        "#set document(title: [A certificate])\nCertificate",
        data={},
        at=clock.now(),
        attached=[pdf.Attachment(n, "application/json", d) for n, d in attached],
    )


def test_a_pdf_with_the_badge_attached_is_verified(client, credential):
    made = certificate(("badge.json", bytes(credential.document)))
    text = words(post(client, [("certificate.pdf", made)]).content.decode())
    assert "Valid Checked today" in text
    assert "certificate.pdf: badge.json" in text


def test_a_pdf_without_one_is_named_for_what_it_is(client):
    text = words(post(client, [("letter.pdf", certificate())]).content.decode())
    assert "This is a PDF document" in text
    assert "Valid" not in text.split("Check others")[0].split("Check another")[0]


def test_a_damaged_pdf_says_so_alone_and_in_a_list(client, credential):
    alone = post(client, [("a.pdf", b"%PDF-1.7\n1 0 obj")])
    assert alone.status_code == 400
    assert "This PDF is damaged" in alone.content.decode()
    both = post(
        client, [("a.pdf", b"%PDF-1.7\n1"), ("b.json", bytes(credential.document))]
    )
    first, second = table(both)
    assert "This PDF is damaged" in first["Explanation"]
    assert second["Result"] == "Valid"


# --- time ----------------------------------------------------------------------------


class Watch:
    """A stopwatch that a slow host moves on."""

    def __init__(self):
        self.seconds = 0.0

    def __call__(self):
        return self.seconds


class Slow:
    """Nobody answers, and that takes ten seconds each time."""

    def __init__(self, watch):
        self.watch, self.asked = watch, []

    def fetch(self, url, *, accept="application/json"):
        self.asked.append(url)
        self.watch.seconds += 10
        raise Unreachable("slow", reason="fetch.timeout", url=url)


def test_a_host_that_does_not_answer_is_asked_once(credential):
    watch = Watch()
    slow = Slow(watch)
    series = Series(slow, elapsed=watch)
    reports = [series.verify(bytes(credential.document)) for _ in range(5)]
    assert len(slow.asked) == 1
    for report in reports:
        assert report.outcome_of(Check.PROOF) is Outcome.INCONCLUSIVE
    assert not series.is_over()


def test_when_the_time_is_over_the_rest_is_not_known(credential):
    watch = Watch()
    series = Series(MemoryFetcher({}), elapsed=watch, seconds=25)
    watch.seconds = 25
    assert series.is_over()
    report = series.verify_link("https://a.example/b/1")
    assert report.outcome_of(Check.PARSE) is Outcome.INCONCLUSIVE
    assert series.fetcher.asked == []


def test_a_list_whose_time_is_over_says_so_in_each_row(client, credential, monkeypatch):
    watch = Watch()
    slow = Slow(watch)
    monkeypatch.setattr(
        many.verification, "series", lambda **_: Series(slow, elapsed=watch)
    )
    links = [f"https://slow{n}.example/b" for n in range(5)]
    rows = table(post(client, text="\n".join(links)))
    assert [row["Result"] for row in rows] == [
        "It could not be read",
        "It could not be read",
        "It could not be read",
        "Not checked",
        "Not checked",
    ]
    assert "time for one list was over" in rows[4]["Explanation"]
