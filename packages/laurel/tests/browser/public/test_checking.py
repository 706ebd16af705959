"""Checking a badge as an employer does: by keyboard, on a telephone, without script."""

import datetime as dt

import pytest
from django.core.cache import cache
from laurel.credentials import selectors as credentials
from playwright.sync_api import expect

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges

ADA = "ada.checked@north-college.example"


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    """Every test begins with rate limits that nobody has used."""
    cache.clear()


@pytest.fixture
def issued(site):
    """A badge that ends on a day of an issuer far from here."""
    del site
    return badges.issued(
        badges.achievement(name="Facilitation"),
        recipient_email=ADA,
        issued_on=dt.date(2026, 11, 1),
        expires_on=dt.date(2029, 6, 30),
    )


def picture(credential, name="badge.png"):
    return {
        "name": name,
        "mimeType": "image/png",
        "buffer": credentials.baked_png(credential),
    }


@pytest.mark.requirement("K29")
@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_dates_are_the_same_wherever_they_are_read(browser, site, issued, zone):
    forever = badges.issued(badges.achievement(name="For ever"))
    context = browser.new_context(timezone_id=zone)
    page = context.new_page()
    page.goto(f"{site}/b/{issued.award_public_id}")
    facts = page.locator("dl.facts").first.inner_text().split("\n")
    assert [line for line in facts if line] == [
        "Issued",
        "1 November 2026",
        "Valid until",
        "30 June 2029",
    ]
    page.goto(f"{site}/b/{forever.award_public_id}")
    assert "Does not expire" in page.locator("dl.facts").first.inner_text()
    page.goto(f"{site}/verify")
    page.get_by_label("Choose files").set_input_files(picture(issued))
    page.get_by_role("heading", name="Result for").wait_for()
    result = page.locator(".card .kv").first.inner_text()
    assert "1 November 2026" in result
    assert "30 June 2029" in result
    context.close()


@pytest.mark.requirement("K27")
@pytest.mark.parametrize(
    ("script", "width"),
    [(True, WIDE), (True, NARROW), (False, WIDE), (False, NARROW)],
)
def test_whose_it_is_is_asked_by_keyboard_alone(
    browser, site, accessible, script, width
):
    issued = badges.issued(recipient_email=ADA)
    context = browser.new_context(
        java_script_enabled=script, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{site}/b/{issued.award_public_id}")
    page.get_by_role("link", name="Compare an address").focus()
    page.keyboard.press("Enter")
    page.get_by_label("E-mail address of the person").focus()
    page.keyboard.type(ADA)
    page.keyboard.press("Enter")
    page.locator(".verdict").get_by_text("It matches").wait_for()
    assert ADA not in page.url
    assert ADA not in page.content()
    assert page.get_by_label("E-mail address of the person").input_value() == ""
    if script:
        accessible(page)
    context.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_pile_is_checked_without_script(browser, site, issued, width):
    altered = bytes(issued.document).replace(b"Facilitation", b"Domination!!")
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{site}/verify")
    forged = {
        "name": "forged.json",
        "mimeType": "application/json",
        "buffer": altered,
    }
    page.get_by_label("Choose files").set_input_files([picture(issued), forged])
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("heading", name="2 badges checked").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as CSV").click()
    text = download.value.path().read_text(encoding="utf-8-sig")
    assert "Valid" in text.splitlines()[1]
    assert "Altered" in text.splitlines()[2]
    page.locator("#row-2 > summary").click()
    expect(page.locator("#row-2").get_by_text("It has been changed")).to_be_visible()
    assert "Domination" not in page.content()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_axe_finds_nothing_in_a_table_of_results(
    visit, accessible, issued, width, scheme
):
    page = visit("/verify", width=width, scheme=scheme)
    page.get_by_text("Was it issued to a certain person?").click()
    page.get_by_label("E-mail address of the person").fill("eve@forgers.example")
    broken = {"name": "b.txt", "mimeType": "text/plain", "buffer": b"no badge"}
    page.get_by_label("Choose files").set_input_files([picture(issued), broken])
    accessible(page)
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("heading", name="2 badges checked").wait_for()
    accessible(page)
    for summary in page.locator("summary").all():
        summary.click()
    accessible(page)


def test_nothing_moves_on_the_award_page_while_it_loads(visit, issued):
    page = visit("/verify")
    page.add_init_script(
        """window.moved = 0; new PerformanceObserver((list) => {
             for (const one of list.getEntries()) window.moved += one.value;
           }).observe({ type: "layout-shift", buffered: true });"""
    )
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(
            page.url.split("/verify")[0].split("/b/")[0]
            + f"/b/{issued.award_public_id}"
        )
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.moved") == 0
