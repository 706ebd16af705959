"""Showing a badge elsewhere: the sheet, the links, the frames, the paper, and who is counted."""

import io
import json
import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pikepdf
import pytest
import zxingcpp
from django.conf import settings
from laurel.awards import services as awards
from laurel.foundation import pdf
from laurel.sharing import selectors as sharing
from laurel.sharing import services as sharing_services
from laurel.sharing.types import Count, Target
from laurel.sites.public import limits, share_urls
from PIL import Image

from packages.laurel.tests.factories import badges

from .conftest import BROWSER

PERSON = {
    "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0",
    "HTTP_ACCEPT": BROWSER,
}
ADDRESSES = {
    "social": "/b/{award}/share",
    "link": "/b/{award}/share/link",
    "html": "/b/{award}/share/html",
    "employer": "/b/{award}/share/employer",
    "to": "/b/{award}/share/to/x",
    "certificate": "/b/{award}/certificate.pdf",
    "qr-svg": "/b/{award}/qr.svg",
    "qr-png": "/b/{award}/qr.png",
    "small": "/b/{award}/small.png",
    "code": "/s",
    "short": "/s/{code}",
    "shown": "/e/{token}",
    "page": "/e/{token}/page.pdf",
    "embed": "/embed/{award}",
    "oembed": "/oembed?url={url}",
    "guide": "/issuers/{issuer}/guide",
}
PAPER = ("certificate", "page")


def address(name, credential):
    award = credential.award_public_id
    return ADDRESSES[name].format(
        award=award,
        code=sharing.code_shown(sharing_services.short_link(credential=credential)),
        token=sharing.employer_link(award, None),
        issuer=credential.issuer.public_id,
        url=f"{settings.LAUREL.base_url}/b/{award}",
    )


