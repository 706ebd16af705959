"""Issuers, programmes, help and mails in a real Chromium."""

import pytest
from playwright.sync_api import expect

from .test_journey import WIDTHS, define, findings, set_up, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def home(page, staff):
    """The console of a college with an issuer and a badge."""
    sign_in(page, staff)
    set_up(page)
    define(page)
    return page.url[: page.url.index("/badges/")]


def issuer_of(page, home):
    page.goto(f"{home}/issuers")
    return page.locator("ul.list a").first.get_attribute("href")


def test_every_page_is_accessible_and_fits_a_phone(page, home):
    issuer = issuer_of(page, home)
    found = {}
    for path in (
        f"{home}/issuers",
        f"{home}/issuers/new",
        issuer,
        f"{issuer}/help",
        f"{issuer}/mails",
        f"{issuer}/mails/award/fr",
        f"{issuer}/mails/revoked/nl",
        f"{home}/programs",
        f"{home}/programs/new",
        f"/issuers/{issuer.rpartition('/')[2]}/help",
    ):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            page.goto(path)
            if problems := findings(page):
                found[path, width] = problems
    assert not found


def test_a_mail_is_looked_at_as_it_is_typed_and_then_saved(page, home):
    page.goto(f"{issuer_of(page, home)}/mails/award/en")
    page.get_by_label("Heading").fill("Well done, {recipient_name}!")
    page.get_by_role("button", name="Look first").click()
    mail = page.frame_locator("iframe[name=preview]")
    mail.get_by_role("heading", name="Well done, Ada Lovelace!").wait_for()
    expect(mail.get_by_role("link", name="See your badge")).to_be_visible()
    page.get_by_role("button", name="As text").click()
    mail.get_by_text("Subject: Ada Lovelace, North College").wait_for()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Mails go out in these words from now on").wait_for()
    assert page.get_by_label("Heading").input_value() == "Well done, {recipient_name}!"
    page.get_by_role("navigation", name="Languages").get_by_role(
        "link", name="Français"
    ).click()
    page.get_by_role("heading", name="A badge is awarded: Français").wait_for()
    mail.get_by_role("link", name="Voir votre badge").wait_for()


def test_a_second_issuer_has_pages_of_its_own(page, home):
    page.goto(f"{home}/issuers/new")
    page.get_by_label("Name", exact=True).fill("Faculty of Arts")
    page.get_by_label("Web address").fill("https://arts.north-college.example")
    page.get_by_label("Contact address").fill("arts@north-college.example")
    page.get_by_role("button", name="Set up this issuer").click()
    page.get_by_text("It signs with its own keys").wait_for()
    page.get_by_role("link", name="Signing keys").click()
    page.get_by_role("heading", name="Signing keys of Faculty of Arts").wait_for()
    page.get_by_role("link", name="North College", exact=True).last.click()
    page.get_by_role("heading", name="Signing keys of North College").wait_for()
    assert not findings(page)
