"""Whoever's badge ends is told in good time: in one mail, in their language, never in a storm."""

import dataclasses
import datetime as dt

import pytest
from django.conf import settings as django_settings
from django.test import Client
from laurel.achievements.types import Validity
from laurel.awards import selectors as awards
from laurel.awards.models import Award
from laurel.credentials import selectors as credentials
from laurel.credentials import services as credential_services
from laurel.credentials.types import RevocationReason
from laurel.foundation import smtp
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.foundation.people import Person
from laurel.issuing import services as issuing
from laurel.renewals import privacy, services
from laurel.renewals.models import Reminder, Silence
from laurel.renewals.reminding import stage_of
from laurel.renewals.types import How

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db

A_YEAR = Validity(days=365)
ADA = "ada@north-college.example"


def renewable(of=None, **facts):
    """A badge that holds for a year, and whose holders are reminded."""
    made = badges.achievement(of, validity=A_YEAR, **facts)
    services.set_policy(achievement=made, actor=SYSTEM)
    return made


def given(of, email=ADA, **facts):
    credential = badges.issued(of, recipient_email=email, **facts)
    return awards.by_public_id(credential.award_public_id)


def sent():
    return list(OutgoingMail.objects.filter(key__startswith="reminder:").order_by("id"))


def days(number):
    return dt.timedelta(days=number)


@pytest.fixture
def rate(monkeypatch):
    def limited(number):
        changed = dataclasses.replace(django_settings.LAUREL, reminders_per_hour=number)
        monkeypatch.setattr(django_settings, "LAUREL", changed)

    return limited


def test_mails_come_sixty_thirty_and_seven_days_before_each_once(fixed_clock):
    given(renewable(name="First aid"))
    days_of_mails = []
    for day in range(366):
        before = len(sent())
        services.remind()
        services.remind()
        if len(sent()) > before:
            days_of_mails.append(365 - day)
        fixed_clock.move(days(1))
    assert days_of_mails == [60, 30, 7]
    assert len(sent()) == 3


def test_the_mail_names_the_badge_and_its_end_and_leads_to_it(fixed_clock):
    award = given(renewable(name="First aid"))
    fixed_clock.move(days(310))
    services.remind()
    (mail,) = sent()
    assert mail.recipient_address == ADA
    assert mail.subject == "Ends soon: First aid"
    assert "First aid: valid until 21 November 2027" in mail.text
    assert f"/mine/{award.public_id}/" in mail.text
    assert "No more reminders" in mail.text


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("de", "Läuft bald ab: First aid"),
        ("fr", "Bientôt échu : First aid"),
        ("es", "Caduca pronto: First aid"),
    ],
)
def test_the_mail_is_in_the_language_of_the_person(fixed_clock, language, subject):
    given(renewable(name="First aid"), language=language)
    fixed_clock.move(days(310))
    services.remind()
    assert sent()[0].subject == subject


def test_all_that_ends_of_one_person_is_one_mail_a_day(fixed_clock):
    issuer = badges.issuer()
    for name in ("First aid", "Fire warden", "Lifting", "Ladders"):
        given(renewable(issuer, name=name))
    given(renewable(name="Elsewhere"))  # of another issuer: on the next day
    fixed_clock.move(days(310))
    services.remind()
    services.remind()
    (mail,) = sent()
    assert mail.subject == "Ends soon: First aid, Fire warden, Lifting …"
    assert all(name in mail.text for name in ("Fire warden", "Lifting", "Ladders"))
    fixed_clock.move(days(1))
    services.remind()
    assert [mail.subject for mail in sent()[1:]] == ["Ends soon: Elsewhere"]


def test_thousands_that_end_on_one_day_are_spread(fixed_clock, rate):
    rate(12)  # two in each of the six runs of an hour
    of = renewable(name="First aid")
    first = badges.issued(of, recipient_email="one@north-college.example")
    badges.copies(first, 30)
    for number, award in enumerate(Award.objects.order_by("pk")):
        award.recipient_key = award.recipient_email = f"p{number}@north-college.example"
        award.save()
    fixed_clock.move(days(310))
    seen = []
    for _ in range(18):
        services.remind()
        seen.append(len(sent()))
        fixed_clock.move(dt.timedelta(minutes=10))
    assert seen[:6] == [2, 4, 6, 8, 10, 12]
    assert seen[-1] == 31, "nobody is forgotten"
    assert len({mail.recipient_address for mail in sent()}) == 31


