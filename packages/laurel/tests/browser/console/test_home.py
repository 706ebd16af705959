"""The console's home in a real Chromium: what waits, and the chart with its table."""

import pytest

from .test_journey import WIDTHS, award, define, findings, set_up, sign_in

pytestmark = pytest.mark.browser


@pytest.fixture
def home(page, staff):
    """The home of a college that has awarded once."""
    sign_in(page, staff)
    set_up(page)
    define(page)
    award(page)
    return page.url[: page.url.index("/awards/")] + "/"


def test_it_is_accessible_light_and_dark_on_every_width(page, home):
    found = {}
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for width in (*WIDTHS, 360):
            page.set_viewport_size({"width": width, "height": 844})
            for path in ("", "?period=weeks", "?period=before", "awards/expiring"):
                page.goto(home + path)
                if problems := findings(page):
                    found[scheme, width, path] = problems
    assert not found


def test_the_chart_is_read_and_asked_with_the_keyboard_alone(page, home):
    page.goto(home)
    chart = page.get_by_role("img", name="Awards by month")
    chart.wait_for()
    box, frame = chart.bounding_box(), page.locator(".chart-frame").bounding_box()
    assert box["width"] == pytest.approx(frame["width"], abs=1)

    page.get_by_label("Time").focus()
    page.keyboard.type("Last 12 w")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**period=weeks**")
    page.get_by_role("img", name="Awards by week").wait_for()

    awards = page.get_by_role("region", name="Awards", exact=True)
    awards.get_by_text("The same as a table").focus()
    page.keyboard.press("Enter")
    rows = awards.locator(".more-figures tbody tr")
    assert rows.count() == 12
    assert rows.first.inner_text().split()[-2:] == ["1", "0"]
    with page.expect_download() as saved:
        awards.get_by_role("link", name="Save as CSV").click()
    assert saved.value.suggested_filename.startswith("awards-north-college")
