"""The public pages in a browser: read by everybody, used by keyboard, without script."""

import datetime as dt

import pytest
from laurel.achievements import selectors as achievements
from laurel.awards.types import Evidence
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation.actors import SYSTEM
from playwright.sync_api import expect

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges

LONG = (
    "Professional Certificate in Intercultural Communication and Facilitation of Groups"
)
LONG_ISSUER = "Polytechnische Weiterbildungsgesellschaft für Erwachsenenbildung"
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]


@pytest.fixture
def issued(site):
    """A badge with everything on it, under long names."""
    del site  # the badge names the site's address, so the site stands first
    return badges.issued(
        badges.achievement(badges.issuer(name=LONG_ISSUER), name=LONG),
        recipient_name="Hypatia Wolfeschlegelsteinhausenbergerdorff of Alexandria",
        narrative="She **led** two workshops, and wrote\n\n1. a plan,\n2. a report.",
        evidence=[Evidence(name="Her report", url="https://evidence.example/report")],
    )


@pytest.fixture
def revoked(issued):
    """The same badge, taken back."""
    return credential_services.revoke(
        credential=issued,
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )


def paths(credential):
    version = credential.achievement_version
    return [
        "/",
        "/help/open-badges",
        "/verify",
        "/verify?link=https://a.example/b/1",
        f"/b/{credential.award_public_id}",
        f"/achievements/{version.achievement.public_id}/{version.number}",
        f"/issuers/{credential.issuer.public_id}",
        f"/issuers/{credential.issuer.public_id}/help",
        "/b/nothing-here",
    ]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_on_any_public_page(visit, accessible, issued, width, scheme):
    for path in paths(issued):
        accessible(visit(path, width=width, scheme=scheme))


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_other_states(visit, accessible, revoked, width, scheme):
    expired = badges.issued(
        issued_on=dt.date(2023, 3, 5), expires_on=dt.date(2025, 3, 5)
    )
    suspended = credential_services.suspend(
        credential=badges.issued(), public_wording="We look into it.", actor=SYSTEM
    )
    for credential in (revoked, expired, suspended):
        accessible(
            visit(f"/b/{credential.award_public_id}", width=width, scheme=scheme)
        )


def test_axe_finds_nothing_when_everything_is_open(visit, accessible, issued):
    page = visit(f"/b/{issued.award_public_id}")
    for summary in page.locator("summary").all():
        summary.click()
    expect(page.get_by_text('"OpenBadgeCredential"')).to_be_visible()
    accessible(page)
    page.get_by_role("button", name="More ways to use it").first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    accessible(page)


def test_axe_finds_nothing_on_an_empty_instance(visit, accessible, db):
    for width, scheme in LOOKS:
        accessible(visit("/", width=width, scheme=scheme))


@pytest.mark.requirement("I8")
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_a_dropped_picture_is_verified(visit, accessible, issued, width, scheme):
    page = visit("/verify", width=width, scheme=scheme)
    picture = {
        "name": "badge.png",
        "mimeType": "image/png",
        "buffer": credentials.baked_png(issued),
    }
    page.get_by_label("Choose files").set_input_files(picture)
    page.get_by_role("heading", name="Result for").wait_for()
    assert page.get_by_role("status").first.inner_text().startswith("Valid")
    expect(page.get_by_text(LONG).first).to_be_visible()
    accessible(page)


@pytest.mark.requirement("I8")
def test_the_zone_takes_the_file_wherever_it_is_dropped(visit, site):
    """The input covers the whole zone, so that dropping works without script."""
    page = visit("/verify")
    zone, field = (page.locator(s).bounding_box() for s in (".drop", ".drop input"))
    assert field["width"] >= zone["width"] - 6
    assert field["height"] >= zone["height"] - 6


def test_a_mistake_is_explained_where_it_was_made(visit, accessible, site):
    for width, scheme in LOOKS:
        page = visit("/verify", width=width, scheme=scheme)
        page.get_by_label("Or paste links").fill("hello")
        page.get_by_role("button", name="Check").click()
        field = page.get_by_label("Or paste links")
        assert field.get_attribute("aria-invalid") == "true"
        described = field.get_attribute("aria-describedby").split()
        assert any(
            "neither a link" in page.locator(f"#{name}").inner_text()
            for name in described
        )
        accessible(page)


