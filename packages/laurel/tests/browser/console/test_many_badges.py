"""Twenty badges from a spreadsheet, and the skills they are aligned to, in a real browser."""

import re

import pytest

from packages.laurel.tests.foundation.tables.books import openpyxl_book
from packages.laurel.tests.frameworks.samples import ESCO, item, package

from .test_journey import WIDTHS, findings, set_up, sign_in, tab_to

pytestmark = pytest.mark.browser

HEADER = ["Badge", "About", "Requirements", "Skills"]
CRITERIA = "Plans a day in the field\nLeads three trips\nWrites a risk assessment"


def rows(count):
    return [
        [f"Fieldwork {n}", "Leads a group outdoors.", CRITERIA, "Café management"]
        for n in range(1, count + 1)
    ]


def look(page, found, name):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if problems := findings(page):
            found[name, width] = problems
    page.set_viewport_size({"width": 1280, "height": 844})


def home_of(page, staff):
    sign_in(page, staff)
    set_up(page)
    return re.match(r".*/console/[^/]+", page.url)[0]


def import_skills(page, home, found):
    page.goto(home + "/frameworks")
    look(page, found, "frameworks-empty")
    page.get_by_role("link", name="Import a framework").click()
    page.get_by_role("button", name="Import", exact=True).click()
    page.get_by_text("Nothing was saved yet").wait_for()
    look(page, found, "framework-wrong")
    for name, data in (
        ("mathematics.json", package(*(item(n) for n in range(60))).encode()),
        ("skills_en.csv", ESCO),
    ):
        page.goto(home + "/frameworks/new")
        file = {"name": name, "mimeType": "text/csv", "buffer": data}
        page.get_by_label("File").set_input_files(file)
        page.get_by_role("button", name="Import", exact=True).click()
        page.get_by_text("added").wait_for()
        look(page, found, name)
    page.goto(home + "/frameworks?q=café")
    page.get_by_role("link", name="Café management").wait_for()
    look(page, found, "frameworks-found")


@pytest.mark.requirement("I14")
def test_twenty_badges_in_one_go(page, staff):
    found = {}
    home = home_of(page, staff)
    import_skills(page, home, found)

    page.goto(home + "/badges/many")
    look(page, found, "many")
    page.get_by_role("button", name="Look at the rows").click()
    page.get_by_text("Paste a table here").wait_for()
    look(page, found, "many-wrong")

    twenty = rows(20)
    twenty[3][1] = ""
    book = {
        "name": "badges.xlsx",
        "mimeType": "",
        "buffer": openpyxl_book(HEADER, *twenty),
    }
    page.get_by_label("Or choose a file").set_input_files(book)
    page.get_by_role("button", name="Look at the rows").click()
    page.get_by_role("heading", name="20 badges to make").wait_for()
    look(page, found, "rows")

    # One row is not right: nothing is made, and the keyboard is enough to mend it.
    page.get_by_role("button", name="Make 20 badges").click()
    page.get_by_text("Nothing was made yet").wait_for()
    look(page, found, "rows-wrong")
    tab_to(page, "a[href='#c5-description']")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.locator("#c5-description").fill("Leads a group outdoors.")
    page.get_by_role("button", name="Check again").click()
    page.get_by_text("20 badges will be made").wait_for()
    page.get_by_role("button", name="Make 20 badges").click()
    page.get_by_text("20 of 20 badges are made").wait_for()
    look(page, found, "made")
    assert page.get_by_role("link", name="Fieldwork 20").count() == 1

    page.goto(home + "/badges")
    assert page.locator("main img").count() == 20
    assert not found, found


def test_a_pasted_table_needs_no_script(browser, instance, staff, page):
    home = home_of(page, staff)
    context = browser.new_context(
        base_url=instance,
        java_script_enabled=False,
        storage_state=page.context.storage_state(),
        viewport={"width": 390, "height": 844},
    )
    plain = context.new_page()
    plain.goto(home + "/badges/many")
    plain.get_by_label("Paste it here").fill(
        "Name\tOne sentence\tCriteria\nWeaver\tWeaves.\tWeaves ten cloths"
    )
    plain.get_by_role("button", name="Look at the rows").click()
    plain.get_by_role("button", name="Make 1 badge").click()
    for _ in range(100):
        if plain.get_by_text("1 of 1 badges is made").count():
            break
        plain.get_by_role("link", name="Look again").click()
    plain.get_by_role("link", name="Weaver").first.wait_for()
    context.close()
