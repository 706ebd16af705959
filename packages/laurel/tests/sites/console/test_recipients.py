"""Notices follow the address in the institution's record, and the log shows both."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation import jobs
from laurel.foundation.models import OutgoingMail

from .conftest import make_award
from .test_corrections import text_of

pytestmark = pytest.mark.django_db

RECORD = "Student number;Name;E-mail\n4711;Ada Lovelace;{}\n"


def bring(owner, college, text, **more):
    return owner.post(college.url("recipients"), {"text": text, **more})


def take_over(owner, college, address):
    looked = bring(owner, college, RECORD.format(address))
    assert looked.status_code == 302
    page = owner.get(looked.url)
    expected = len(page.context["plan"].changes)
    wish = {"step": "apply", "expected": expected}
    return looked.url, owner.post(looked.url, wish, follow=True)


def mailed(college):
    rows = OutgoingMail.objects.filter(about=f"award:{college.award.public_id}")
    return [row.recipient_address for row in rows.order_by("created_at", "pk")]


@pytest.mark.requirement("J12")
def test_the_next_notice_goes_to_the_address_of_the_new_list(owner, college):
    take_over(owner, college, "ada@students.example")
    college.award = make_award(college)

    file = SimpleUploadedFile(
        "record.csv", RECORD.format("ada@new.example").encode(), "text/csv"
    )
    looked = owner.post(college.url("recipients"), {"file": file})
    before = text_of(owner.get(looked.url))
    assert "1 address will change" in before
    assert "Ada Lovelace 4711 ada@students.example ada@new.example" in before
    done = owner.post(looked.url, {"step": "apply", "expected": "1"}, follow=True)
    assert "Mail goes to the new addresses now." in text_of(done)

    credential_services.revoke(
        credential=credentials.public(college.award.public_id),
        reason=RevocationReason.RECIPIENT_REQUEST,
        public_wording="On request.",
        actor=college.owner,
    )
    jobs.drain()
    assert mailed(college) == ["ada@students.example", "ada@new.example"]
    log = text_of(owner.get(college.award_url()))
    assert "to ada@students.example" in log
    assert "to ada@new.example" in log
    assert "took a list of people over" in text_of(owner.get(college.url("history")))


@pytest.mark.requirement("J12")
def test_sending_again_goes_to_the_new_address_in_words_of_its_own(
    owner, college, fixed_clock
):
    take_over(owner, college, "ada@students.example")
    college.award = make_award(college)
    fixed_clock.move(dt.timedelta(days=1))
    take_over(owner, college, "ada@new.example")
    said = text_of(owner.post(college.award_url("/resend"), follow=True))
    assert "The mail is sent again, to the present address." in said
    assert "Your record of people says ada@new.example by now" in said
    assert mailed(college) == ["ada@students.example", "ada@new.example"]
    newest = OutgoingMail.objects.order_by("created_at", "pk").last()
    assert "Sent to ada@new.example" in newest.text
    assert "ada@students.example" not in newest.text + newest.html


def test_badges_are_signed_anew_only_when_asked_for(owner, college, fixed_clock):
    take_over(owner, college, "ada@students.example")
    college.award = make_award(college)
    fixed_clock.move(dt.timedelta(days=1))
    url, done = take_over(owner, college, "ada@new.example")
    jobs.drain()
    assert "1 badge in force was made for a former address" in text_of(done)
    assert credentials.public(college.award.public_id).generation == 1

    owner.post(url, {"step": "readdress"})
    jobs.drain()
    credential = credentials.public(college.award.public_id)
    assert (credential.generation, credential.recipient_email) == (2, "ada@new.example")
    assert mailed(college)[-1] == "ada@new.example"
    assert "former address" not in text_of(owner.get(url)).replace("Former address", "")


def test_a_revoked_badge_is_not_signed_anew(owner, college, fixed_clock):
    take_over(owner, college, "ada@students.example")
    college.award = make_award(college)
    credential_services.suspend(
        credential=credentials.public(college.award.public_id),
        public_wording="We look into it.",
        actor=college.owner,
    )
    fixed_clock.move(dt.timedelta(days=1))
    url, _ = take_over(owner, college, "ada@new.example")
    owner.post(url, {"step": "readdress"})
    jobs.drain()
    assert credentials.public(college.award.public_id).generation == 1


def test_what_changed_meanwhile_is_looked_at_once_more(owner, college):
    take_over(owner, college, "ada@students.example")
    looked = bring(owner, college, RECORD.format("ada@new.example"))
    take_over(owner, college, "ada@new.example")
    answer = owner.post(looked.url, {"step": "apply", "expected": "1"}, follow=True)
    assert "The record was changed meanwhile." in text_of(answer)
    for nonsense in ("", "x", "-1", "²", "9" * 5_000):
        answer = owner.post(looked.url, {"expected": nonsense}, follow=True)
        assert "changed meanwhile" in text_of(answer)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "paste"),
        ("Name;E-mail\nAda;ada@x.example\n", "No column is called “Student number”"),
        ("Student number;E-mail\n7;nobody\n", "is no e-mail address"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_by_name(owner, college, text, says):
    answer = bring(owner, college, text)
    assert answer.status_code == 200
    assert says.lower() in text_of(answer).lower()
