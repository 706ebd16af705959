"""A first badge in a real browser: few clicks, the keyboard alone, saved while it is typed."""

import pytest
from playwright.sync_api import expect

from .test_journey import press, set_up, sign_in, tab_to

pytestmark = pytest.mark.browser


@pytest.fixture
def clicks(page):
    """Counts what is really clicked (or pressed), wherever in the console."""
    counted = []

    def count(words):
        counted.append(words)

    page.expose_function("counted", count)
    page.add_init_script(
        "addEventListener('click', event => "
        "event.isTrusted && counted(event.target.textContent.trim()), true)"
    )
    return counted


def test_a_first_badge_takes_no_more_than_six_clicks(page, staff, clicks):
    sign_in(page, staff)
    set_up(page)  # the last of its clicks opens the form
    clicks[:] = ["Define"]
    press(page, "Next")
    page.get_by_label("What a person does").fill("Finishes three courses")
    press(page, "Next")
    press(page, "Next")
    page.locator("#wizard").get_by_role("button", name="Publish").click()
    page.get_by_text("The badge is published").wait_for()
    # Filling a field is a click for whoever has no keyboard at hand: one more.
    assert len(clicks) + 1 <= 6, clicks


def test_the_keyboard_alone_defines_a_badge(page, staff):
    sign_in(page, staff)
    set_up(page)
    page.goto(page.url)  # forget what was filled in
    tab_to(page, "#id_name")
    page.keyboard.type("Fieldwork Leader")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "#id_criteria_lines_1")
    page.keyboard.type("Leads three trips")
    tab_to(page, "#id_criteria_lines_1_assessed")
    page.keyboard.type("A guide goes along")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_url("**/change/look")
    for step in ("earned", "what", "look", "lapse"):
        tab_to(page, f'.steps a[href$="/{step}"]')
        with page.expect_navigation():
            page.keyboard.press("Enter")
    tab_to(page, '#wizard button[name="publish"]')
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_text("The badge is published").wait_for()
    expect(page.get_by_text("Assessed by: A guide goes along")).to_be_visible()


def test_what_is_typed_is_saved_and_shown_without_a_button(page, staff):
    sign_in(page, staff)
    set_up(page)
    press(page, "Next")
    page.get_by_label("What a person does").fill("Reads 12 tables aloud")
    page.locator("#beside").get_by_text("Reads 12 tables aloud").wait_for()
    page.locator("#beside").get_by_text("Saved", exact=True).wait_for()
    page.reload()
    assert page.locator("#id_criteria_lines_1").input_value() == "Reads 12 tables aloud"
    with page.expect_navigation():
        page.get_by_role("button", name="Add a criterion").click()
    page.locator("#id_criteria_lines_2").fill("Draws one")
    with page.expect_navigation():
        page.get_by_role("button", name="Add a criterion").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Move criterion 2 up").click()
    assert page.locator("#id_criteria_lines_1").input_value() == "Draws one"


def test_without_script_the_steps_do_the_same(browser, instance, page, staff):
    sign_in(page, staff)
    set_up(page)
    state = page.context.storage_state()
    context = browser.new_context(
        base_url=instance, java_script_enabled=False, storage_state=state
    )
    plain = context.new_page()
    plain.goto(page.url)
    plain.get_by_label("Name", exact=True).fill("Walker")
    plain.locator("#wizard").get_by_role("button", name="Next").last.click()
    plain.get_by_label("What a person does").fill("Walks a mile")
    plain.get_by_role("button", name="Add a criterion").click()
    plain.locator("#id_criteria_lines_2").fill("Tells about it")
    plain.locator("#beside").get_by_role("button", name="Publish").click()
    plain.get_by_text("The badge is published").wait_for()
    expect(plain.get_by_text("Tells about it")).to_be_visible()
    context.close()
