"""Asking for help in the open: without an account, with the same answer for everybody."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from laurel.credentials import selectors as credentials
from laurel.desk import selectors as tickets
from laurel.desk.models import Ticket, TicketMessage
from laurel.foundation import jobs
from laurel.foundation.models import OutgoingMail
from laurel.sites.public import desk_forms, desk_urls, limits

pytestmark = pytest.mark.django_db

# name -> what its address is made of
ADDRESSES = {
    "award": "award",
    "review": "award",
    "name": "award",
    "issuer": "issuer",
    "choose": "",
    "ticket": "token",
}


def address(name, credential):
    given = {
        "award": credential.award_public_id,
        "issuer": credential.issuer.public_id,
        "token": "1" * 22,
    }
    args = [given[ADDRESSES[name]]] if ADDRESSES[name] else []
    return reverse(f"desk:{name}", args=args)


def text_of(response):
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.fixture
def stamped(fixed_clock):
    """What a form was opened with, a while ago."""
    import datetime as dt

    opened = desk_forms.stamp()
    fixed_clock.move(dt.timedelta(seconds=20))
    return {"opened": opened}


@pytest.fixture
def question(stamped):
    return {
        **stamped,
        "kind": "access",
        "text": "The link in the mail is dead.",
        "name": "Ada",
        "email": "ada@students.example",
    }


def mails():
    jobs.drain()
    return OutgoingMail.objects.all()


def test_every_address_of_the_desk_is_known_here():
    assert {pattern.name for pattern in desk_urls.urlpatterns} == set(ADDRESSES)


@pytest.mark.parametrize("name", list(ADDRESSES))
def test_the_pages_are_kept_nowhere(client, credential, name):
    response = client.get(address(name, credential))
    assert response.status_code == {"ticket": 404, "review": 302, "choose": 302}.get(
        name, 200
    )
    if name != "ticket":
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert response["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["award", "review", "name", "issuer"])
def test_what_is_not_there_has_no_form(client, credential, name):
    missing = reverse(f"desk:{name}", args=["1" * 22])
    assert client.get(missing).status_code == client.post(missing).status_code == 404


def test_the_page_of_a_badge_leads_to_a_form_that_makes_a_ticket(
    client, credential, question
):
    page = client.get(f"/b/{credential.award_public_id}").content.decode()
    url = address("award", credential)
    assert f'href="{url}"' in page
    done = client.post(url, question, follow=True)
    assert "It has arrived" in text_of(done)
    ticket = Ticket.objects.get()
    assert ticket.award.public_id == credential.award_public_id
    assert ticket.kind == "access"
    assert ticket.email == "ada@students.example"


def test_the_help_page_leads_there_too_where_no_badge_is_known(
    client, credential, question
):
    url = address("issuer", credential)
    help_page = f"/issuers/{credential.issuer.public_id}/help"
    assert f'href="{url}"' in client.get(help_page).content.decode()
    assert client.get(address("choose", credential))["Location"] == url
    client.post(url, question)
    assert Ticket.objects.get().award is None


def test_every_mail_about_an_award_leads_there(credential):
    url = address("award", credential)
    mail = mails().get(key=f"award:{credential.award_public_id}")
    assert url in mail.text
    assert url in mail.html
    assert "I can’t get my badge" in mail.text


def test_the_answer_is_the_same_whoever_was_named(client, credential, question):
    """Nobody learns here whose badge it is, nor who has asked before."""
    url = address("award", credential)
    from laurel.awards import selectors as awards

    holder = awards.by_public_id(credential.award_public_id).recipient_email
    said = [
        text_of(client.post(url, {**question, "email": email}, follow=True))
        for email in (holder, "nobody@else.example", holder)
    ]
    assert len(set(said)) == 1
    assert holder not in said[0]


class TestGuards:
    def test_a_field_that_nobody_sees_stays_empty(self, client, credential, question):
        url = address("award", credential)
        refused = client.post(url, {**question, "website": "https://spam.example"})
        assert refused.status_code == 400
        assert not Ticket.objects.exists()

    def test_too_quick_is_shown_once_more_with_everything_typed(
        self, client, credential, question, fixed_clock
    ):
        import datetime as dt

        url = address("award", credential)
        quick = {**question, "opened": desk_forms.stamp()}
        refused = client.post(url, quick)
        assert refused.status_code == 400
        assert "The link in the mail is dead." in refused.content.decode()
        assert not Ticket.objects.exists()
        fixed_clock.move(dt.timedelta(seconds=3))
        assert client.post(url, quick).status_code == 302

    @pytest.mark.parametrize("stamp", ["", "17", "17:abc", "x" * 4_000])
    def test_a_stamp_that_is_none_of_ours_is_replaced(
        self, client, credential, question, stamp, fixed_clock
    ):
        import datetime as dt

        url = address("award", credential)
        refused = client.post(url, {**question, "opened": stamp})
        assert "Press the button once more" in text_of(refused)
        new = re.search(r'name="opened" value="([^"]+)"', refused.content.decode())[1]
        fixed_clock.move(dt.timedelta(seconds=3))
        again = client.post(url, {**question, "opened": new})
        assert again.status_code == 302

    def test_one_visitor_asks_ten_times_in_ten_minutes(
        self, client, credential, question
    ):
        url = address("award", credential)
        for _ in range(limits.DESK.count):
            assert client.post(url, question).status_code == 302
        refused = client.post(url, question)
        assert refused.status_code == 429
        assert int(refused["Retry-After"]) > 0
        assert "Nothing of this one was kept" in text_of(refused)
        assert client.get(url).status_code == 200

    def test_a_form_from_another_site_is_refused(self, credential, question):
        careful = Client(enforce_csrf_checks=True)
        url = address("award", credential)
        assert careful.post(url, question).status_code == 403

    @pytest.mark.parametrize(
        ("facts", "said"),
        [
            ({"email": "nobody"}, "looks like ada@college.example"),
            ({"email": ""}, "Write the address"),
            ({"text": ""}, "Write a sentence or two"),
            ({"text": "x" * 5_001}, "5,001 characters long; 5,000 fit"),
            ({"text": "a\x07b"}, "hidden character"),
            ({"kind": "review"}, "not one of the available choices"),
            ({"kind": "name"}, "not one of the available choices"),
        ],
    )
    def test_what_is_wrong_is_said_beside_its_field(
        self, client, credential, question, facts, said
    ):
        refused = client.post(address("award", credential), {**question, **facts})
        assert refused.status_code == 400
        assert said in text_of(refused)
        assert not Ticket.objects.exists()


def test_a_revoked_badge_leads_to_a_review(client, question, revoked):
    url = address("review", revoked)
    page = client.get(f"/b/{revoked.award_public_id}").content.decode()
    assert f'href="{url}"' in page
    assert "Ask for a review" in text_of(client.get(url))
    client.post(url, question)
    assert Ticket.objects.get().kind == "review"
    assert url in mails().filter(subject__contains="revoked").get().text


def test_a_badge_in_force_has_nothing_to_review(client, credential, question):
    url = address("review", credential)
    page = client.get(f"/b/{credential.award_public_id}").content.decode()
    assert f'href="{url}"' not in page
    assert client.post(url, question)["Location"] == f"/b/{credential.award_public_id}"
    assert not Ticket.objects.exists()


class TestName:
    def asked(self, client, credential, stamped, name="Ada King"):
        wish = {**stamped, "name_wanted": name, "text": "I married."}
        return client.post(address("name", credential), wish, follow=True)

    def test_it_is_confirmed_through_the_mail(self, client, credential, stamped):
        page = client.get(f"/b/{credential.award_public_id}").content.decode()
        assert f'href="{address("name", credential)}"' in page
        assert "Now look into your mail" in text_of(
            self.asked(client, credential, stamped)
        )
        ticket = Ticket.objects.get()
        link = tickets.address(ticket).partition("//")[2]
        path = link[link.index("/") :]
        assert path in mails().first().text
        shown = client.get(path)
        assert "Ada King" in text_of(shown)
        ticket.refresh_from_db()
        assert ticket.state == "unconfirmed"  # looking changes nothing
        client.post(path, {"act": "confirm"})
        ticket.refresh_from_db()
        assert ticket.state == "open"
        assert "will answer by mail" in text_of(client.get(path))
        client.post(path, {"act": "disown"})
        ticket.refresh_from_db()
        assert ticket.state == "open"

    def test_whoever_did_not_ask_says_so(self, client, credential, stamped):
        self.asked(client, credential, stamped)
        ticket = Ticket.objects.get()
        path = "/help/t/" + tickets.address(ticket).rpartition("/")[2]
        done = client.post(path, {"act": "disown"}, follow=True)
        assert "it was not you" in text_of(done)
        assert "<textarea" not in done.content.decode()
        client.post(path, {**stamped, "text": "Hello"})
        assert TicketMessage.objects.filter(text="Hello").count() == 0
        now = credentials.public(credential.award_public_id)
        assert now.recipient_name == "Ada Lovelace"

    def test_the_same_name_is_no_wish(self, client, credential, stamped):
        refused = self.asked(client, credential, stamped, "Ada Lovelace")
        assert "stands there now" in text_of(refused)


def test_the_link_opens_the_question_and_takes_an_answer(
    client, credential, question, stamped
):
    client.post(address("award", credential), question)
    ticket = Ticket.objects.get()
    path = "/help/t/" + tickets.address(ticket).rpartition("/")[2]
    assert "The link in the mail is dead." in text_of(client.get(path))
    empty = client.post(path, {**stamped, "text": ""})
    assert empty.status_code == 400
    said = client.post(path, {**stamped, "text": "<b>Now</b> it works."}, follow=True)
    assert "&lt;b&gt;Now&lt;/b&gt; it works." in said.content.decode()
    ticket.refresh_from_db()
    assert ticket.proven_at


@pytest.mark.parametrize(
    "spoil",
    [lambda _: "1" * 22, lambda link: link[:-3], lambda link: link + "x"],
    ids=["made up", "cut short", "too long"],
)
def test_a_wrong_link_says_what_to_do(client, credential, question, spoil):
    client.post(address("award", credential), question)
    token = tickets.address(Ticket.objects.get()).rpartition("/")[2]
    for ask in (client.get, client.post):
        answer = ask(f"/help/t/{spoil(token)}")
        assert answer.status_code == 404
        assert "This link opens no question" in text_of(answer)
        assert "The link in the mail is dead." not in text_of(answer)
        for way in ("/help/ask", "/find"):
            assert f'href="{way}"' in answer.content.decode()
        assert answer["X-Robots-Tag"] == "noindex"
    for way in ("/help/ask", "/find"):
        assert client.get(way, follow=True).status_code == 200


def test_a_link_to_a_wish_that_was_forgotten_says_so(client, credential, stamped):
    wish = {**stamped, "name_wanted": "Ada King", "text": "I married."}
    client.post(address("name", credential), wish)
    path = "/help/t/" + tickets.address(Ticket.objects.get()).rpartition("/")[2]
    assert client.get(path).status_code == 200
    Ticket.objects.all().delete()  # as the chore does, seven days later
    answer = client.get(path)
    assert answer.status_code == 404
    assert "not confirmed within seven days is forgotten" in text_of(answer)
