"""What goes with an application: a link that may end, a code, paper with the badge inside."""

import datetime as dt
import io

import pikepdf
import pytest
import zxingcpp
from django.conf import settings
from laurel.foundation import pdf
from laurel.sites.public import limits
from PIL import Image

from .shared_pages import PERSON, address, page


class TestEmployers:
    @pytest.mark.requirement("K19")
    def test_a_link_a_code_and_a_page_for_an_application(
        self, client, credential, fixed_clock
    ):
        award = credential.award_public_id
        made = page(client, f"/b/{award}/share/employer?days=30")
        path = next(link for link in made.links() if link.startswith("/e/"))
        token = path.split("/")[2]
        shown = client.get(f"/e/{token}", **PERSON)  # a visitor without a session
        assert shown.status_code == 200
        text = shown.content.decode()
        assert "Valid" in text
        assert "Ada Lovelace" in text
        assert f'href="/b/{award}"' not in text  # or the end would be none
        paper = client.get(f"/e/{token}/page.pdf", **PERSON)
        assert paper["Content-Type"] == "application/pdf"
        assert pdf.attachments(paper.content)[0].data == bytes(credential.document)
        with pikepdf.open(io.BytesIO(paper.content)) as document:
            assert len(document.pages) == 1
        fixed_clock.move(dt.timedelta(days=30))
        assert client.get(f"/e/{token}", **PERSON).status_code == 200
        fixed_clock.move(dt.timedelta(days=1))
        for ended in (f"/e/{token}", f"/e/{token}/page.pdf"):
            answer = client.get(ended, **PERSON)
            assert answer.status_code == 410
            assert "This link has ended" in answer.content.decode()
            assert "Ada" not in answer.content.decode()

    def test_a_link_without_end_leads_on_to_the_badge(self, client, credential):
        shown = page(client, address("shown", credential))
        assert f"/b/{credential.award_public_id}" in shown.links()

    def test_after_a_revocation_the_link_says_so(self, client, revoked):
        shown = client.get(address("shown", revoked), **PERSON)
        assert "Revoked" in shown.content.decode()
        assert client.get(address("page", revoked), **PERSON).status_code == 410

    @pytest.mark.parametrize("days", ["8", "-1", "9999999", "x"])
    def test_other_numbers_of_days_are_not_offered(self, client, credential, days):
        path = f"/b/{credential.award_public_id}/share/employer?days={days}"
        assert client.get(path, **PERSON).status_code == 404

    def test_a_link_that_nobody_made(self, client, db):
        assert client.get("/e/" + "2" * 39).status_code == 404
        assert client.get("/e/nothing").status_code == 404


class TestPaper:
    @pytest.mark.requirement("J5", "K19")
    def test_the_code_on_paper_leads_a_telephone_to_the_page(self, client, credential):
        picture = client.get(f"/b/{credential.award_public_id}/qr.png", **PERSON)
        image = Image.open(io.BytesIO(picture.content))
        (read,) = zxingcpp.read_barcodes(image)
        assert read.text == f"{settings.LAUREL.base_url}/b/{credential.award_public_id}"

    def test_a_certificate_is_a_file_with_a_name_on_either_paper(
        self, client, credential
    ):
        path = f"/b/{credential.award_public_id}/certificate.pdf"
        a4 = client.get(path, **PERSON)
        assert "applied-data-analytics-ada-lovelace.pdf" in a4["Content-Disposition"]
        letter = client.get(f"{path}?paper=letter", **PERSON)
        for answer, width in ((a4, 842), (letter, 792)):
            with pikepdf.open(io.BytesIO(answer.content)) as document:
                assert round(float(document.pages[0].MediaBox[2])) == width

    def test_nobody_prints_without_end(self, client, credential, monkeypatch):
        monkeypatch.setattr(limits, "PRINT", limits.RateLimit("print", 1, 60))
        path = f"/b/{credential.award_public_id}/certificate.pdf"
        assert client.get(path, **PERSON).status_code == 200
        second = client.get(path, **PERSON)
        assert second.status_code == 429
        assert "Retry-After" in second

    def test_when_the_typesetter_fails_the_page_says_what_else(
        self, client, credential, monkeypatch
    ):
        monkeypatch.setattr(pdf, "SECONDS", 0.001)
        from laurel.sharing import certificates

        certificates._kept.cache_clear()
        answer = client.get(address("certificate", credential), **PERSON)
        assert answer.status_code == 503
        assert "The badge is all right" in answer.content.decode()
