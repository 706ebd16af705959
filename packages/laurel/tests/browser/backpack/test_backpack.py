"""The backpack in a browser: by keyboard, at every width, and without script."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import expect

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges, people

HOLDER = "ada@home.example"
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (360, "dark")]
PATIENCE = 30_000  # milliseconds; the machine may be busy


@pytest.fixture
def holder(site, page):
    """Ada, signed in, with badges of two organisations and one from elsewhere."""
    account = people.account(HOLDER, name="Ada Lovelace")
    for name in ("North College", "Brightwater"):
        organization, _ = people.organization(name)
        made = badges.achievement(badges.issuer(organization, name=name))
        badges.issued(made, recipient_email=HOLDER)
    client = Client()
    client.force_login(account)
    elsewhere = badges.issued(recipient_email="ada@college.example")
    added = client.post("/backpack/add", {"text": elsewhere.jwt})
    cookies = [{"name": n, "value": m.value, "url": site} for n, m in client.cookies.items()]  # fmt: skip
    page.context.add_cookies(cookies)
    page.set_default_timeout(PATIENCE)
    return added["Location"]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_a_backpack(visit, accessible, holder, width, scheme):
    for path in ("", "?group=skill", "?q=nothing+like+it", "add", holder[10:]):
        accessible(visit(f"/backpack/{path}", width=width, scheme=scheme))


def test_the_menu_of_a_card_opens_by_keyboard(visit, accessible, holder):
    page = visit("/backpack/", width=NARROW)
    more = page.get_by_role("button", name="More for").last
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Put away, or not mine").last).to_be_visible()
    accessible(page)
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')")


@pytest.mark.requirement("J21")
def test_a_space_is_chosen_with_one_change_and_stays(visit, holder):
    page = visit("/backpack/")
    assert page.locator(".badge-card").count() == 3
    page.get_by_label("Select Space").select_option("Brightwater")
    page.get_by_text("1 badge of Brightwater").wait_for()
    page.reload()
    assert page.locator(".badge-card").count() == 1
    page.get_by_label("Select Space").select_option("")
    page.locator(".badge-card").nth(2).wait_for()


def test_ticks_bring_the_button_for_a_collection(visit, holder):
    page = visit("/backpack/")
    button = page.get_by_role("button", name="Make a collection")
    expect(button).not_to_be_visible()
    page.get_by_role("checkbox").first.check()
    button.click()
    page.get_by_text("1 badge chosen").wait_for()


@pytest.mark.requirement("J4")
def test_a_card_gives_the_file_and_a_link_that_is_copied(visit, holder, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit("/backpack/")
    page.get_by_role("button", name="More for").last.click()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download").last.click()
    assert saved.value.suggested_filename.endswith(".png")
    assert b"openbadge" in Path(saved.value.path()).read_bytes()

    page = visit("/backpack/")
    page.locator('.badge-card .acts > a[href$="/share"]').first.click()
    page.wait_for_url("**/share")
    page.get_by_role("navigation", name="Ways to share").get_by_role(
        "link", name="Link", exact=True
    ).click()
    link = page.locator("main code").first.inner_text()
    page.locator("main [data-copy]").first.click()
    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == link
    page = visit(urlsplit(link).path)
    page.get_by_role("heading", name="What was checked").wait_for()


def test_without_script_everything_is_there(browser, site, visit, holder, page):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(page.context.cookies())
    quiet = context.new_page()
    quiet.goto(f"{site}/backpack/")
    quiet.get_by_label("Select Space").select_option("North College")
    quiet.get_by_role("button", name="Show").click()
    quiet.get_by_text("of North College").wait_for()
    quiet.get_by_label("Search your badges").fill("nothing like it")
    quiet.keyboard.press("Enter")
    quiet.get_by_text("No badge of yours fits").wait_for()
    context.close()
