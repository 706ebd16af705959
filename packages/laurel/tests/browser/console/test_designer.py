"""The designer in a real Chromium: clicks counted, keyboard alone, hostile files without effect."""

import io

import pytest
from PIL import Image, ImageDraw

from .conftest import WAIT
from .test_journey import findings, sign_in, tab_to

pytestmark = pytest.mark.browser

MOST_CLICKS = 6


class Counted:
    """Does what a mouse does, and counts it; typing and choosing in a file dialog are no clicks."""

    def __init__(self, page):
        self.page, self.clicks = page, 0

    def click(self, target):
        self.clicks += 1
        target.click()

    def choose(self, label, path):
        with self.page.expect_file_chooser() as chooser:
            self.click(self.page.get_by_label(label))
        chooser.value.set_files(path)

    def type(self, label, words):
        tab_to(self.page, f"#{self.page.get_by_label(label).get_attribute('id')}")
        self.page.keyboard.type(words)


@pytest.fixture
def pictures(tmp_path):
    """A photograph and an icon, as somebody has them."""
    photograph, icon = tmp_path / "meadow.jpg", tmp_path / "sun.png"
    Image.effect_noise((400, 300), 60).convert("RGB").save(photograph, "JPEG")
    drawn = Image.new("RGBA", (120, 120), (0, 0, 0, 0))
    ImageDraw.Draw(drawn).ellipse((10, 10, 110, 110), fill="#e0b04a")
    drawn.save(icon, "PNG")
    return photograph, icon


def new_organization(page, staff):
    sign_in(page, staff)
    page.get_by_label("Name of your organisation").fill("North College")
    page.get_by_label("Your name").fill("Caroline Herschel")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Set up").wait_for()


def set_up(page):
    page.get_by_role("link", name="Set up").click()
    page.get_by_label("Web address").fill("https://north-college.example")
    page.get_by_label("Contact address").fill("registrar@north-college.example")
    page.get_by_role("button", name="Set up the issuer").click()
    page.get_by_role("link", name="Define").wait_for()


@pytest.mark.requirement("I17")
def test_a_first_badge_by_two_uploads_takes_six_clicks(page, staff, pictures):
    """From an organisation that has nothing, its issuer not even set up."""
    photograph, icon = pictures
    new_organization(page, staff)
    hand = Counted(page)
    hand.click(page.get_by_role("link", name="Set up"))
    hand.type("Web address", "https://north-college.example")
    hand.type("Contact address", "registrar@north-college.example")
    hand.click(page.get_by_role("button", name="Set up the issuer"))
    hand.click(page.get_by_role("link", name="Define"))
    hand.type("Name", "Fieldwork Leader")
    hand.type("One sentence", "Leads a group outside.")
    hand.type("How is it earned?", "Led one walk.")
    hand.choose("Background picture", photograph)
    page.get_by_text("The background", exact=True).wait_for()
    hand.choose("Icon picture", icon)
    page.get_by_text("The icon", exact=True).wait_for()
    hand.click(page.get_by_role("button", name="Define this badge"))
    page.get_by_text("The badge is defined").wait_for()
    assert hand.clicks <= MOST_CLICKS
    loaded = "() => [...document.querySelectorAll('main img')].every(i => i.naturalWidth > 0)"
    page.wait_for_function(loaded)


def test_the_previews_follow_the_knobs_by_keyboard_alone(page, staff):
    new_organization(page, staff)
    set_up(page)
    page.get_by_role("link", name="Define").click()
    page.get_by_role("button", name="Define this badge").wait_for()
    tab_to(page, "summary:has(+ .stack)")
    page.keyboard.press("Enter")
    tab_to(page, "[name=art-shape]:checked")
    before = page.locator("[data-art]").get_attribute("src")
    page.keyboard.press("ArrowRight")
    follow(page, before)
    for name in ("art-icon", "art-background", "art-level", "art-levels"):
        tab_to(page, f"[name={name}]:checked")
        before = page.locator("[data-art]").get_attribute("src")
        page.keyboard.press("ArrowRight")
        follow(page, before)
    tab_to(page, "[name=art-band]")
    before = page.locator("[data-art]").get_attribute("src")
    page.keyboard.type("Summer term")
    follow(page, before)
    assert page.locator(".previews img").count() == 4


