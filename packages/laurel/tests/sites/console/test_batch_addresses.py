"""A mail of a whole list that came back: the address is corrected on the row itself."""

import datetime as dt
import re

import pytest
from laurel.awards.models import Award
from laurel.credentials import selectors as credentials
from laurel.foundation import jobs
from laurel.organizations.types import Role

from packages.laurel.tests.factories import people
from packages.laurel.tests.foundation import mailserver
from packages.laurel.tests.foundation.test_mail import use_server

from .conftest import browser_of
from .test_batches import award, paste
from .test_corrections import text_of

pytestmark = pytest.mark.django_db

NOBODY = "550 5.1.1 no such person here"
BUSY = "450 4.2.1 mailbox busy"
LIST = "Ada Lovelace\tada@students.example\nMary Anning\tmary@students.example\n"


@pytest.fixture
def server(settings):
    with mailserver.running() as running:
        use_server(settings, running.port, bounce_address="bounces@badges.example")
        yield running


@pytest.fixture
def sent(college, owner, server, fixed_clock):
    """A list of two people whose mails met a server that says this."""

    def sent(said=NOBODY):
        server.answer_to_recipient = said
        url = paste(owner, college, LIST)["Location"]
        award(owner, url)
        fixed_clock.move(dt.timedelta(minutes=10))
        jobs.drain(allow_failures=True)
        server.answer_to_recipient = "250 ok"
        return url

    return sent


def hidden(page, number):
    form = re.search(
        rf'action="[^"]*/address/{number}[?#"].*?</form>', page, re.DOTALL
    )[0]
    return dict(re.findall(r'<input type="hidden" name="(was)" value="([^"]*)"', form))


def received(server):
    return sorted(to for _, tos in server.envelopes for to in tos)


@pytest.mark.requirement("J13")
def test_the_address_is_corrected_on_the_row_and_the_badge_goes_there(
    sent, owner, server
):
    url = sent()
    page = owner.get(url).content.decode()
    assert "Bounced" in page
    assert NOBODY in page
    wish = hidden(page, 1) | {"recipient_email": "ada@college.example"}
    answer = owner.post(f"{url}/address/1", wish, follow=True)
    assert answer.redirect_chain[-1][0].endswith("#row-1")
    assert "The badge is for ada@college.example now" in text_of(answer)
    jobs.drain()
    assert received(server) == ["ada@college.example"]
    page = owner.get(url).content.decode()
    assert "ada@college.example" in page
    assert "/address/1" not in page, "nothing is wrong with it any more"
    assert "/address/2" in page, "the other one still waits for an address"
    corrected = Award.objects.get(recipient_name="Ada Lovelace")
    credential = credentials.public(corrected.public_id)
    assert (credential.generation, credential.is_active) == (2, True)


def test_a_mail_that_waits_can_go_elsewhere_too(sent, owner, server):
    url = sent(BUSY)
    page = owner.get(url).content.decode()
    assert "Waiting" in page
    wish = hidden(page, 2) | {"recipient_email": "mary@college.example"}
    owner.post(f"{url}/address/2", wish)
    jobs.drain(allow_failures=True)
    assert "mary@college.example" in received(server)


def test_the_same_address_is_tried_once_more(sent, owner, server, fixed_clock):
    url = sent()
    fixed_clock.move(dt.timedelta(minutes=1))
    wish = {"was": "ada@students.example", "recipient_email": "ada@students.example"}
    answer = owner.post(f"{url}/address/1", wish, follow=True)
    assert "The mail is sent again." in text_of(answer)
    jobs.drain()
    assert received(server) == ["ada@students.example"]
    assert credentials.public(Award.objects.first().public_id).generation == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write the address"),
        ("ada@", "This is not an e-mail address."),
        ("ada@college.example\u202e", "hidden character"),
        ("a" * 250 + "@x.example", "characters"),
    ],
)
def test_a_wrong_address_is_said_on_the_row_and_keeps_what_was_typed(
    sent, owner, typed, said
):
    url = sent()
    wish = {"was": "ada@students.example", "recipient_email": typed}
    answer = owner.post(f"{url}/address/1?only=granted&page=1", wish)
    assert answer.status_code == 200
    page = answer.content.decode()
    row = re.search(r'<tr id="row-1">.*?</tr>', page, re.DOTALL)[0]
    assert said in row
    assert "<details" in row
    assert " open" in re.search(r"<details[^>]*>", row)[0]
    assert 'aria-invalid="true"' in row
    assert "only=granted" in row, "the filter stays"
    assert Award.objects.filter(recipient_email="ada@students.example").exists()


def test_two_who_correct_the_same_row_do_not_overwrite_each_other(sent, owner):
    url = sent()
    was = {"was": "ada@students.example"}
    owner.post(f"{url}/address/1", was | {"recipient_email": "ada@college.example"})
    late = was | {"recipient_email": "ada@other.example"}
    answer = owner.post(f"{url}/address/1", late)
    assert "Somebody corrected it meanwhile: it is ada@college.example now." in (
        answer.content.decode()
    )
    # The same click twice is one correction.
    again = was | {"recipient_email": "ada@college.example"}
    answer = owner.post(f"{url}/address/1", again, follow=True)
    assert "on its way" in text_of(answer)


def test_a_row_without_a_badge_and_a_row_that_is_not_there(
    owner, college, sent, fixed_clock
):
    url = paste(owner, college, LIST)["Location"]
    answer = owner.post(
        f"{url}/address/1", {"recipient_email": "x@y.example"}, follow=True
    )
    assert "has no badge from this list" in text_of(answer)
    assert owner.post(f"{url}/address/77").status_code == 404


def test_whoever_may_not_award_corrects_nothing(college, sent):
    url = sent()
    wish = {"was": "ada@students.example", "recipient_email": "x@college.example"}
    for role in (Role.VIEWER, Role.ASSESSOR):
        client = browser_of(people.member(college.organization, role))
        assert client.post(f"{url}/address/1", wish).status_code == 404
    assert not Award.objects.filter(recipient_email="x@college.example").exists()