@pytest.mark.requirement("J15")
def test_one_click_downloads_the_picture(visit, issued):
    page = visit(f"/b/{issued.award_public_id}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download", exact=True).first.click()
    assert download.value.suggested_filename.endswith(".png")
    assert download.value.suggested_filename.startswith("professional-certificate")


@pytest.mark.requirement("J1", "I8")
def test_everything_works_without_script(browser, site, issued):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/b/{issued.award_public_id}")
    expect(page.get_by_text("Nothing has been changed")).to_be_visible()
    page.locator("summary").first.click()
    expect(page.get_by_text("did:web:").first).to_be_visible()
    page.get_by_role("button", name="More ways to use it").first.click()
    expect(page.get_by_role("link", name="Drawing (SVG)").last).to_be_visible()

    page.goto(f"{site}/verify")
    page.get_by_label("Choose files").set_input_files(
        {
            "name": "badge.png",
            "mimeType": "image/png",
            "buffer": credentials.baked_png(issued),
        }
    )
    page.get_by_role("button", name="Check").click()
    assert page.get_by_role("status").first.inner_text().startswith("Valid")
    context.close()


def test_the_keyboard_shows_where_it_is(visit, issued):
    """Every stop of the Tab key is seen: a ring of its own, 3 pixels wide."""
    for path in (f"/b/{issued.award_public_id}", "/verify", "/"):
        page = visit(path)
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.textContent") == "Skip to content"
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
        stops = set()
        for _ in range(40):
            page.keyboard.press("Tab")
            name, ring = page.evaluate(
                """() => { const e = document.activeElement; const s = getComputedStyle(e);
                    return [e.outerHTML.slice(0, 120), s.outlineStyle + ' ' + s.outlineWidth] }"""
            )
            if name.startswith("<body"):
                break
            assert ring == "solid 3px", f"{path}: {name}"
            stops.add(name)
        assert len(stops) >= 6


def test_nothing_on_a_public_page_breaks_its_policy(page, site, issued):
    """No inline style or script, nothing from another host, nothing missing."""
    complaints, hosts = [], set()
    page.on(
        "console", lambda m: complaints.append(m.text) if m.type == "error" else None
    )
    page.on("request", lambda r: hosts.add(r.url.split("/")[2]))
    for path in paths(issued)[:-1]:
        page.goto(site + path)
    assert complaints == []
    assert hosts == {site.split("/")[2]}


def test_a_hostile_badge_runs_nothing(page, site):
    page.on("dialog", lambda dialog: pytest.fail(f"script ran: {dialog.message}"))
    hostile = badges.issued(
        badges.achievement(
            name="<img src=x onerror=alert(1)>",
            description="<script>alert(2)</script>",
            criteria="<svg onload=alert(3)> [click](javascript:alert(4))",
        ),
        narrative="<iframe srcdoc='<script>alert(5)</script>'></iframe>",
        evidence=[
            Evidence(name='"><script>alert(6)</script>', url="https://e.example/")
        ],
    )
    version = hostile.achievement_version
    for path in (
        f"/b/{hostile.award_public_id}",
        f"/achievements/{version.achievement.public_id}/{version.number}",
        f"/issuers/{hostile.issuer.public_id}",
        "/",
    ):
        page.goto(site + path)
        page.wait_for_load_state("networkidle")
    assert achievements.picture(version).svg


@pytest.mark.requirement("J24", "I7")
def test_the_page_tells_a_revoked_badge_by_word_shape_and_colour(visit, revoked):
    page = visit(f"/b/{revoked.award_public_id}")
    line = page.locator(".verdict")
    expect(line.get_by_text("Revoked on")).to_be_visible()
    assert "polygon" in line.locator(".disc").evaluate(
        "e => getComputedStyle(e).clipPath"
    )
    assert page.get_by_role("link", name="Download", exact=True).count() == 0