class Page(HTMLParser):
    """The tags of a page with their attributes, and the text inside scripts of data."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.data, self._script = [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self._script = dict(attrs).get("type", "") if tag == "script" else ""

    def handle_data(self, data):
        if self._script == "application/ld+json":
            self.data.append(json.loads(data))
            self._script = ""

    def links(self):
        return [given["href"] for tag, given in self.tags if tag == "a"]


def page(client, path, **headers):
    answer = client.get(path, **{**PERSON, **headers})
    assert answer.status_code == 200, path
    return Page(answer.content.decode())


def test_every_address_is_looked_at():
    assert {pattern.name for pattern in share_urls.urlpatterns} == set(ADDRESSES)


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_answers_without_session_and_cookie(client, credential, name):
    answer = client.get(address(name, credential), **PERSON)
    assert answer.status_code in (200, 302)
    assert not answer.cookies
    assert "private" not in answer["Cache-Control"]
    if "{award}" in ADDRESSES[name] or name == "shown":
        assert "noindex" in answer["X-Robots-Tag"]


@pytest.mark.requirement("K16")
@pytest.mark.parametrize(
    "name", ["social", "link", "html", "employer", "to", "certificate", "qr-png"]
)
def test_what_is_not_issued_cannot_be_shared_or_taken(client, db, name):
    award = awards.grant(**badges.award_facts(badges.achievement()))
    path = ADDRESSES[name].format(award=award.public_id)
    assert client.get(path, **PERSON).status_code == 404
    for file in ("badge.png", "badge.svg", "credential.json", "credential.jwt"):
        assert client.get(f"/b/{award.public_id}/{file}").status_code == 404


@pytest.mark.requirement("J5", "J19", "I11")
def test_the_sheet_offers_every_way(client, credential):
    award = credential.award_public_id
    links = page(client, f"/b/{award}").links()
    assert f"/b/{award}/share" in links
    links = page(client, f"/b/{award}/share").links()
    for wanted in (
        "linkedin-profile",
        "linkedin",
        "x",
        "facebook",
        "bluesky",
        "mastodon",
    ):
        assert f"/b/{award}/share/to/{wanted}" in links
    for wanted in ("/share/link#resume-title", "/share/html#signature-title"):
        assert f"/b/{award}{wanted}" in links
    assert any(link.startswith("mailto:?subject=Applied") for link in links)
    assert f"/issuers/{credential.issuer.public_id}/guide" in links


@pytest.mark.requirement("K18")
def test_linkedins_form_and_the_panel_to_copy_from(client, credential):
    award = credential.award_public_id
    went = client.get(f"/b/{award}/share/to/linkedin-profile", **PERSON)
    assert went.status_code == 302
    assert went["Referrer-Policy"] == "no-referrer"
    parts = urlsplit(went["Location"])
    assert (parts.netloc, parts.path) == ("www.linkedin.com", "/profile/add")
    filled = {name: values[0] for name, values in parse_qs(parts.query).items()}
    assert filled["certUrl"] == f"{settings.LAUREL.base_url}/b/{award}"
    shown = client.get(f"/b/{award}/share").content.decode()
    for name in ("name", "organizationName", "certId", "certUrl"):
        assert f">{filled[name]}</code>" in shown, name


def test_linkedin_is_given_the_number_that_the_issuer_gave(client, credential):
    credential.issuer.linkedin_id = "1234567"
    credential.issuer.save(update_fields=["linkedin_id"])
    went = client.get(
        f"/b/{credential.award_public_id}/share/to/linkedin-profile", **PERSON
    )
    assert "organizationId=1234567" in went["Location"]
    assert "organizationName" not in went["Location"]


@pytest.mark.parametrize("target", ["pdf", "short-link", "nowhere", "//evil.example"])
def test_no_other_place_is_led_to(client, credential, target):
    went = client.get(f"/b/{credential.award_public_id}/share/to/{target}", **PERSON)
    assert went.status_code == 404


def test_who_shares_is_counted_and_machines_are_not(client, credential):
    award = credential.award_public_id
    client.get(f"/b/{award}/share/to/x", **PERSON)
    client.get(f"/b/{award}/share/to/x", HTTP_USER_AGENT="LinkedInBot/1.0")
    client.head(f"/b/{award}/share/to/x", **PERSON)
    client.get(f"/b/{award}/certificate.pdf", **PERSON)
    assert sharing.counts_of_award(award) == [Count(Target.PDF, 1), Count(Target.X, 1)]


@pytest.mark.requirement("J19")
def test_the_short_link_leads_to_the_page_however_it_is_typed(client, credential):
    path = f"/b/{credential.award_public_id}"
    shown = client.get(f"{path}/share/link").content.decode()
    code = re.search(r"/s/([0-9A-Z]{5}-[0-9A-Z]{5})<", shown)[1]
    for typed in (
        f"/s/{code}",
        f"/s/{code.lower()}",
        f"/s?code={code.replace('-', '+')}",
    ):
        assert client.get(typed)["Location"] == path


def test_a_code_that_nobody_has_says_what_to_do_and_is_not_guessed(client, credential):
    missed = client.get("/s/22222-22222", **PERSON)
    assert missed.status_code == 404
    assert "No badge here has this code" in missed.content.decode()
    for _ in range(limits.CODE.count):
        missed = client.get("/s?code=33333-33333", **PERSON)
    assert missed.status_code == 429
    assert int(missed["Retry-After"]) > 0
    assert client.get(address("short", credential), **PERSON).status_code == 302


@pytest.mark.requirement("J5")
def test_the_signature_is_a_table_with_a_small_linked_picture(client, credential):
    shown = page(client, f"/b/{credential.award_public_id}/share/html")
    pictures = [
        given
        for tag, given in shown.tags
        if tag == "img" and "/small.png" in given["src"]
    ]
    assert pictures
    assert all(int(given["width"]) <= 120 for given in pictures)
    assert all(given["src"].startswith(settings.LAUREL.base_url) for given in pictures)
    assert f"{settings.LAUREL.base_url}/b/{credential.award_public_id}" in shown.links()
    small = client.get(f"/b/{credential.award_public_id}/small.png")
    image = Image.open(io.BytesIO(small.content))
    assert max(image.size) == 192
    assert len(small.content) < 60_000


def test_a_revoked_badge_is_not_shared_and_says_why(client, revoked):
    award = revoked.award_public_id
    for tab in ("share", "share/link", "share/html", "share/employer"):
        answer = client.get(f"/b/{award}/{tab}", **PERSON)
        shown = answer.content.decode()
        assert answer.status_code == 200
        assert "cannot be shared now" in shown
        assert f"/b/{award}/review" in shown
        assert "/share/to/" not in shown
    assert client.get(f"/b/{award}/share/to/x", **PERSON)["Location"].endswith("/share")
    gone = client.get(f"/b/{award}/certificate.pdf", **PERSON)
    assert gone.status_code == 410
    assert "no paper for this badge" in gone.content.decode()


class TestFrames:
    @pytest.mark.requirement("K17")
    def test_any_page_may_frame_it_and_nothing_runs_in_it(self, client, credential):
        answer = client.get(f"/embed/{credential.award_public_id}")
        policy = answer["Content-Security-Policy"]
        assert "frame-ancestors *" in policy
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "X-Frame-Options" not in answer
        assert not answer.cookies
        found = Page(answer.content.decode())
        assert "script" not in {tag for tag, _ in found.tags}
        assert found.links() == [
            f"{settings.LAUREL.base_url}/b/{credential.award_public_id}"
        ]
        assert "Valid" in answer.content.decode()

    def test_it_says_what_became_of_the_badge(self, client, revoked):
        answer = client.get(f"/embed/{revoked.award_public_id}?form=badge")
        assert "Revoked" in answer.content.decode()

    def test_what_is_not_there_is_said_within_the_frame(self, client, db):
        answer = client.get("/embed/" + "1" * 22)
        assert answer.status_code == 404
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "There is no badge to show here" in answer.content.decode()

    def test_other_pages_are_framed_by_nobody(self, client, credential):
        for name in ("social", "guide", "shown"):
            answer = client.get(address(name, credential))
            assert answer["X-Frame-Options"] == "DENY"
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


class TestOEmbed:
    def ask(self, client, credential, **asked):
        url = f"{settings.LAUREL.base_url}/b/{credential.award_public_id}"
        return client.get("/oembed", {"url": url, **asked})

    @pytest.mark.requirement("K17")
    def test_the_answer_follows_its_specification(self, client, credential):
        said = self.ask(client, credential).json()
        assert (said["version"], said["type"]) == ("1.0", "rich")
        assert isinstance(said["width"], int)
        assert isinstance(said["height"], int)
        thumbnails = {"thumbnail_url", "thumbnail_width", "thumbnail_height"}
        assert len(thumbnails & set(said)) in (0, 3)
        # What a blog that does not know us keeps: one frame, and no quotation around it.
        ((tag, frame),) = Page(said["html"]).tags
        assert tag == "iframe"
        assert frame["src"].startswith(f"{settings.LAUREL.base_url}/embed/")
        assert (int(frame["width"]), int(frame["height"])) == (
            said["width"],
            said["height"],
        )
        assert frame["title"] == "Applied Data Analytics, issued by North College"

    @pytest.mark.parametrize(
        ("wide", "high"), [(1000, 1000), (300, 1000), (300, 150), (100, 90), (1, 1)]
    )
    def test_it_fits_into_the_room_there_is(self, client, credential, wide, high):
        said = self.ask(client, credential, maxwidth=wide, maxheight=high).json()
        assert 1 <= said["width"] <= wide
        assert 1 <= said["height"] <= high
        assert said.get("thumbnail_width", 0) <= wide

    def test_other_questions_are_answered_by_number(self, client, credential):
        assert self.ask(client, credential, format="xml").status_code == 501
        assert self.ask(client, credential, maxwidth="wide").status_code == 400
        assert client.get("/oembed").status_code == 400
        base = settings.LAUREL.base_url
        for url in (
            f"{base}/b/{'1' * 22}",
            f"{base}/verify",
            "https://evil.example/b/1",
            f"{base}.evil.example/b/{credential.award_public_id}",
            "javascript:alert(1)",
        ):
            assert client.get("/oembed", {"url": url}).status_code == 404, url

    def test_pages_say_where_to_ask_but_not_to_linkedin(self, client, credential):
        path = f"/b/{credential.award_public_id}"

        def offered(agent):
            found = page(client, path, HTTP_USER_AGENT=agent, HTTP_ACCEPT="*/*")
            return [
                given["href"]
                for tag, given in found.tags
                if tag == "link" and given.get("type") == "application/json+oembed"
            ]

        (address,) = offered("WordPress/6.9")
        assert client.get(address.removeprefix(settings.LAUREL.base_url)).json()["html"]
        assert offered("LinkedInBot/1.0 (compatible; Mozilla/5.0)") == []


class TestEmployers:
    @pytest.mark.requirement("K19")
    def test_a_link_a_code_and_a_page_for_an_application(
        self, client, credential, fixed_clock
    ):
        import datetime as dt

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


class TestHead:
    def test_a_badge_that_can_be_earned_is_described_to_search_engines(
        self, client, credential
    ):
        version = credential.achievement_version
        path = f"/achievements/{version.achievement.public_id}/{version.number}"
        (said,) = page(client, path).data
        assert said["@type"] == "EducationalOccupationalCredential"
        assert said["@id"] == settings.LAUREL.base_url + path
        assert said["name"] == "Applied Data Analytics"
        assert said["competencyRequired"] == [
            {
                "@type": "DefinedTerm",
                "name": "Data analysis",
                "url": "https://skills.example/data-analysis",
            }
        ]
        assert said["recognizedBy"]["name"] == "North College"
        assert "@north-college.example" not in json.dumps(said)

    def test_words_do_not_break_out_of_the_block(self, client, db):
        name = '</script><b>&"'
        credential = badges.issued(badges.achievement(name=name))
        version = credential.achievement_version
        path = f"/achievements/{version.achievement.public_id}/{version.number}"
        (said,) = page(client, path).data
        assert said["name"] == name

    def test_an_award_is_not_described_to_search_engines_unasked(
        self, client, credential
    ):
        found = page(client, f"/b/{credential.award_public_id}")
        assert found.data == []
        assert ("meta", {"name": "robots", "content": "noindex"}) in found.tags


@pytest.mark.requirement("I13")
def test_a_labelled_picture_shows_what_is_inside_this_badge(client, credential):
    import xml.etree.ElementTree as ET

    shown = client.get(f"/b/{credential.award_public_id}").content.decode()
    section = shown[shown.index('id="inside"') :]
    drawing = section[section.index('<svg class="hide-small"') :]
    drawing = drawing[: drawing.rindex("</svg>", 0, drawing.index("<div class")) + 6]
    picture = ET.fromstring(drawing)
    assert picture.get("role") == "img"
    said = picture.find("desc").text
    plates = [
        [text.text for text in plate.iter("text")] for plate in picture.findall("svg")
    ]
    terms = {term: value for _, term, value in plates}
    assert terms["Issuer"] == "North College"
    assert terms["Recipient"] == "Ada Lovelace"
    assert terms["Achievement"] == "Applied Data Analytics"
    assert terms["Skills"] == "Data analysis"
    assert terms["Evidence"] == "1 piece"
    assert len(picture.findall("path")) == len(plates) == 8
    for term, value in terms.items():
        assert term in said
        assert f"<b>{term}</b>" in section  # and once more as a list
        assert value.removesuffix("…").lower() in said.lower()


@pytest.mark.requirement("K7")
def test_the_guide_is_in_the_issuers_look_and_found_from_the_badge(client, credential):
    guide = f"/issuers/{credential.issuer.public_id}/guide"
    for path in (
        f"/b/{credential.award_public_id}",
        f"/b/{credential.award_public_id}/share",
    ):
        assert guide in page(client, path).links()
    found = page(client, guide)
    sheets = [
        given["href"] for tag, given in found.tags if given.get("rel") == "stylesheet"
    ]
    assert any(
        f"/issuers/{credential.issuer.public_id}/brand." in each for each in sheets
    )
    assert ("body", {"data-brand": credential.issuer.public_id}) in found.tags