def follow(page, before):
    page.wait_for_function(
        "before => document.querySelector('[data-art]').getAttribute('src') !== before",
        arg=before,
    )


def test_style_and_designer_are_accessible_and_fit_a_phone(page, staff, pictures):
    new_organization(page, staff)
    set_up(page)
    found = {}
    home = page.url.rstrip("/")
    for path in ("/style", "/badges/design"):
        page.goto(home + path)
        if "design" in path:
            page.get_by_label("Background picture").set_input_files(pictures[0])
            page.get_by_text("The background", exact=True).wait_for()
            page.locator("details.rest > summary").click()
        for width in (1280, 390, 360):
            page.set_viewport_size({"width": width, "height": 844})
            if problems := findings(page):
                found[path, width] = problems
    assert not found, found


CANARY = "window.__canary=1;fetch('/canary')"
HOSTILE = {
    "script": f"<script>{CANARY}</script>",
    "onload": f'<g onload="{CANARY}"/>',
    "foreign": f"<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'>"
    f"<img src='x' onerror=\"{CANARY}\"/></body></foreignObject>",
    "image": '<image href="/canary.png" width="9" height="9"/>',
    "use": '<use href="/canary.svg#a"/>',
    "style": "<style>@import '/canary.css';</style>",
    "fill": '<rect width="9" height="9" fill="url(/canary.svg#a)"/>',
    "animation": '<set attributeName="href" to="javascript:window.__canary=1"/>',
    "link": '<a href="/canary"><rect width="99" height="99"/></a>',
}


def svg(body):
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200">'
        f'<rect width="150" height="150" fill="teal"/>{body}</svg>'
    ).encode()


def polyglot():
    """A PNG that is also a page, for whoever guesses types."""
    out = io.BytesIO()
    Image.new("RGB", (60, 60), "teal").save(out, "PNG")
    return out.getvalue() + f"<html><script>{CANARY}</script></html>".encode()


@pytest.fixture
def careless(browser, instance):
    """A page whose console is not listened to: what is blocked is complained about there."""
    context = browser.new_context(base_url=instance)
    page = context.new_page()
    page.set_default_timeout(WAIT)
    yield page
    context.close()


def test_no_canary_fires_from_hostile_uploads(careless, staff, tmp_path):
    """Uploaded, previewed, saved, opened by themselves: nothing runs and nothing is fetched."""
    page = careless
    new_organization(page, staff)
    set_up(page)
    home = page.url.rstrip("/")
    asked = []
    page.context.on("request", lambda request: asked.append(request.url))
    refused = set()
    files = {f"{name}.svg": svg(body) for name, body in HOSTILE.items()}
    for name, data in {**files, "page.png": polyglot()}.items():
        path = tmp_path / name
        path.write_bytes(data)
        page.goto(home + "/badges/design")
        page.get_by_label("Name", exact=True).fill(f"Badge {name}")
        page.get_by_label("One sentence").fill("Leads.")
        page.get_by_label("How is it earned?").fill("Led.")
        page.locator("summary", has_text="A finished picture").click()
        page.get_by_label("A finished picture instead").last.set_input_files(path)
        page.locator("[data-stage] .error, [data-stage] .choice").first.wait_for()
        page.get_by_role("button", name="Define this badge").click()
        page.locator(".note, .toast, [role=status]").first.wait_for()
        if "/badges/design" in page.url:
            refused.add(name)
        else:
            assert not page.evaluate("window.__canary")
            address = page.locator("main img").first.get_attribute("src")
            page.goto(
                page.get_by_role("link", name="What the public sees").get_attribute(
                    "href"
                )
            )
            assert not page.evaluate("window.__canary")
            for one in (address, address.replace(".png", ".svg")):
                page.goto(one)
                assert not page.evaluate("window.__canary")
    assert {"script.svg", "onload.svg", "foreign.svg", "animation.svg"} <= refused
    assert "image.svg" not in refused
    assert "page.png" not in refused
    assert not [url for url in asked if "canary" in url]
