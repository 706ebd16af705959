"""A passkey in a real browser, with a device that Chromium plays."""

import pytest

from .test_journey import WIDTHS, code_for, findings, sign_in

pytestmark = pytest.mark.browser
FACTORS = "/accounts/second-factor/"


@pytest.fixture
def device(page):
    """A device whose owner has shown who they are."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    return session


def look(page):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        assert findings(page) == [], page.url


@pytest.mark.usefixtures("device")
def test_a_passkey_is_added_and_signs_in_alone(page, staff):
    sign_in(page, staff)
    page.goto(FACTORS)
    look(page)
    page.get_by_role("link", name="Add a passkey").click()
    look(page)
    page.get_by_label("What shall it be called?").fill("Key in the drawer")
    page.get_by_label("Sign in with this passkey alone").check()
    page.get_by_role("button", name="Add this passkey").click()
    page.get_by_role("heading", name="Keep these where the phone is not").wait_for()
    look(page)
    page.goto(FACTORS + "webauthn/")
    page.locator("bdi", has_text="Key in the drawer").wait_for()
    look(page)
    page.context.clear_cookies()
    page.goto("/console/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/console/**")


@pytest.mark.usefixtures("device")
def test_a_passkey_is_the_second_step_after_the_code(page, staff):
    sign_in(page, staff)
    page.goto(FACTORS + "webauthn/add/")
    page.get_by_role("button", name="Add this passkey").click()
    page.get_by_role("heading", name="Recovery codes").wait_for()
    page.context.clear_cookies()
    page.goto("/console/")
    page.get_by_label("E-mail address").fill(staff)
    page.get_by_role("button", name="Send me a code").click()
    page.get_by_label("Code").fill(code_for(page, staff))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="One more step").wait_for()
    look(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/console/**")


def test_the_page_for_an_app_reads_well(page, staff):
    sign_in(page, staff)
    page.goto(FACTORS + "totp/activate/")
    look(page)
    page.get_by_alt_text("A QR code that holds the key").wait_for()
