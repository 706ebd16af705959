"""41 people from a pasted table to their mails, in a real Chromium with script."""

import time

import pytest

from packages.laurel.tests.journeys.running import PATIENCE, Laurel
from packages.laurel.tests.journeys.visitors import CODE, PostOffice

from .test_journey import WIDTHS, define, findings, set_up, sign_in

pytestmark = pytest.mark.browser

PEOPLE = 41
MOST_CLICKS = 5


def table(people=PEOPLE):
    lines = ["Name\tE-mail\tIssued"]
    lines += [
        f"Learner {n}\tlearner-{n}@students.example\t14 Nov 2026"
        for n in range(1, people + 1)
    ]
    return "\n".join(lines)


class Hand:
    """Clicks, and counts how often."""

    def __init__(self, page):
        self._page, self.clicks = page, 0

    def click(self, role, name):
        self._page.get_by_role(role, name=name).first.click()
        self.clicks += 1


def bring(page, hand, text):
    """From the badge's page to the grid."""
    hand.click("link", "Award to many")
    page.get_by_label("Paste from a spreadsheet").fill(text)
    hand.click("button", "Next: look at it")
    page.locator("table.cells").wait_for()


def test_from_a_badge_to_41_people_in_five_clicks_and_back(page, staff):
    sign_in(page, staff)
    set_up(page)
    define(page)
    badge = page.url
    hand = Hand(page)
    bring(page, hand, table())
    hand.click("button", f"Award {PEOPLE}")
    page.get_by_text(f"{PEOPLE} badges leave").wait_for()
    assert hand.clicks <= MOST_CLICKS
    page.get_by_role("button", name="Undo").click()
    page.get_by_text("Nothing has left").wait_for()
    page.get_by_role("button", name=f"Award {PEOPLE}").wait_for()
    page.goto(badge)
    assert page.get_by_text("Nobody has it yet").count()


def test_a_cell_is_mended_where_it_stands(page, staff):
    sign_in(page, staff)
    set_up(page)
    define(page)
    bring(page, Hand(page), "Ada Lovelace\tada@students.example\nMary\tmary@students\n")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert findings(page) == []
    page.set_viewport_size({"width": 1280, "height": 900})
    cell = page.get_by_label("E-mail, row 2")
    cell.fill("mary@students.example")
    cell.press("Tab")  # no button, no loading: the page itself says that it is right
    page.get_by_role("button", name="Award 2").wait_for()
    assert not page.get_by_text("No ending after the dot.").count()
    assert page.evaluate("document.activeElement.tagName") in ("INPUT", "BUTTON")
    # By the keyboard alone: on the button, Enter.
    page.get_by_role("button", name="Award 2").focus()
    page.keyboard.press("Enter")
    page.get_by_text("2 badges leave").wait_for()
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert findings(page) == []


@pytest.fixture
def post_office():
    with PostOffice() as office:
        yield office


@pytest.fixture
def hasty(tmp_path, post_office):
    """An instance that sends real mail and leaves no time to undo."""
    laurel = Laurel(
        tmp_path,
        smtp_host="127.0.0.1",
        smtp_port=post_office.port,
        smtp_security="none",
        undo_minutes=0,
    )
    try:
        laurel.start()
        yield laurel.url
    finally:
        laurel.close()


def test_41_people_get_41_mails(browser, hasty, post_office):
    context = browser.new_context(base_url=hasty)
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto("/console/")
    page.get_by_label("E-mail address").fill("caroline@north-college.example")
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(code_from(post_office))
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/**")
    set_up(page)
    define(page)
    bring(page, Hand(page), table())
    page.get_by_role("button", name=f"Award {PEOPLE}").click()
    page.get_by_text(f"{PEOPLE} people have it").wait_for()  # it comes by itself
    until = time.monotonic() + PATIENCE
    wanted = {f"learner-{n}@students.example" for n in range(1, PEOPLE + 1)}
    got = []
    while time.monotonic() < until and len(got) < PEOPLE:
        got = [
            mail["To"].addresses[0].addr_spec
            for mail in list(post_office.mails)
            if "Learner" in str(mail["To"])
        ]
        time.sleep(0.2)
    assert sorted(got) == sorted(wanted)
    page.reload()
    assert page.get_by_text("Sent", exact=True).count() == PEOPLE
    context.close()


def code_from(post_office):
    until = time.monotonic() + PATIENCE
    while not post_office.mails and time.monotonic() < until:
        time.sleep(0.1)
    text = post_office.mails[-1].get_body(("plain",)).get_content()
    return CODE.search(text.replace("\r", ""))[1]
