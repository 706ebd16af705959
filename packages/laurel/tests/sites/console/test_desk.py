"""The help desk in the console: what is asked beside the badge, and the answers."""

import re

from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.desk import selectors as tickets
from laurel.desk import services as desk
from laurel.desk.types import HOLDER, VISITOR, About, Kind
from laurel.foundation import jobs
from laurel.foundation.models import OutgoingMail
from laurel.organizations.types import Role

from .conftest import browser_of, error_beside, make_ticket


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def page_of(college, ticket):
    return college.url(f"help-desk/{ticket.public_id}")


def revoke(college):
    credential_services.revoke(
        credential=credentials.public(college.award.public_id),
        reason=RevocationReason.ADMINISTRATIVE_ERROR,
        public_wording="Issued in error.",
        private_note="See the class list.",
        actor=college.owner,
    )
    jobs.drain()


def test_a_ticket_stands_beside_its_award_and_where_the_mails_went(awarded, owner):
    ticket = make_ticket(awarded)
    page = text_of(owner.get(page_of(awarded, ticket)))
    assert "The link in the mail is dead." in page
    assert awarded.award.public_id in page
    assert "ada@students.example" in page
    assert "Mails about the badge" in page
    assert (
        "Kept here: there is no mail server." in page
    )  # the delivery of the award mail
    assert "the address of the badge" in page


def test_the_menu_and_the_first_page_say_that_somebody_waits(awarded, owner):
    assert "waiting" not in text_of(owner.get(awarded.url()))
    make_ticket(awarded)
    first = text_of(owner.get(awarded.url()))
    assert "Help desk 1 waiting" in first
    assert "1 person waits for an answer" in first


def test_the_list_shows_those_to_be_answered_and_filters(awarded, owner):
    ticket = make_ticket(awarded)
    make_ticket(awarded, kind=Kind.OTHER, email="grace@students.example", name="Grace")
    url = awarded.url("help-desk")
    assert "Grace" in text_of(owner.get(url))
    only = text_of(owner.get(url, {"kind": "access", "state": ""}))
    assert "Ada Lovelace" in only
    assert "Grace" not in only
    desk.answer(ticket=ticket, text="Try again.", actor=awarded.owner)
    assert "Ada Lovelace" not in text_of(owner.get(url))
    assert "Ada Lovelace" in text_of(owner.get(url, {"state": "waiting"}))
    assert owner.get(url, {"state": "nonsense"}).status_code == 200


def test_an_answer_goes_out_by_mail_and_without_words_it_does_not(awarded, owner):
    ticket = make_ticket(awarded)
    url = page_of(awarded, ticket)
    empty = owner.post(url, {"act": "answer", "text": ""})
    assert "goes out by mail" in error_beside(empty, "text")
    shown = owner.post(url, {"act": "answer", "text": "Here it is."}, follow=True)
    assert "Here it is." in text_of(shown)
    jobs.drain()
    mail = OutgoingMail.objects.first()
    assert mail.recipient_address == "ada@students.example"
    assert mail.sender_name == "North College"
    assert "Here it is." in mail.text


def test_a_review_is_granted_and_the_badge_counts_at_its_old_address(awarded, owner):
    revoke(awarded)
    ticket = make_ticket(awarded, kind=Kind.REVIEW)
    url = page_of(awarded, ticket)
    page = text_of(owner.get(url))
    assert "See the class list." in page
    assert "It stays as it is" in page
    done = owner.post(url, {"act": "reinstate", "text": ""}, follow=True)
    assert "The badge was reinstated" in text_of(done)
    assert credentials.public(awarded.award.public_id).is_active
    assert owner.get(f"/b/{awarded.award.public_id}").status_code == 200


def test_a_review_is_refused_with_words(awarded, owner):
    revoke(awarded)
    ticket = make_ticket(awarded, kind=Kind.REVIEW)
    url = page_of(awarded, ticket)
    error_beside(owner.post(url, {"act": "refuse", "text": ""}), "text")
    owner.post(url, {"act": "refuse", "text": "Two courses are missing."})
    assert credentials.public(awarded.award.public_id).is_revoked
    again = owner.post(url, {"act": "reinstate", "text": ""}, follow=True)
    assert "closed this already" in text_of(again)
    assert credentials.public(awarded.award.public_id).is_revoked


def test_another_name_is_granted_after_the_holder_confirmed_it(awarded, owner):
    ticket = desk.ask_for_name(
        award=awarded.award, name="Ada King", text="", actor=VISITOR
    )
    url = page_of(awarded, ticket)
    assert owner.get(url).status_code == 404
    desk.confirm(ticket=ticket, actor=HOLDER)
    assert "Ada King" in text_of(owner.get(url))
    owner.post(url, {"act": "rename", "text": ""})
    assert awards.by_public_id(awarded.award.public_id).recipient_name == "Ada King"


def test_a_button_of_another_kind_of_ticket_does_nothing(awarded, owner):
    ticket = make_ticket(awarded)
    url = page_of(awarded, ticket)
    for act in ("reinstate", "rename", "refuse"):
        said = owner.post(url, {"act": act, "text": "No."}, follow=True)
        assert "asks for" in text_of(said), act
    assert owner.post(url, {"act": "explode", "text": "No."}).status_code == 200
    ticket.refresh_from_db()
    assert ticket.state == "open"


def test_another_address_than_the_badges_is_pointed_out(awarded, owner):
    ticket = make_ticket(awarded, email="mallory@else.example")
    assert "not the address of the badge" in text_of(
        owner.get(page_of(awarded, ticket))
    )


def test_whoever_only_looks_sees_no_answer_form(awarded, staff):
    ticket = make_ticket(awarded)
    page = browser_of(staff[Role.VIEWER]).get(page_of(awarded, ticket))
    assert page.status_code == 200
    assert 'name="act"' not in page.content.decode()


def test_the_page_of_the_award_leads_to_what_was_asked_about_it(awarded, owner):
    ticket = make_ticket(awarded)
    assert page_of(awarded, ticket) in owner.get(awarded.award_url()).content.decode()


def test_a_question_about_no_badge_has_a_page_too(college, owner):
    ticket = desk.ask(
        about=About(college.issuer),
        kind=Kind.OTHER,
        name="",
        email="ada@students.example",
        text="Which badge is for me?",
        actor=VISITOR,
    )
    page = text_of(owner.get(page_of(college, ticket)))
    assert "Which badge is for me?" in page
    assert list(tickets.of_organization(college.organization)) == [ticket]


def test_the_history_tells_it_all(awarded, owner):
    revoke(awarded)
    ticket = make_ticket(awarded, kind=Kind.REVIEW)
    desk.answer(ticket=ticket, text="We look.", actor=awarded.owner)
    desk.write(ticket=ticket, text="Thank you.", actor=HOLDER)
    desk.refuse(ticket=ticket, text="No.", actor=awarded.owner)
    log = text_of(owner.get(awarded.url("history"), {"what": "desk"}))
    for words in (
        "A visitor asked for a review about “Facilitation: Completed” to Ada Lovelace",
        "answered a question",
        "The recipient wrote to the help desk",
        "the badge stays as it is",
    ):
        assert words in log
