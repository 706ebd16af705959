"""How the delivery log and the desk for duplicates look, to eyes and to axe."""

import dataclasses

import pytest
from django.conf import settings as django_settings
from laurel.duplicates import services as duplicates
from laurel.foundation import jobs, tables
from laurel.foundation.models import OutgoingMail
from laurel.recipients import services as recipients

from packages.laurel.tests.factories import batches
from packages.laurel.tests.foundation import mailserver
from packages.laurel.tests.foundation.test_mail import use_server
from packages.laurel.tests.sites.console.conftest import (
    browser_of,
    make_award,
    make_college,
)

SHY = "550 5.1.1 <ada@students.example>: Recipient address rejected: User unknown"


@pytest.fixture
def college(site, settings, transactional_db):
    """Ada has the badge twice: one mail came back, the other is in the viewer."""
    made = make_college()
    with mailserver.running() as server:
        server.answer_to_recipient = SHY
        use_server(settings, server.port)
        made.award = make_award(made)
        use_server(settings, server.port, smtp_host="")
        made.other = make_award(made, email="ada.lovelace@home.example")
    jobs.drain()
    return made


@pytest.fixture
def signed_in(page, site, college):
    """The college's owner, in this browser."""
    cookie = browser_of(college.owner).cookies[django_settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": site}])
    return page


def bring(college, domain):
    """A list of the college's people: Ada, with another address."""
    table = tables.read(
        f"Student number,Name,E-mail,Former e-mail\n4711,Ada Lovelace,ada@{domain},"
        "ada@students.example\n4712,Nobody,nowhere,\n".encode()
    )
    return recipients.bring(
        organization=college.organization,
        table=table,
        name="record.csv",
        actor=college.owner,
    )


def test_the_pages_fit_everybody(signed_in, visit, accessible, college):
    case = duplicates.report(award=college.award, words="I see two dates.")
    record = bring(college, "home.example")
    recipients.apply(found=record, expected=1, actor=college.owner)
    waiting = bring(college, "new.example")
    pages = [
        college.url("recipients"),
        college.url(f"recipients/{record.public_id}"),
        college.url(f"recipients/{waiting.public_id}"),
        college.url(),
        college.url("awards"),
        college.url("awards?mail=bounced"),
        college.url("awards?mail=waiting"),
        college.url("awards?mail=unopened"),
        college.award_url(),
        college.url("duplicates"),
        college.url(f"duplicates/{case.public_id}"),
        f"/b/{college.award.public_id}/duplicate",
    ]
    for path in pages:
        for width, scheme in ((1280, "light"), (360, "dark")):
            accessible(visit(path, width=width, scheme=scheme))


@pytest.fixture
def sent(college, settings):
    """A list of two people; both mails came back."""
    settings.LAUREL = dataclasses.replace(settings.LAUREL, undo_minutes=0)
    batch = batches.draft(college.achievement, people=2, actor=college.owner)
    with mailserver.running() as server:
        server.answer_to_recipient = SHY
        use_server(settings, server.port)
        batches.submitted(batch, actor=college.owner)
        jobs.drain()
        use_server(settings, server.port, smtp_host="")
    return college.url(f"batches/{batch.public_id}")


@pytest.mark.requirement("J13")
def test_an_address_of_a_list_is_corrected_on_its_row_with_the_keyboard(
    signed_in, visit, accessible, sent
):
    page = visit(sent)
    assert page.get_by_text("Recipient address rejected").count() == 2
    page.get_by_text("Correct the address of Learner 1").press("Enter")
    for width, scheme in ((1280, "light"), (360, "dark")):
        # So tall that the menu at the bottom of a phone lies over nothing.
        page.set_viewport_size({"width": width, "height": 2000})
        page.emulate_media(color_scheme=scheme)
        accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})
    field = page.locator("#row-2").get_by_label("Right address")
    field.fill("learner@")
    field.press("Enter")
    page.get_by_text("This is not an e-mail address.").wait_for()
    accessible(page)
    field = page.locator("#row-2").get_by_label("Right address")
    assert field.input_value() == "learner@"
    field.fill("learner@college.example")
    field.press("Enter")
    page.get_by_text("The badge is for learner@college.example now").wait_for()
    jobs.drain()
    page.reload()
    assert "In viewer" in page.locator("#row-2").inner_text()
    assert page.locator("#row-2").get_by_text("Correct the address").count() == 0
    assert page.locator("#row-3").get_by_text("Correct the address").count() == 1


@pytest.mark.requirement("J23")
def test_a_duplicate_is_reported_and_decided_with_the_keyboard(
    signed_in, visit, accessible, college
):
    page = visit(f"/b/{college.award.public_id}")
    page.get_by_role("link", name="Report a duplicate").focus()
    page.keyboard.press("Enter")
    page.get_by_label("What should we know?").fill("I see two dates.")
    page.get_by_role("button", name="Report it").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Thank you.").wait_for()
    accessible(page)
    visit(college.url())
    page.get_by_role("link", name="may have been given twice").press("Enter")
    page.get_by_role("link", name="Compare").press("Enter")
    page.get_by_label("Keep the second one").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Decide").press("Enter")
    page.get_by_text("Decided. It is not asked again.").wait_for()
    page.get_by_text("Nothing looks double").wait_for()
    jobs.drain()
    told = OutgoingMail.objects.filter(about=f"award:{college.award.public_id}")
    assert "given this badge twice" in told.first().text
