"""Inviting and joining in a real browser: keyboard, phone, and without script."""

import re
from urllib.parse import urlsplit

import pytest

from .test_journey import WIDTHS, code_for, findings, set_up, sign_in, tab_to

pytestmark = pytest.mark.browser


def link_for(page, address):
    """The link of the newest mail to somebody, from the mail viewer."""
    reader = page.context.new_page()
    for _ in range(100):
        reader.goto("/mail/")
        mails = reader.get_by_role("listitem").filter(has_text=address)
        if mails.count() and "invites you" in mails.first.inner_text():
            break
        reader.wait_for_timeout(200)  # the worker writes it a moment later
    mails.first.get_by_role("link").click()
    frame = reader.frame_locator("iframe")
    link = frame.get_by_role("link", name="See the invitation").get_attribute("href")
    reader.close()
    return urlsplit(link).path


def look(page, found, name):
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 844})
        if problems := findings(page):
            found[name, width] = problems
    page.set_viewport_size({"width": 1280, "height": 844})


def read_the_history(page, found, home):
    page.goto(home + "/history")
    look(page, found, "history")
    page.get_by_label("What", exact=True).select_option("People and roles")
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_text("removed Mary Somerville").wait_for()
    assert page.get_by_text("set up the issuer").count() == 0
    page.get_by_label("From", exact=True).fill("2199-01-01")
    page.get_by_label("To", exact=True).fill("2198-01-01")
    page.get_by_role("button", name="Show", exact=True).click()
    look(page, found, "history-wrong")


def join(page, context, link, mary, home):
    """Mary has no account, no script, and a phone."""
    guest = context.new_page()
    guest.goto(link)
    guest.get_by_role("button", name="Go on with a code").click()
    guest.get_by_label("Code").fill(code_for(page, mary))
    guest.get_by_role("button", name="Sign in").click()
    guest.get_by_label("Your name").fill("Mary Somerville")
    guest.get_by_role("button", name="Accept the invitation").click()
    guest.get_by_text("Welcome to North College").wait_for()
    guest.goto(home + "/people")
    assert guest.get_by_text("Invite somebody").count() == 0
    guest.goto(link)
    guest.get_by_text("This invitation was accepted").wait_for()
    context.close()


def test_inviting_and_joining(page, staff, browser, instance):
    mary = staff.replace("caroline", "mary")
    found = {}
    sign_in(page, staff)
    set_up(page)
    home = re.match(r".*/console/[^/]+", page.url)[0]
    page.goto(home + "/people/invite")
    page.get_by_role("button", name="Send the invitation").click()
    look(page, found, "invite-wrong")

    # The keyboard is enough: address, role, send.
    page.goto(home + "/people")
    tab_to(page, "main a.btn.primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/invite")
    tab_to(page, "#id_email")
    page.keyboard.type(mary)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    assert page.get_by_label("Awarder").is_checked()
    page.keyboard.press("Enter")
    page.get_by_text(f"The invitation to {mary} is on its way").wait_for()
    link = link_for(page, mary)
    page.reload()
    look(page, found, "people")

    join(
        page,
        browser.new_context(
            base_url=instance,
            java_script_enabled=False,
            viewport={"width": 360, "height": 740},
        ),
        link,
        mary,
        home,
    )

    page.reload()
    row = page.get_by_role("row").filter(has_text="Mary Somerville")
    row.get_by_role("link", name="Change").click()
    look(page, found, "member")
    page.get_by_text("Editor", exact=True).click()
    page.get_by_role("button", name="Save the role").click()
    page.get_by_text("Mary Somerville is an editor now").wait_for()
    row = page.get_by_role("row").filter(has_text="Mary Somerville")
    row.get_by_role("link", name="Remove").click()
    look(page, found, "remove")
    page.get_by_role("button", name="Remove Mary Somerville").click()
    page.get_by_text("is no longer a member").wait_for()
    page.get_by_role("link", name="Leave").click()
    page.get_by_role("button", name="Leave North College").click()
    page.get_by_text("needs an owner").wait_for()
    look(page, found, "leave-refused")

    read_the_history(page, found, home)
    assert not found, found


def test_every_face_of_the_invitation_page_is_accessible(
    page, staff, browser, instance
):
    found = {}
    sign_in(page, staff)
    set_up(page)
    home = re.match(r".*/console/[^/]+", page.url)[0]
    other = staff.replace("caroline", "grace")
    page.goto(home + "/people/invite")
    page.get_by_label("E-mail address").fill(other)
    page.get_by_text("Viewer", exact=True).click()
    page.get_by_role("button", name="Send the invitation").click()
    link = link_for(page, other)
    context = browser.new_context(base_url=instance)
    guest = context.new_page()
    guest.goto(link)
    look(guest, found, "invitation-stranger")
    sign_in(guest, staff.replace("caroline", "ada"))
    guest.goto(link)
    look(guest, found, "invitation-other-address")
    guest.get_by_role("button", name="Sign out and use that address").click()
    guest.get_by_role("button", name="Go on with a code").click()
    guest.get_by_label("Code").fill(code_for(guest, other))
    guest.keyboard.press("Enter")
    guest.wait_for_url("**" + link)
    look(guest, found, "invitation-ready")
    guest.get_by_role("button", name="Accept the invitation").click()
    look(guest, found, "invitation-no-name")
    guest.get_by_role("button", name="Decline").click()
    look(guest, found, "invitation-declined")
    guest.goto("/invitations/" + "1" * 22)
    look(guest, found, "invitation-unknown")
    context.close()
    assert not found, found
