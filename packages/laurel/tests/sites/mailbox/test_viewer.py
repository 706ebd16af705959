"""The mail viewer: what would have been sent, and nothing that could act."""

import dataclasses
from email import message_from_bytes, policy

import pytest
from django.conf import settings as django_settings
from django.test import Client
from laurel.foundation import mail

PNG = bytes.fromhex("89504e470d0a1a0a")


def put(
    number=1, html="<html><head></head><body><img src='cid:badge'>Hello</body></html>"
):
    return mail.send(
        mail.Message(
            key=f"test:{number}",
            to="ada@students.example",
            to_name="Ada",
            from_name="North College",
            reply_to="registrar@north-college.example",
            subject=f"Mail {number} <b>",
            text="Hello Ada\nhttps://badges.example/b/x",
            html=html,
            pictures=(mail.Picture(name="badge", mime_type="image/png", data=PNG),),
        )
    )


@pytest.fixture
def sent(db):
    return put()


def test_the_newest_mail_stands_first_and_is_text(sent):
    put(2)
    page = Client().get("/mail/").content.decode()
    assert page.index("Mail 2") < page.index("Mail 1")
    assert "Mail 1 &lt;b&gt;" in page


def test_an_empty_viewer_says_so(db):
    assert "No mail yet" in Client().get("/mail/").content.decode()


def test_one_mail_is_shown_with_its_parts(sent):
    page = Client().get(f"/mail/{sent.public_id}").content.decode()
    assert "registrar@north-college.example" in page
    assert 'sandbox="allow-popups' in page
    assert "Message-ID" in page
    assert 'href="https://badges.example/b/x"' in page


def test_the_html_is_a_document_of_its_own_that_can_do_nothing(sent):
    response = Client().get(f"/mail/{sent.public_id}/body.html")
    policy_ = response["Content-Security-Policy"]
    assert "default-src 'none'" in policy_
    assert "sandbox" in policy_
    assert "script" not in policy_
    assert "allow-scripts" not in policy_
    assert "frame-ancestors 'self'" in policy_
    assert b"data:image/png;base64," in response.content
    assert b"cid:" not in response.content


def test_the_frame_is_allowed_by_the_page_around_it(sent):
    response = Client().get(f"/mail/{sent.public_id}")
    assert "frame-src 'self'" in response["Content-Security-Policy"]


def test_the_raw_mail_is_a_mail(sent):
    response = Client().get(f"/mail/{sent.public_id}/raw.eml")
    message = message_from_bytes(response.content, policy=policy.default)
    assert message["To"] == "Ada <ada@students.example>"
    assert message["Message-ID"] == sent.message_id
    assert "attachment" in response["Content-Disposition"]


@pytest.mark.parametrize("rest", ["", "/body.html", "/raw.eml"])
def test_an_unknown_mail_is_not_found(db, rest):
    assert Client().get("/mail/" + "1" * 22 + rest).status_code == 404
    assert Client().get("/mail/none" + rest).status_code == 404


@pytest.mark.parametrize(
    "changes",
    [{"smtp_host": "mail.example"}, {"mode": "production"}],
    ids=["smtp", "production"],
)
def test_where_mail_is_sent_there_is_no_viewer(sent, settings, changes):
    if "mode" in changes:
        changes = {"mode": type(django_settings.LAUREL.mode)(changes["mode"])}
    settings.LAUREL = dataclasses.replace(django_settings.LAUREL, **changes)
    client = Client()
    for url in (
        "/mail/",
        *(f"/mail/{sent.public_id}{r}" for r in ("", "/body.html", "/raw.eml")),
    ):
        assert client.get(url).status_code == 404


def test_looking_changes_nothing(sent):
    client = Client()
    before = list(mail.kept().values())
    for rest in ("", "/body.html", "/raw.eml"):
        client.get(f"/mail/{sent.public_id}{rest}")
        assert client.post(f"/mail/{sent.public_id}{rest}").status_code == 405
    assert list(mail.kept().values()) == before
