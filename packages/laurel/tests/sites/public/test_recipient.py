"""Was it issued to the person in front of you: a sentence, and never the address."""

import datetime as dt
import logging

import pytest
from laurel.credentials import services as credentials
from laurel.foundation.actors import SYSTEM
from laurel.sites.public import limits

from packages.laurel.tests.sites.public.test_award_page import words

pytestmark = pytest.mark.django_db


def ask(client, credential, address, **more):
    return client.post(
        f"/b/{credential.award_public_id}/recipient", {"address": address}, **more
    )


@pytest.mark.requirement("K27")
def test_the_earners_address_matches_however_it_is_written(client, credential):
    for spelling in (
        credential.recipient_email,
        credential.recipient_email.upper(),
        f"  {credential.recipient_email} ",
    ):
        html = ask(client, credential, spelling).content.decode()
        assert "It matches" in words(html)
        assert credential.recipient_email.lower() not in html.lower()


@pytest.mark.requirement("K27")
def test_another_address_does_not_match_and_stands_nowhere(client, credential, caplog):
    caplog.set_level(logging.DEBUG)
    response = ask(client, credential, "eve@forgers.example")
    html = response.content.decode()
    assert "It does not match" in words(html)
    assert credential.recipient_email not in html
    assert "eve@forgers.example" not in html
    assert "eve@forgers.example" not in caplog.text
    assert response["Cache-Control"] == "no-store"


@pytest.mark.requirement("K27")
def test_addresses_cannot_be_tried_out(client, fixed_clock, credential):
    for number in range(limits.RECIPIENT.count):
        assert ask(client, credential, f"a{number}@try.example").status_code == 200
    refused = ask(client, credential, credential.recipient_email)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "It matches" not in refused.content.decode()
    other = ask(client, credential, "a@try.example", REMOTE_ADDR="203.0.113.9")
    assert other.status_code == 200
    fixed_clock.move(dt.timedelta(seconds=limits.RECIPIENT.seconds + 1))
    assert "It matches" in words(
        ask(client, credential, credential.recipient_email).content.decode()
    )


def test_a_match_says_what_became_of_the_badge(client, revoked):
    text = words(ask(client, revoked, revoked.recipient_email).content.decode())
    assert "It matches" in text
    assert "Revoked on" in text


def test_a_badge_that_cannot_be_checked_is_no_match(client, credential, monkeypatch):
    from laurel.issuers.errors import NotFound
    from laurel.sites.public.views import documents

    def gone(_):
        raise NotFound("lost")

    monkeypatch.setattr(documents.issuers, "did_document_at", gone)
    text = words(ask(client, credential, credential.recipient_email).content.decode())
    assert "It cannot be said" in text
    assert "It matches" not in text


def test_a_suspended_badge_is_still_whose_it_is(client, credential):
    credentials.suspend(
        credential=credential, public_wording="We look into it.", actor=SYSTEM
    )
    text = words(ask(client, credential, credential.recipient_email).content.decode())
    assert "It matches" in text
    assert "Suspended since" in text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Type the address that the person gave you"),
        ("ada", "This is no e-mail address"),
        (f"{'a' * 300}@college.example", "longer than e-mail addresses"),
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(
    client, credential, typed, said
):
    response = ask(client, credential, typed)
    assert response.status_code == 400
    html = response.content.decode()
    assert said in html
    assert not typed or f'value="{typed}"' not in html


def test_the_question_is_on_the_award_page_and_asks_nothing_by_itself(
    client, credential
):
    path = f"/b/{credential.award_public_id}"
    assert f'href="{path}/recipient"' in client.get(path).content.decode()
    asked = client.get(f"{path}/recipient", {"address": credential.recipient_email})
    assert "It matches" not in asked.content.decode()
    assert credential.recipient_email not in asked.content.decode()


def test_programs_get_one_word(client, credential):
    as_json = {"headers": {"Accept": "application/json"}}
    answer = ask(client, credential, credential.recipient_email, **as_json)
    assert answer.json() == {"answer": "matches"}
    answer = ask(client, credential, "eve@forgers.example", **as_json)
    assert answer.json() == {"answer": "differs"}
    wrong = ask(client, credential, "nobody", **as_json)
    assert wrong.status_code == 400
    assert wrong["Content-Type"] == "application/problem+json"


def test_there_is_no_question_about_a_badge_that_is_not_there(client):
    assert client.get("/b/nothing-here/recipient").status_code == 404
