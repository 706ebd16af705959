"""Showing a badge elsewhere, in a browser: the sheet, pasted HTML, and nothing but a keyboard."""

import functools
import re
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from laurel.sharing import selectors as sharing
from playwright.sync_api import expect

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges

LONG = (
    "Professional Certificate in Intercultural Communication and Facilitation of Groups"
)
LOOKS = [(WIDE, "light"), (WIDE, "dark"), (NARROW, "light"), (NARROW, "dark")]


@pytest.fixture
def issued(site):
    """A badge under long names."""
    del site
    issuer = badges.issuer(
        name="Polytechnische Weiterbildungsgesellschaft für Erwachsenenbildung"
    )
    return badges.issued(badges.achievement(issuer, name=LONG))


@pytest.fixture
def published(tmp_path):
    """Puts HTML into an empty page of somebody else's site, on another address of this machine."""
    handler = functools.partial(Quiet, directory=str(tmp_path))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()

        def published(html):
            whole = f"<!doctype html><title>x</title><body>{html}</body>"
            (tmp_path / "index.html").write_text(whole)
            return f"http://127.0.0.1:{server.server_port}/"

        yield published
        server.shutdown()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, *_args):
        pass


def paths(credential):
    award = credential.award_public_id
    token = sharing.employer_link(award, None)
    return [
        f"/b/{award}/share",
        f"/b/{award}/share/link",
        f"/b/{award}/share/html",
        f"/b/{award}/share/employer?days=30",
        f"/e/{token}",
        "/s?code=22222-22222",
        f"/embed/{award}",
        f"/embed/{award}?form=badge",
        f"/issuers/{credential.issuer.public_id}/guide",
        "/guide",
    ]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing(visit, accessible, issued, width, scheme):
    for path in paths(issued):
        accessible(visit(path, width=width, scheme=scheme))


@pytest.mark.requirement("J19", "K17")
@pytest.mark.parametrize("name", ["card", "picture"])
def test_pasted_html_renders_in_an_empty_page(visit, issued, context, published, name):
    page = visit(f"/b/{issued.award_public_id}/share/html")
    pasted = page.locator(f"#{name}").inner_text()
    empty = context.new_page()
    empty.goto(published(pasted))
    if name == "card":
        inside = empty.frame_locator("iframe")
        assert inside.locator("h1").inner_text() == LONG
        expect(inside.get_by_text("Valid", exact=True)).to_be_visible()
        link = inside.locator("a")
        # Nothing of it is cut off by the frame.
        box, frame = link.bounding_box(), empty.locator("iframe").bounding_box()
        assert box["y"] + box["height"] <= frame["y"] + frame["height"]
        assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    else:
        link = empty.locator("a")
        assert _loaded(empty.locator("img"))
    assert link.get_attribute("href").endswith(f"/b/{issued.award_public_id}")


@pytest.mark.requirement("J5", "K21")
def test_the_signature_is_copied_as_it_looks_and_pastes(visit, issued, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visit(f"/b/{issued.award_public_id}/share/html")
    page.get_by_role("button", name="Copy the block").click()
    page.get_by_role("button", name="Copied").wait_for()
    mail = context.new_page()
    mail.set_content(
        "<!doctype html><title>x</title><div contenteditable autofocus>&#8203;</div>"
    )
    mail.locator("[contenteditable]").click()
    mail.keyboard.press("Control+V")
    image = mail.locator("img")
    image.wait_for()
    assert _loaded(image)
    box = image.bounding_box()
    assert max(box["width"], box["height"]) <= 120
    leads = mail.locator("a").first.get_attribute("href")
    assert leads.endswith(f"/b/{issued.award_public_id}")
    assert LONG in mail.locator("[contenteditable]").inner_text()


@pytest.mark.requirement("K18")
def test_two_clicks_to_linkedin_and_each_value_is_copied(visit, issued, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    asked = []

    def answered(route):
        """What our own link answers; nobody goes on to LinkedIn from here."""
        asked.append(route.fetch(max_redirects=0).headers["location"])
        route.fulfill(body="LinkedIn", content_type="text/html")

    context.route("**/share/to/**", answered)
    page = visit(f"/b/{issued.award_public_id}")
    page.locator(".hero").get_by_role("link", name="Share").click()
    for name, value in (("Name", LONG), ("Credential ID", issued.award_public_id)):
        page.get_by_role("button", name=name, exact=True).click()
        page.get_by_role("button", name="Copied").first.wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == value
    with context.expect_page() as opened:
        page.get_by_role("link", name="Open LinkedIn").click()
    opened.value.wait_for_load_state()
    assert re.match(r"https://www\.linkedin\.com/profile/add\?startTask=", asked[0])


def test_everything_is_there_without_script(browser, site, issued):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/b/{issued.award_public_id}/share")
    page.get_by_role("link", name="Link", exact=True).click()
    assert "/s/" in page.locator("#short").inner_text()
    assert page.get_by_role("button", name="Copy link").count() == 0
    page.get_by_role("combobox", name="The link works").select_option("7")
    page.get_by_role("button", name="Make the link").click()
    assert "/e/" in page.locator("#employer-link").inner_text()
    page.get_by_role("link", name="See what they see").click()
    expect(page.get_by_text("Valid", exact=True)).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("link", name="One page to print").click()
    assert taken.value.suggested_filename.endswith("-one-page.pdf")
    context.close()


def _loaded(image):
    return image.evaluate("async i => { await i.decode(); return i.naturalWidth > 0 }")
