"""A QR code before the camera: read by the browser, or on one picture that the person sends."""

import io

import pytest
from django.core.cache import cache
from laurel.foundation import qr
from PIL import Image
from playwright.sync_api import expect

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges

SIZE = (1280, 720)
SAID = "[data-scan] [role=status]"


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    """Every test begins with rate limits that nobody has used."""
    cache.clear()


def film(path, text):
    """A film of one still picture (YUV4MPEG2): a sheet with a code, held a little askew."""
    scene = Image.new("L", SIZE, 90)
    if text:
        code = Image.open(io.BytesIO(qr.png(text))).convert("L").resize((300, 300))
        sheet = Image.new("L", (380, 380), 235)
        sheet.paste(code, (40, 40))
        tilted = sheet.rotate(7, expand=True, fillcolor=90, resample=Image.BICUBIC)
        scene.paste(tilted, (460, 140))
    grey = bytes([128]) * (SIZE[0] * SIZE[1] // 2)
    head = f"YUV4MPEG2 W{SIZE[0]} H{SIZE[1]} F10:1 Ip A1:1 C420mpeg2\n"
    frame = b"FRAME\n" + scene.tobytes() + grey
    path.write_bytes(head.encode() + frame * 2)
    return path


@pytest.fixture
def camera(playwright, browser_type_launch_args, tmp_path):
    """A browser with a camera that shows a code: `camera(text)`, a page of it."""
    opened = []

    def filming(text, *, width=WIDE):
        shown = film(tmp_path / "camera.y4m", text)
        browser = playwright.chromium.launch(
            **{
                **browser_type_launch_args,
                "args": [
                    *browser_type_launch_args["args"],
                    "--use-fake-device-for-media-stream",
                    "--use-fake-ui-for-media-stream",
                    f"--use-file-for-fake-video-capture={shown}",
                ],
            }
        )
        opened.append(browser)
        return browser.new_page(viewport={"width": width, "height": 900})

    yield filming
    for browser in opened:
        browser.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_one_picture_of_a_code_shows_the_result(site, camera, accessible, width):
    issued = badges.issued(badges.achievement(name="Facilitation"))
    page = camera(f"{site}/b/{issued.award_public_id}", width=width)
    sent, refused = [], []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    page.on("console", lambda told: refused.append(told.text))
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").focus()
    page.keyboard.press("Enter")
    page.get_by_text("This browser reads no codes by itself").wait_for()
    accessible(page)
    assert not [url for method, url in sent if method == "POST"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Result for").wait_for()
    expect(page.locator(".verdict").first.get_by_text("Valid")).to_be_visible()
    expect(page.get_by_role("heading", name="Facilitation")).to_be_visible()
    assert not [text for text in refused if "Content Security Policy" in text]
    assert all(url.startswith((site, "blob:")) for _, url in sent)
    assert [url for method, url in sent if method == "POST"] == [f"{site}/verify"]
    accessible(page)


def test_a_picture_without_a_code_is_told_so(site, camera):
    page = camera("")
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").click()
    page.get_by_role("button", name="Send this picture").click()
    page.get_by_text("There is no QR code on it").first.wait_for()


def test_the_camera_can_be_stopped(site, camera):
    page = camera("")
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").click()
    page.locator("video").wait_for(state="visible")
    page.get_by_role("button", name="Stop").click()
    page.locator("video").wait_for(state="hidden")
    expect(page.get_by_role("button", name="Scan a QR code")).to_be_visible()
    assert page.get_by_role("button", name="Send this picture").is_hidden()


def test_who_still_types_an_address_is_not_hurried(site, camera):
    issued = badges.issued(badges.achievement(name="Facilitation"))
    page = camera(f"{site}/b/{issued.award_public_id}")
    page.goto(f"{site}/verify")
    page.get_by_text("Was it issued to a certain person?").click()
    page.get_by_role("button", name="Scan a QR code").click()
    page.get_by_role("button", name="Send this picture").click()
    page.get_by_text("Press Check to have it read").wait_for()
    page.get_by_role("button", name="Check", exact=True).click()
    page.get_by_role("heading", name="Facilitation").wait_for()


@pytest.mark.parametrize(
    ("browser_lacks", "said"),
    [
        ("permission", "The camera is not allowed here"),
        ("camera", "There is no camera that we can use"),
    ],
)
def test_without_a_camera_the_page_says_what_to_do(page, site, browser_lacks, said):
    if browser_lacks == "camera":  # as on a page that did not come by https
        page.add_init_script(
            "Object.defineProperty(navigator, 'mediaDevices', {value: undefined})"
        )
    else:
        page.add_init_script(
            "navigator.mediaDevices.getUserMedia = async () => {"
            " throw new DOMException('no', 'NotAllowedError') }"
        )
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").click()
    page.get_by_text(said).wait_for()
    words = page.locator(SAID).inner_text()
    assert "Take a photograph of the code and choose it above" in words
    assert page.locator("video").is_hidden()


def reading(page, text):
    """Give the page a browser that reads codes; Debian's Chromium does not."""
    page.add_init_script(
        f"""window.BarcodeDetector = class {{
          static async getSupportedFormats() {{ return ["qr_code"]; }}
          async detect() {{ return [{{ rawValue: "{text}" }}]; }}
        }}"""
    )


def test_what_the_browser_reads_is_followed_and_no_picture_sent(site, camera):
    issued = badges.issued(badges.achievement(name="Facilitation"))
    page = camera("")
    reading(page, f"{site}/b/{issued.award_public_id}")
    sent = []
    page.on("request", lambda request: sent.append(request.post_data_buffer or b""))
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").click()
    page.get_by_role("heading", name="Result for").wait_for()
    assert not [body for body in sent if b"camera.jpg" in body]


def test_a_code_that_is_no_link_sends_nothing(site, camera):
    page = camera("")
    reading(page, "BEGIN:VCARD")
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").click()
    page.get_by_text("This code holds no link").wait_for()
    assert page.get_by_label("Or paste links").input_value() == ""