def test_whoever_ends_first_is_told_first(fixed_clock, rate):
    rate(6)
    of = renewable()
    given(of, "late@north-college.example")
    soon = given(of, "soon@north-college.example", expires_on=dt.date(2027, 10, 1))
    fixed_clock.move(days(310))
    services.remind()
    assert [mail.recipient_address for mail in sent()] == [soon.recipient_email]


@pytest.mark.parametrize(
    "fate", ["renewed", "revoked", "suspended", "no policy", "for ever"]
)
def test_there_is_nothing_to_remind_of(fixed_clock, fate):
    of = renewable()
    award = given(of, expires_on=None) if fate == "for ever" else given(of)
    credential = credentials.standing(award.public_id)
    words = {"public_wording": "It was a mistake.", "actor": SYSTEM}
    fixed_clock.move(days(300))
    if fate == "renewed":
        services.renew(award=award, how=How.PERSON, actor=SYSTEM)
    elif fate == "revoked":
        credential_services.revoke(
            credential=credential, reason=RevocationReason.OTHER, **words
        )
    elif fate == "suspended":
        credential_services.suspend(credential=credential, **words)
    elif fate == "no policy":
        services.end_policy(achievement=of, actor=SYSTEM)
    fixed_clock.move(days(20))
    services.remind()
    assert sent() == []


def test_an_end_that_was_moved_is_told_anew(fixed_clock):
    award = given(renewable())
    fixed_clock.move(days(310))
    services.remind()
    issuing.correct(award=award, expires_on=dt.date(2028, 11, 21), actor=SYSTEM)
    fixed_clock.move(days(366))
    services.remind()
    assert len(sent()) == 2


def test_the_stage_is_the_nearest_that_is_not_past():
    assert [stage_of(left) for left in (60, 31, 30, 8, 7, 0)] == [60, 60, 30, 30, 7, 7]


def unsubscribe_path(mail):
    return mail.unsubscribe_url.split("://", 1)[1].split("/", 1)[1]


def test_one_click_in_the_mail_program_ends_them(fixed_clock):
    """RFC 8058: the mail program posts, without cookies and without a look at the page."""
    of = renewable()
    given(of)
    fixed_clock.move(days(310))
    services.remind()
    (mail,) = sent()
    composed = smtp.compose(mail)
    assert composed["List-Unsubscribe"] == f"<{mail.unsubscribe_url}>"
    assert composed["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stranger = Client(enforce_csrf_checks=True)
    path = f"/{unsubscribe_path(mail)}"
    assert stranger.get(path).status_code == 200
    assert not Silence.objects.exists(), "a look changes nothing"
    clicked = stranger.post(path, {"List-Unsubscribe": "One-Click"})
    assert clicked.status_code == 200
    fixed_clock.move(days(30))
    services.remind()
    assert len(sent()) == 1
    assert ADA not in str(EventRecord.objects.get(name="reminders.ended").payload)
    assert "Remind me again" in clicked.content.decode()
    stranger.post(path, {"again": "1"})
    services.remind()
    assert len(sent()) == 2


def test_a_link_for_somebody_else_opens_nothing(fixed_clock, client):
    given(renewable())
    fixed_clock.move(days(310))
    services.remind()
    other = given(renewable(), "mary@north-college.example")
    token = sent()[0].unsubscribe_url.rsplit("/", 1)[1]
    assert client.post(f"/reminders/{other.public_id}/{token}").status_code == 404
    assert not Silence.objects.exists()


def test_award_mails_carry_no_such_link():
    given(renewable())
    assert not OutgoingMail.objects.exclude(unsubscribe_url="").exists()


def test_who_wants_none_is_handed_over_and_forgotten_with_the_person():
    award = given(renewable())
    services.end_reminders(award=award, actor=SYSTEM)
    person = Person(account_id=None, keys=frozenset({ADA}))
    (kept,) = privacy.export(person)
    assert kept.rows[0]["issuer"] == "North College"
    assert privacy.erase(person) == 1
    assert not Silence.objects.exists()


def test_a_reminder_that_could_not_be_written_was_not_given(fixed_clock, monkeypatch):
    given(renewable())
    fixed_clock.move(days(310))

    def fails(**_):
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(issuing, "send_reminder", fails)
        with pytest.raises(RuntimeError):
            services.remind()
    assert not Reminder.objects.exists()
    services.remind()
    assert len(sent()) == 1
