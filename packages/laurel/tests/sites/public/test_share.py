"""The share sheet: every way to show a badge, exact links, and who is counted."""

import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from laurel.awards import services as awards
from laurel.sharing import selectors as sharing
from laurel.sharing.types import Count, Target
from laurel.sites.public import limits, share_urls
from PIL import Image

from packages.laurel.tests.factories import badges

from .shared_pages import ADDRESSES, PERSON, address, page


def test_every_address_is_looked_at():
    assert {pattern.name for pattern in share_urls.urlpatterns} == set(ADDRESSES)


@pytest.mark.parametrize("name", ADDRESSES)
def test_every_address_answers_without_session_and_cookie(client, credential, name):
    answer = client.get(address(name, credential), **PERSON)
    assert answer.status_code in (200, 302)
    assert not answer.cookies
    if name == "employer":  # its holder is led on to a page of their own
        assert "no-store" in answer["Cache-Control"]
    else:
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
