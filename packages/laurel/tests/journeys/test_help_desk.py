"""Journey: help that reaches a person. A badge that is not got, one revoked in error, a name.

The earner has no account at any time: pages, mails and the links in them are enough.
"""

import datetime as dt
import re

import pytest
from laurel.foundation import jobs

from .browser import Person, newest_mail
from .test_award_to_verified import ADA, awarded, public_page, read, verdict_of

__all__ = ["awarded"]  # the fixture: Caroline awarded a badge to Ada

REGISTRAR = "registrar@north-college.example"


@pytest.fixture
def later(fixed_clock):
    """A while passes: nobody fills in a form in no time."""
    return lambda: fixed_clock.move(dt.timedelta(seconds=30))


@pytest.fixture
def college(later, awarded):
    """Caroline, Ada without an account, and the address of Ada's badge."""
    caroline, mail = awarded
    return caroline, Person(), public_page(mail), mail


@pytest.mark.requirement("J27")
def test_i_cannot_get_my_badge_reaches_a_person(college, later):
    caroline, ada, badge, mail = college

    # The mail leads to the form, and so does the page of the badge.
    form = re.search(r"I can’t get my badge: (http\S+)", mail)[1]
    ada.open(badge)
    ada.follow("I can’t get my badge")
    assert form.endswith(ada.url)
    later()
    page = ada.send(
        "Send",
        kind="access",
        text="The picture does not open on my phone.",
        email="ada@home.example",
    )
    assert "It has arrived" in page

    # Whoever answers for the badge is told by mail, and finds it beside award and deliveries.
    notice = newest_mail(REGISTRAR)
    assert "Somebody cannot get their badge" in notice
    page = read(caroline.open(re.search(r"http\S+/help-desk/\w+", notice)[0]))
    assert "The picture does not open on my phone." in page
    award_id = re.search(r"/b/(\w{22})", badge)[1]
    assert award_id in page
    assert "Mails about the badge" in page
    # What became of the award mail.
    assert "Kept here: there is no mail server." in page
    assert "another address than that of the badge" in page
    caroline.send("Send", text="Which telephone do you have?")

    # The answer comes by mail in the college's name; its link is enough to go on.
    answer = newest_mail("ada@home.example")
    assert "Which telephone do you have?" in answer
    page = ada.open(re.search(r"http\S+/help/t/\S+", answer)[0])
    later()
    ada.send("Send", text="It works now, thank you.")
    caroline.open("/console/")
    assert "1 waiting" in read(caroline.page)
    caroline.follow("Help desk")
    caroline.follow("Cannot get the badge")
    caroline.send("Send and close", text="Good to hear.")
    assert "Good to hear." in newest_mail("ada@home.example")
    assert "It is settled." in read(ada.open(ada.url))


@pytest.mark.requirement("J26")
def test_a_badge_revoked_in_error_is_valid_again_at_its_old_address(college, later):
    caroline, ada, badge, _ = college
    revoke(caroline)

    # Ada presses “Ask for a review” on the page of the revoked badge.
    assert verdict_of(ada.open(badge)) == "revoked"
    ada.follow("Ask for a review")
    later()
    ada.send("Ask for a review", text="I am the right Ada.", email=ADA)

    # Caroline sees it beside the badge and why it was revoked, and reinstates.
    caroline.open("/console/")
    caroline.follow("Help desk")
    page = read(caroline.follow("Review"))
    assert "I am the right Ada." in page
    assert "Two students share the name." in page
    caroline.send("Reinstate the badge", text="You are. We are sorry.")
    assert "The badge was reinstated" in read(caroline.page)
    jobs.drain()

    # The same address is valid, and a mail says so.
    assert verdict_of(ada.open(badge)) == "valid"
    mails = read(ada.open("/mail/"))
    assert "your badge is valid again" in mails
    assert "Your badge Applied Data Analytics is valid again" in mails


def test_a_review_may_find_that_it_stays_revoked(college, later):
    caroline, ada, badge, _ = college
    revoke(caroline)
    ada.open(badge)
    ada.follow("Ask for a review")
    later()
    ada.send("Ask for a review", text="I am the right Ada.", email=ADA)
    caroline.open("/console/")
    caroline.follow("Help desk")
    caroline.follow("Review")
    caroline.send("It stays as it is", text="We asked your teacher: it was Ada Byron.")
    mail = newest_mail(ADA)
    assert "We asked your teacher: it was Ada Byron." in mail
    assert verdict_of(ada.open(badge)) == "revoked"
    page = read(ada.open(re.search(r"http\S+/help/t/\S+", mail)[0]))
    assert "Your badge stays as it is." in page


def test_another_name_is_confirmed_by_mail_and_granted(college, later):
    caroline, ada, badge, _ = college
    ada.open(badge)
    ada.follow("the name is not right?")
    later()
    ada.send("Send me the mail", name_wanted="Ada King", text="I married.")
    caroline.open("/console/")
    assert "Nobody has asked yet" in caroline.follow("Help desk")

    ada.open(re.search(r"http\S+/help/t/\S+", newest_mail(ADA))[0])
    ada.send("Yes, I ask for this")
    caroline.open("/console/")
    caroline.follow("Help desk")
    assert "Ada King" in caroline.follow("Another name")
    caroline.send("Change the name")
    jobs.drain()
    page = ada.open(badge)
    assert verdict_of(page) == "valid"
    assert "Awarded to Ada King" in read(page)


def revoke(caroline):
    """Caroline takes the badge back, for a reason that is a mistake."""
    caroline.open("/console/")
    caroline.follow("Awards")
    caroline.follow("Ada Lovelace")
    caroline.follow("Revoke")
    caroline.send(
        "Next: see what the public will read",
        reason="administrative_error",
        public_wording="It was issued to the wrong Ada.",
        private_note="Two students share the name.",
    )
    caroline.send("Revoke this badge")
    jobs.drain()
