"""A QR code before the camera: read on the device, followed as if its link had been pasted."""

import hashlib
import io
from pathlib import Path

import pytest
from django.core.cache import cache
from laurel.foundation import qr
from laurel.sites import public
from PIL import Image

from packages.laurel.tests.browser.conftest import NARROW, WIDE
from packages.laurel.tests.factories import badges

SIZE = (1280, 720)
SAID = "[data-scan] [role=status]"
# As they were published, so that anybody can compare them.
READER = {
    "decode.js": "00e209820dcb11d624e9a03d6383e580766792b57d1651318f0a29e4e1ff0fe8",
    "index.js": "a0de370051f94bd74f218f74401fdf197585e3f9ef0143164f87ea941a3fdd6f",
}


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
def test_a_code_before_the_camera_shows_the_result(site, camera, accessible, width):
    issued = badges.issued(badges.achievement(name="Facilitation"))
    page = camera(f"{site}/b/{issued.award_public_id}", width=width)
    sent, refused = [], []
    page.on("request", lambda request: sent.append((request.method, request.url)))
    page.on("console", lambda told: refused.append(told.text))
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Result for").wait_for()
    assert page.locator(".verdict").first.get_by_text("Valid").is_visible()
    assert page.get_by_role("heading", name="Facilitation").is_visible()
    assert not [text for text in refused if "Content Security Policy" in text]
    assert all(url.startswith(site) for _, url in sent)
    assert [url for method, url in sent if method == "POST"] == [f"{site}/verify"]
    accessible(page)


def test_while_it_looks_the_page_stays_readable(site, camera, accessible):
    page = camera("")
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").click()
    page.locator("video").wait_for(state="visible")
    assert page.locator(SAID).inner_text() == "Hold the code before the camera."
    accessible(page)
    page.get_by_role("button", name="Stop").click()
    page.locator("video").wait_for(state="hidden")
    assert page.get_by_role("button", name="Scan a QR code").is_visible()


def test_a_code_that_is_no_link_sends_nothing(site, camera):
    page = camera("BEGIN:VCARD")
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").click()
    page.get_by_text("This code holds no link").wait_for()
    assert page.get_by_label("Or paste links").input_value() == ""


def test_who_still_types_an_address_is_not_hurried(site, camera):
    issued = badges.issued(badges.achievement(name="Facilitation"))
    link = f"{site}/b/{issued.award_public_id}"
    page = camera(link)
    page.goto(f"{site}/verify")
    page.get_by_text("Was it issued to a certain person?").click()
    page.get_by_role("button", name="Scan a QR code").click()
    page.get_by_text("Press Check to follow it").wait_for()
    assert page.get_by_label("Or paste links").input_value() == link


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


def test_the_browsers_own_reader_is_preferred(site, camera):
    issued = badges.issued(badges.achievement(name="Facilitation"))
    page = camera("")  # the camera shows nothing; only the browser's own reader "reads"
    page.add_init_script(
        f"""window.BarcodeDetector = class {{
          static async getSupportedFormats() {{ return ["qr_code"]; }}
          async detect() {{ return [{{ rawValue: "{site}/b/{issued.award_public_id}" }}]; }}
        }}"""
    )
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.goto(f"{site}/verify")
    page.get_by_role("button", name="Scan a QR code").click()
    page.get_by_role("heading", name="Result for").wait_for()
    assert not [url for url in loaded if "decode.js" in url]


@pytest.mark.parametrize("name", READER)
def test_the_reader_is_what_its_makers_published(name):
    folder = Path(public.__file__).parent / "static/public/qr-0.7.0"
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == READER[name]
    assert (folder / "LICENSE-MIT").exists()
