"""The whole journey in a real Chromium, and what only a browser can show."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CODE = re.compile(r"\b([A-Z0-9]{4}-[A-Z0-9]{4})\b")
WIDTHS = (1280, 390, 360)


def code_for(page, address):
    """The newest code, from the mail viewer in another tab."""
    reader = page.context.new_page()
    reader.goto("/mail/")
    reader.get_by_role("listitem").filter(has_text=address).first.get_by_role(
        "link"
    ).click()
    code = CODE.search(reader.locator(".said").text_content())[1]
    reader.close()
    return code


def sign_in(page, address):
    page.goto("/console/")
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send me a code").click()
    enter_code(page, address)


def enter_code(page, address):
    page.wait_for_url("**/accounts/login/code/confirm/**")
    page.get_by_label("Code").fill(code_for(page, address).lower())
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/**")


def set_up(page):
    page.get_by_label("Name of your organisation").fill("North College")
    page.get_by_label("Your name").fill("Caroline Herschel")
    page.get_by_role("button", name="Start").click()
    page.get_by_role("link", name="Set up").click()
    page.get_by_label("Web address").fill("https://north-college.example")
    page.get_by_label("Contact address").fill("registrar@north-college.example")
    page.get_by_role("button", name="Set up the issuer").click()
    page.get_by_role("link", name="Define").click()
    page.get_by_role("link", name="Say more about it").click()
    page.get_by_label("Name", exact=True).fill("Applied Data Analytics")
    page.get_by_label("One sentence").fill("Finds, cleans and explains data.")


def define(page):
    """From the first step to a published badge."""
    press(page, "Next")
    page.get_by_label("What a person does").fill("Finishes three courses")
    press(page, "Next")
    press(page, "Next")
    page.locator("#wizard").get_by_role("button", name="Publish").click()
    page.get_by_text("The badge is published").wait_for()


def press(page, words):
    """The button of the form, and the page that follows it."""
    with page.expect_navigation():
        page.locator("#wizard").get_by_role("button", name=words).click()


def award(page, ada="ada@students.example"):
    page.get_by_role("link", name="Award", exact=True).last.click()
    page.get_by_label("Name", exact=True).fill("Ada Lovelace")
    page.get_by_label("E-mail address").fill(ada)
    page.get_by_role("button", name="Award this badge").click()
    page.get_by_text("Awarded.").wait_for()


def findings(page):
    """What axe says, and whether anything sticks out sideways."""
    found = []
    page.wait_for_load_state()  # a page that is still coming has nothing to look at
    for violation in Axe().run(page).response["violations"]:
        targets = [node["target"] for node in violation["nodes"]]
        found.append((violation["id"], targets))
    wider = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found + ([("sideways", wider)] if wider > 0 else [])


@pytest.mark.requirement("J1", "J15", "J24", "I6", "I7", "I8")
def test_from_signing_in_to_a_revoked_badge(page, staff, tmp_path):
    sign_in(page, staff)
    set_up(page)
    define(page)
    award(page)
    award_page = page.url
    while not page.get_by_role("link", name="Open", exact=True).count():
        page.reload()  # the worker writes the mail a moment after the award

    # Ada opens the mail in the viewer and uses both of its buttons.
    page.get_by_role("link", name="Open", exact=True).click()
    frame = page.frame_locator("iframe")
    hers_url = frame.get_by_role("link", name="See your badge").get_attribute("href")
    png_url = frame.get_by_role("link", name="Download").get_attribute("href")
    page.goto(hers_url)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "Ada Lovelace" in page.locator("main").inner_text()
    badge_url = png_url.partition("/badge.png")[0]
    page.goto(badge_url)
    assert page.locator(".verdict").get_attribute("data-status") == "valid"
    assert page.locator(".checks > li[data-outcome=passed]").count() >= 5
    with page.expect_download() as saved:
        page.evaluate("url => { location.href = url }", png_url)
    baked = tmp_path / saved.value.suggested_filename
    saved.value.save_as(baked)
    assert baked.suffix == ".png"

    verdict_of_file(page, baked, "valid")

    page.goto(award_page)
    page.get_by_role("link", name="Revoke").click()
    page.get_by_text("Our mistake").click()
    page.get_by_label("What the public will read").fill(
        "It was issued to the wrong Ada."
    )
    page.get_by_role("button", name="Next").click()
    page.get_by_text("This is what everybody will read").wait_for()
    page.get_by_role("button", name="Revoke this badge").click()
    page.get_by_text("Whoever checks it is told").wait_for()

    page.goto(badge_url)
    page.reload()
    assert page.locator(".verdict").get_attribute("data-status") == "revoked"
    assert "It was issued to the wrong Ada" in page.locator(".verdict").inner_text()
    verdict_of_file(page, baked, "revoked")


def test_a_corrected_badge_leads_from_the_old_file_to_the_new_one(
    page, staff, tmp_path
):
    """Correct, suspend, reinstate: always at the same address."""
    sign_in(page, staff)
    set_up(page)
    define(page)
    award(page)
    granted = page.url
    badge_url = page.get_by_label("Public link").input_value()
    old = tmp_path / "old.png"
    old.write_bytes(page.request.get(f"{badge_url}/badge.png").body())

    page.get_by_role("link", name="Correct").click()
    page.get_by_label("Name", exact=True).fill("Augusta Ada King")
    page.get_by_role("button", name="Next").click()
    page.get_by_text("Is this right now?").wait_for()
    page.get_by_role("button", name="Correct this badge").click()
    page.get_by_text("Corrected.").wait_for()
    verdict_of_file(page, old, "superseded")
    page.get_by_role("link", name="See the badge that counts").click()
    assert page.url == badge_url
    assert page.locator(".verdict").get_attribute("data-status") == "valid"
    expect(page.get_by_text("Augusta Ada King").first).to_be_visible()

    page.goto(f"{granted}/suspend")
    page.get_by_label("What the public will read").fill("We look into it.")
    page.get_by_role("button", name="Suspend this badge").click()
    page.get_by_text("Suspended. Whoever checks it").wait_for()
    page.goto(badge_url)
    assert page.locator(".verdict").get_attribute("data-status") == "suspended"
    assert "We look into it" in page.locator(".verdict").inner_text()

    page.goto(f"{granted}/reinstate")
    page.get_by_role("button", name="Reinstate this badge").click()
    page.get_by_text("Reinstated.").wait_for()
    page.goto(badge_url)
    assert page.locator(".verdict").get_attribute("data-status") == "valid"
    verdict_of_file(page, old, "superseded")


def verdict_of_file(page, baked, status):
    page.goto("/verify")
    page.locator("input[type=file]").set_input_files(baked)
    page.locator(".verdict").first.wait_for()
    assert page.locator(".verdict").first.get_attribute("data-status") == status


def put_right(page, granted, look):
    """Look at every page on the way from a correction to many revocations."""
    home = granted[: granted.index("/awards/")]
    look("suspend", f"{granted}/suspend")
    look("correct", f"{granted}/correct")
    page.get_by_label("Name", exact=True).fill("Augusta Ada King")
    page.get_by_role("button", name="Next").click()
    look("correct, before and after")
    page.get_by_role("button", name="Correct this badge").click()
    page.get_by_text("Corrected.").wait_for()
    look("award, corrected")
    page.goto(f"{home}/awards")
    page.get_by_label("Choose").check()
    page.get_by_role("button", name="Revoke the chosen ones").click()
    look("revoke many")
    page.get_by_text("Our mistake").click()
    page.get_by_label("What the public will read").fill("The list was wrong.")
    page.get_by_role("button", name="Next").click()
    look("revoke many, confirm")
    page.get_by_role("button", name="Revoke 1 badge").click()
    page.get_by_text("Finished").wait_for()  # the page looks again by itself
    look("revoked many")
    look("reinstate", f"{granted}/reinstate")


def test_every_page_is_accessible_and_fits_a_phone(page, staff):
    found = {}

    def look(name, url=None):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            if url:
                page.goto(url)
            if problems := findings(page):
                found[name, width] = problems

    look("sign in", "/accounts/login/")
    page.get_by_role("button", name="Send me a code").click()
    look("sign in, wrong")
    page.goto("/console/")
    page.get_by_label("E-mail address").fill(staff)
    page.get_by_role("button", name="Send me a code").click()
    look("code")
    enter_code(page, staff)
    look("new organisation")
    page.set_viewport_size({"width": 1280, "height": 844})
    set_up(page)
    look("new badge")
    page.set_viewport_size({"width": 1280, "height": 844})
    define(page)
    badge = page.url
    for step in ("what", "earned", "look", "lapse", "results", "languages"):
        look(f"change {step}", f"{badge}/change/{step}")
    look("spelling", f"{badge}/spelling")
    page.set_viewport_size({"width": 1280, "height": 844})
    page.goto(badge)
    award(page)
    granted = page.url
    home = granted[: granted.index("/awards/")]
    for path in (
        "/",
        "/badges",
        "/awards",
        "/award",
        "/people",
        "/keys",
        "/keys/new",
        "/issuer",
    ):
        look(path, home + path)
    look("badge", badge)
    look("award form", f"{badge}/award")
    page.get_by_role("button", name="Award this badge").click()
    look("award form, wrong")
    look("award", granted)
    look("revoke", f"{granted}/revoke")
    put_right(page, granted, look)
    look("addresses", "/accounts/email/")
    look("sign out", "/accounts/logout/")
    look("mails", "/mail/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(home)
    page.get_by_role("button", name="Menu").click()
    if problems := findings(page):
        found["menu"] = problems
    assert not found, found


def test_a_large_picture_is_refused_before_it_travels(page, staff, tmp_path):
    large = tmp_path / "photo.png"
    with large.open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    sign_in(page, staff)
    set_up(page)
    press(page, "Next")
    page.get_by_role("link", name="How does it look?").click()
    page.get_by_label("Background picture").wait_for()
    posts = []
    page.on(
        "request",
        lambda request: posts.append(request) if request.method == "POST" else None,
    )
    page.get_by_label("Background picture").set_input_files(large)
    page.get_by_text("This file has 50.0 MB").wait_for()
    page.locator("#wizard").get_by_role("button", name="Next").click()
    page.wait_for_timeout(300)
    assert not posts
    page.get_by_label("Background picture").set_input_files([])
    press(page, "Next")
    page.wait_for_url("**/change/lapse")


def test_the_drawn_badge_follows_the_name_while_it_is_typed(page, staff):
    sign_in(page, staff)
    set_up(page)
    picture = page.locator("[data-preview]")
    page.get_by_label("Name", exact=True).fill("Fieldwork Leader")
    page.wait_for_function(
        "() => document.querySelector('[data-preview]').src.includes('Fieldwork')"
    )
    page.wait_for_function(
        "() => document.querySelector('[data-preview]').naturalWidth > 0"
    )
    expect(picture).to_be_visible()
    assert page.locator("[data-preview-name]").inner_text() == "Fieldwork Leader"


def test_the_keyboard_is_enough(page, staff):
    """Sign in, name the organisation and reach the first thing to do without a mouse."""
    page.goto("/console/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    tab_to(page, "#id_login")
    page.keyboard.type(staff)
    page.keyboard.press("Enter")
    page.wait_for_url("**/accounts/login/code/confirm/**")
    code = code_for(page, staff)
    tab_to(page, "#id_code")
    page.keyboard.type(code)
    page.keyboard.press("Enter")
    page.wait_for_url("**/console/new")
    tab_to(page, "#id_name")
    page.keyboard.type("North College")
    tab_to(page, "#id_your_name")
    page.keyboard.type("Caroline Herschel")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/console/north-college[-\w]*/$"))
    tab_to(page, "main a.btn.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/issuer")


def tab_to(page, selector):
    """Press Tab until this has the focus, and is seen to have it."""
    for _ in range(60):
        if page.evaluate(
            "selector => document.activeElement.matches(selector)", selector
        ):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {selector}")
