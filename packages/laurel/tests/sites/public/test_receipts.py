"""A receipt says what a check found then, holds later, and cannot be altered or made by others."""

import base64
import datetime as dt
import json

import pytest
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation import pdf
from laurel.foundation.actors import SYSTEM
from laurel.issuers import services as issuer_services
from laurel.sites.public import limits
from laurel.verification import services as verification
from obkit.resolve import MemoryFetcher

from packages.laurel.tests.factories import badges
from packages.laurel.tests.sites.public.test_verify_many import post, table
from packages.laurel.tests.sites.public.test_verify_page import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(fixed_clock, db):
    """A badge of the morning of 21 November."""
    made = badges.issued(badges.achievement(name="Facilitation"))
    fixed_clock.move(dt.timedelta(minutes=5))
    return made


def take(client, credential, form="json"):
    response = client.get(f"/b/{credential.award_public_id}/receipt.{form}")
    assert response.status_code == 200
    assert "attachment" in response["Content-Disposition"]
    assert response["Cache-Control"] == "no-store"
    return response.content


def checked(client, data, name="receipt.json"):
    return words(post(client, [(name, data)]).content.decode())


def test_a_receipt_says_what_was_checked_when_and_where(client, issued):
    told = json.loads(take(client, issued))["receipt"]
    assert told["title"] == "Valid"
    assert "21 November 2026 at 14:07 UTC" in told["sentence"]
    assert "today" not in told["sentence"]
    assert told["badge"] == "Facilitation"
    assert told["against"] == "localhost:8000"
    titles = [check["title"] for check in told["checks"]]
    assert "Nothing has been changed" in titles
    assert "It has not been revoked" in titles


def test_it_holds_after_the_badge_was_revoked_and_the_key_retired(
    client, issued, fixed_clock
):
    receipt = take(client, issued)
    credential_services.revoke(
        credential=issued,
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )
    issuer_services.rotate_key(issuer=issued.issuer, actor=SYSTEM)
    fixed_clock.move(dt.timedelta(days=90))
    text = checked(client, receipt)
    assert "A genuine receipt" in text
    assert "localhost:8000 signed it" in text.replace(" signed", " signed")
    assert "Checked 21 November 2026 at 14:07 UTC" in text
    assert "Check the badge now" in text


def test_a_revoked_badge_has_a_receipt_that_says_so(client, issued):
    credential_services.revoke(
        credential=issued,
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Issued in error.",
        private_note="See ticket 7.",
        actor=SYSTEM,
    )
    receipt = take(client, issued)
    assert json.loads(receipt)["receipt"]["title"] == "Revoked on 21 November 2026"
    assert b"ticket 7" not in receipt
    assert "Issued in error" in checked(client, receipt)


def test_a_changed_word_is_noticed_and_nothing_is_shown(client, issued):
    receipt = take(client, issued)
    altered = receipt.replace(b'"Facilitation"', b'"Brain Surgery"')
    assert altered != receipt
    text = checked(client, altered)
    assert "Altered: do not rely on this receipt" in text
    assert "Brain Surgery" not in text


def test_nobody_signs_receipts_for_another_host_or_issuer(client, issued):
    """The words are signed anew by another issuer, who says that they are the first one's."""
    other = badges.issued()
    document = json.loads(take(client, issued))
    forged = json.loads(take(client, other))
    header, payload, signature = forged["jws"].split(".")
    claims = json.loads(base64.urlsafe_b64decode(payload + "=="))
    mine = json.loads(base64.urlsafe_b64decode(document["jws"].split(".")[1] + "=="))
    swapped = base64.urlsafe_b64encode(json.dumps(mine).encode()).rstrip(b"=").decode()
    document["jws"] = f"{header}.{swapped}.{signature}"
    assert claims["iss"] != mine["iss"]
    assert "do not rely on this receipt" in checked(
        client, json.dumps(document).encode()
    )


def test_without_the_issuers_keys_it_is_not_known(client, issued, monkeypatch):
    receipt = take(client, issued)
    monkeypatch.setattr(verification, "_fetcher", lambda: MemoryFetcher({}))
    text = checked(client, receipt)
    assert "The receipt could not be checked" in text
    assert "do not rely" not in text
    assert "Facilitation" not in text


@pytest.mark.parametrize(
    "jws", ["", "a.b.c", "x" * 5000, 7, None, "eyJhbGciOiJub25lIn0.e30.", []]
)
def test_broken_receipts_are_false_and_never_an_error(client, db, jws):
    broken = {"type": "VerificationReceipt", "receipt": {"title": "Valid"}, "jws": jws}
    text = checked(client, json.dumps(broken).encode())
    assert "do not rely on this receipt" in text


def test_a_receipt_is_no_badge(client, issued):
    token = json.loads(take(client, issued))["jws"].encode()
    assert "Valid Checked" not in checked(client, token, "receipt.jwt")


@pytest.mark.parametrize("alone", [True, False])
def test_the_paper_carries_the_signed_receipt(client, issued, alone):
    paper = take(client, issued, "pdf")
    [attached] = pdf.attachments(paper)
    assert attached.name == "receipt.json"
    assert json.loads(attached.data)["receipt"]["title"] == "Valid"
    if alone:
        assert "A genuine receipt" in checked(client, paper, "receipt.pdf")
        return
    rows = table(post(client, [("r.pdf", paper), ("b.json", bytes(issued.document))]))
    assert [row["Result"] for row in rows] == ["A genuine receipt", "Valid"]


def test_receipts_are_limited(client, issued):
    path = f"/b/{issued.award_public_id}/receipt.json"
    for _ in range(limits.RECEIPT.count):
        assert client.get(path).status_code == 200
    refused = client.get(path)
    assert refused.status_code == 429
    assert "ten receipts a minute" in refused.content.decode()


def test_the_award_page_offers_one(client, issued):
    page = client.get(f"/b/{issued.award_public_id}").content.decode()
    assert f"/b/{issued.award_public_id}/receipt.pdf" in page
    assert client.get("/b/nothing-here/receipt.json").status_code == 404
