"""The list of links for employers, as its holder uses it: by keyboard, wide and narrow."""

import re

import pytest
from django.core.cache import cache
from django.test import Client
from playwright.sync_api import expect

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges, people

ADA = "ada.links@north-college.example"


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    """Every test begins with rate limits that nobody has used."""
    cache.clear()


@pytest.mark.requirement("K19")
@pytest.mark.parametrize(("width", "script"), [(WIDE, True), (NARROW, False)])
def test_a_link_is_made_seen_and_ended(browser, site, accessible, width, script):
    issued = badges.issued(badges.achievement(name="Facilitation"), recipient_email=ADA)
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": width, "height": 900}
    )
    client = Client()
    client.force_login(people.account(ADA))
    cookies = [
        {"name": name, "value": each.value, "url": site}
        for name, each in client.cookies.items()
    ]
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{site}/mine/{issued.award_public_id}")
    page.get_by_role("link", name="Links for employers").focus()
    page.keyboard.press("Enter")
    page.get_by_label("For whom").focus()
    page.keyboard.type("Analyst at Brightwater")
    page.get_by_label("The link works").select_option("30")
    page.get_by_role("button", name="Make the link").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Not opened yet").wait_for()
    address = page.locator("code").first.inner_text()
    assert re.fullmatch(rf"{site}/e/\w{{22}}", address)
    if script:
        accessible(page)

    employer = browser.new_context(
        user_agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"
    ).new_page()
    employer.goto(address)
    expect(employer.locator(".verdict").get_by_text("Valid").first).to_be_visible()
    page.reload()
    page.get_by_text(re.compile("Opened once, on")).wait_for()
    page.get_by_role(
        "button", name="End it now: the link for Analyst at Brightwater"
    ).focus()
    page.keyboard.press("Enter")
    page.get_by_text("The link has ended").wait_for()
    page.get_by_text("Links that have ended (1)").click()
    expect(page.get_by_text(re.compile("Opened 1 time, last on"))).to_be_visible()
    if script:
        accessible(page)
    employer.reload()
    employer.get_by_role("heading", name="This link has ended").wait_for()
    expect(employer.get_by_text("Ask them for a new one")).to_be_visible()
    accessible(employer)
    employer.context.close()
    context.close()
