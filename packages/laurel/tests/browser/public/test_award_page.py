"""The page of an award that has everything, in a browser: for everybody, and standing still."""

import pytest

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import wholes

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]
# How far things moved without anybody touching the page, as browsers count it.
SHIFT = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) sum += one.value;
  }).observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 300);
})"""


def test_it_is_accessible_and_nothing_moves(visit, accessible, site):
    del site  # the badge names the site's address, so the site stands first
    path = f"/b/{wholes.award().award_public_id}"
    for width, scheme in LOOKS:
        page = visit(path, width=width, scheme=scheme)
        page.get_by_role("heading", name="Part of the family").wait_for()
        page.get_by_role("heading", name="What comes next").wait_for()
        page.get_by_role("heading", name="Who stands by it").wait_for()
        assert page.evaluate(SHIFT) == 0
        accessible(page)
