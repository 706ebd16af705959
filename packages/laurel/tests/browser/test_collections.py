"""A collection in a real browser: made in three clicks, seen signed out, true when a badge falls."""

import datetime as dt

import pytest
from django.test import Client
from laurel.achievements.types import Skill
from laurel.collecting import services
from laurel.collecting.types import Facts, Visibility
from laurel.credentials import services as credentials
from laurel.credentials.types import RevocationReason
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from playwright.sync_api import expect

from packages.laurel.tests.factories import badges, people

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ADA = "ada@lovelace.example"
SKILL = (Skill("Leadership skills", "https://skills.example/leading"),)
NAMES = ("Leading Teams", "Facilitation", "Data Stories")


@pytest.fixture
def ada(site):
    return people.account(ADA, name="Ada Lovelace")


@pytest.fixture
def given(ada):
    """Three badges of two issuers."""
    college, academy = badges.issuer(), badges.issuer(name="Kōwhai Academy")
    return [
        badges.issued(
            badges.achievement(of, name=name, skills=SKILL), recipient_email=ADA
        )
        for of, name in zip((college, college, academy), NAMES, strict=True)
    ]


@pytest.fixture
def made(ada, given):
    return services.make(
        facts=Facts(title="Leadership skills", purpose="How I lead.", shows_name=True),
        refs=[each.award_public_id for each in given],
        actor=people.actor(ada),
    )


@pytest.fixture
def signed_in(page, site, ada, context):
    """The page of somebody who signed in, and who may use the clipboard."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    client = Client()
    client.force_login(ada)
    context.add_cookies(
        [{"name": n, "value": m.value, "url": site} for n, m in client.cookies.items()]
    )
    return page


@pytest.fixture
def complaints(page):
    """What the browser says against the page: policy, scripts, missing files."""
    found = []
    page.on("console", lambda m: found.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found


def revoke(credential):
    credentials.revoke(
        credential=credential,
        reason=RevocationReason.OTHER,
        public_wording="Issued in error.",
        private_note="",
        actor=SYSTEM,
    )


def order(page):
    return page.locator("[data-sortable] li b").all_inner_texts()


@pytest.mark.requirement("K3", "K4")
def test_made_in_three_clicks_and_true_for_whoever_has_the_link(
    signed_in, site, given, browser, complaints
):
    page = signed_in
    page.goto(f"{site}/backpack/")
    for name in NAMES:
        page.get_by_role("checkbox", name=f"Select {name}").check()
    page.get_by_role("button", name="Make a collection").click()
    assert page.get_by_label("Title").input_value() == "Leadership skills"
    page.get_by_role("button", name="Make this collection").click()
    page.get_by_role("button", name="Copy link").click()
    page.get_by_text("Copied", exact=True).wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert complaints == []

    stranger = browser.new_context().new_page()
    stranger.goto(link)
    assert stranger.get_by_role("heading", level=1).inner_text() == "Leadership skills"
    assert stranger.get_by_role("status").first.inner_text().startswith("3 valid")
    for name in NAMES:
        assert stranger.get_by_role("listitem").filter(has_text=name).count() == 1

    revoke(given[1])
    stranger.reload()
    assert (
        stranger.get_by_role("status")
        .first.inner_text()
        .startswith("2 valid, 1 revoked")
    )
    marked = stranger.get_by_role("listitem").filter(has_text="Facilitation")
    assert "Revoked" in marked.inner_text()
    stranger.get_by_role("link", name="Leading Teams").click()
    assert stranger.locator(".verdict").inner_text().startswith("Valid")
    stranger.context.close()


def test_reading_and_checking_need_no_script(browser, site, made, given):
    revoke(given[0])
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{site}/c/{made.public_id}")
    page.get_by_role("button", name="Check all 3").click()
    expect(page.get_by_text("each with its issuer’s own key")).to_be_visible()
    assert page.get_by_text("checks of the badge passed").count() == 2
    with page.expect_download() as download:
        page.get_by_role("link", name="PDF with QR code").click()
    assert download.value.suggested_filename == "leadership-skills.pdf"
    page.context.close()


def test_badges_move_by_keyboard_and_stay_under_the_hand(
    signed_in, site, made, complaints
):
    page = signed_in
    page.goto(f"{site}/backpack/collections/{made.public_id}")
    page.get_by_role("button", name="Move Leading Teams down").press("Enter")
    page.wait_for_url("**?moved=*")
    assert order(page) == ["Facilitation", "Leading Teams", "Data Stories"]
    page.locator("button[aria-label*='Leading Teams']:focus").wait_for()
    page.reload()
    assert order(page) == ["Facilitation", "Leading Teams", "Data Stories"]
    assert complaints == []


def test_badges_can_be_dragged(signed_in, site, made):
    page = signed_in
    page.set_viewport_size(
        {"width": 1280, "height": 1800}
    )  # nothing has to be scrolled
    page.goto(f"{site}/backpack/collections/{made.public_id}")
    pieces = page.locator("[data-sortable] > li")
    with page.expect_navigation():
        pieces.nth(2).locator("b").drag_to(pieces.nth(0).locator("b"))
    assert order(page) == ["Data Stories", "Leading Teams", "Facilitation"]


@pytest.fixture
def kept(ada):
    """A private collection with two links, one of them ended."""
    actor = people.actor(ada)
    kept = services.make(
        facts=Facts(title="Mine", visibility=Visibility.PRIVATE), actor=actor
    )
    until = clock.today() + dt.timedelta(days=9)
    links = [
        services.make_link(collection=kept, purpose=purpose, ends_on=until, actor=actor)
        for purpose in ("A job", "Another")
    ]
    services.end_link(link=links[1], actor=actor)
    return kept


@pytest.mark.parametrize("width", [1280, 390, 360])
@pytest.mark.usefixtures("signed_in")
def test_every_page_can_be_used_by_everybody(visit, accessible, made, kept, width):
    links = kept.links.order_by("pk")
    mine = f"/backpack/collections/{made.public_id}"
    for path in (
        "/backpack/collections",
        "/backpack/collections/new",
        mine,
        f"{mine}/words",
        f"{mine}/delete",
        f"/backpack/collections/{kept.public_id}",
        f"/backpack/collections/{kept.public_id}/add",
        f"/c/{made.public_id}",
        f"/c/{links[0].token}",
        f"/c/{links[1].token}",
        f"/c/{'1' * 22}",
    ):
        accessible(visit(path, width=width))
        accessible(visit(path, width=width, scheme="dark"))
