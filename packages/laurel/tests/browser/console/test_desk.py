"""The help desk in a real Chromium: from a revoked badge to one that counts again."""

import re

import pytest

from .test_journey import WIDTHS, award, define, findings, set_up, sign_in

pytestmark = pytest.mark.browser

READING = 2_200  # milliseconds; a form that comes back faster is asked once more


@pytest.fixture
def home(page, staff):
    """The console of a college whose badge Ada has."""
    sign_in(page, staff)
    set_up(page)
    define(page)
    award(page)
    return page.url[: page.url.index("/awards/")]


@pytest.fixture
def badge(page, home):
    """The address of Ada's badge, signed already."""
    while not page.get_by_label("Public link").count():
        page.reload()
    return page.get_by_label("Public link").input_value()


def revoke(page):
    page.get_by_role("link", name="Revoke").click()
    page.get_by_text("Our mistake").click()
    page.get_by_label("What the public will read").fill("The wrong Ada.")
    page.get_by_role("button", name="Next: see what the public will read").click()
    page.get_by_role("button", name="Revoke this badge").click()
    page.get_by_text("Revoked. Whoever checks it").wait_for()


def look(page, path, found):
    """Open a page at every width, and note what axe finds there."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        page.goto(path)
        if problems := findings(page):
            found[path, width] = problems


@pytest.mark.requirement("J26")
def test_a_badge_revoked_in_error_counts_again_at_its_address(page, home, badge):
    found = {}
    revoke(page)
    look(page, badge, found)
    page.get_by_role("link", name="Ask for a review").click()
    look(page, page.url, found)
    page.get_by_label("Why do you believe").fill("I am the right Ada.")
    page.get_by_label("Your e-mail address").fill("ada@students.example")
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Ask for a review").click()
    page.get_by_role("heading", name="Thank you. It has arrived").wait_for()
    look(page, page.url, found)

    look(page, f"{home}/help-desk", found)
    page.get_by_role("link", name="Review", exact=True).click()
    page.get_by_text("I am the right Ada.").wait_for()
    look(page, page.url, found)
    page.get_by_label("Your answer").fill("You are. We are sorry.")
    page.get_by_role("button", name="Reinstate the badge").click()
    page.get_by_text("Reinstated: the badge is valid again").wait_for()
    page.goto(badge)
    assert page.locator(".verdict").get_attribute("data-status") == "valid"
    assert not found


def test_another_name_is_asked_for_and_confirmed_with_the_keyboard(page, home, badge):
    found = {}
    page.goto(badge)
    page.get_by_role("link", name="the name is not right?").click()
    look(page, page.url, found)
    page.get_by_label("The name as it should be").fill("Ada King")
    page.wait_for_timeout(READING)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Now look into your mail").wait_for()
    look(page, link_in_mail(page, "Another name on"), found)
    yes = page.get_by_role("button", name="Yes, I ask for this")
    yes.focus()
    page.keyboard.press("Enter")
    page.get_by_text("has it and will answer by mail").wait_for()
    page.get_by_label("Your message").fill("I married.")
    page.wait_for_timeout(READING)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("I married.").wait_for()
    look(page, page.url, found)

    page.goto(f"{home}/help-desk")
    page.get_by_role("link", name="Another name").click()
    look(page, page.url, found)
    page.get_by_role("button", name="Change the name").click()
    page.get_by_text("The name is changed").wait_for()
    page.goto(badge)
    page.get_by_text("Awarded to Ada King").wait_for()
    assert not found


def link_in_mail(page, subject):
    """The link to the ticket in the newest mail with this subject."""
    page.goto("/mail/")
    mail = page.get_by_role("listitem").filter(has_text=subject).first
    while not mail.count():
        page.reload()  # the worker writes it
    mail.get_by_role("link").click()
    frame = page.frame_locator("iframe")
    link = frame.get_by_role("link", name=re.compile("See it|Open your question"))
    return link.get_attribute("href")
