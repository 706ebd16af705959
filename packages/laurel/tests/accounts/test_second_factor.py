"""Passkeys, apps and recovery codes, and who cannot go without."""

import base64
import dataclasses
import hashlib
import hmac
import re
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from laurel.accounts import selectors
from laurel.accounts import services as accounts
from laurel.accounts.models import Account
from laurel.config.env import Mode, SecondFactor
from laurel.foundation import mail
from laurel.foundation.errors import NotFound
from laurel.organizations.types import Role

from packages.laurel.tests.factories import people

FACTORS = "/accounts/second-factor/"
CODE = re.compile(r"^([A-Z0-9][A-Z0-9-]{5,11})$", re.MULTILINE)
LIFE = 30  # seconds; RFC 6238 section 4.1


def six_digits(key, *, at=None):
    """What an app shows: RFC 6238 with its defaults."""
    counter = struct.pack(">Q", int((time.time() if at is None else at) // LIFE))
    digest = hmac.new(base64.b32decode(key), counter, hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


def signed_in(account_id):
    client, _ = by_mail(Account.objects.get(pk=account_id).email)
    return client


def known(actor):
    client = Client()
    client.force_login(Account.objects.get(pk=actor.account_id))
    return client


def set_up_app(client):
    page = client.get(f"{FACTORS}totp/activate/").content.decode()
    key = re.search(r"<code[^>]*>([A-Z2-7]{16,})</code>", page)[1]
    response = client.post(f"{FACTORS}totp/activate/", {"code": six_digits(key)})
    assert response.status_code == 302, response.content.decode()
    return key


def recovery_codes(client):
    page = client.get(f"{FACTORS}recovery-codes/").content.decode()
    return re.findall(r"<li><code>(\d+)</code></li>", page)


def by_mail(address):
    client = Client()
    client.post("/accounts/login/", {"login": address})
    newest = mail.kept().filter(recipient_address=address).first()
    code = CODE.search(newest.text)[1]
    return client, client.post("/accounts/login/code/confirm/", {"code": code})


@pytest.fixture
def production(settings):
    """Strangers rely on this instance."""
    settings.LAUREL = dataclasses.replace(settings.LAUREL, mode=Mode.PRODUCTION)


@pytest.mark.django_db
def test_with_an_app_the_code_by_mail_is_not_enough():
    person = people.account("mary@north-college.example")
    key = set_up_app(signed_in(person.pk))
    client, after_mail = by_mail("mary@north-college.example")
    assert after_mail["Location"] == f"{FACTORS}authenticate/"
    assert client.get("/console/").status_code == 302
    wrong = client.post(f"{FACTORS}authenticate/", {"code": "000000"})
    assert "This is not the code" in wrong.content.decode()
    client.post(f"{FACTORS}authenticate/", {"code": six_digits(key)})
    assert client.get("/console/new").status_code == 200


@pytest.mark.django_db
def test_a_code_of_the_app_opens_nothing_a_second_time():
    person = people.account("mary@north-college.example")
    key = set_up_app(signed_in(person.pk))
    code = six_digits(key)
    for expected in (True, False):
        client, _ = by_mail("mary@north-college.example")
        client.post(f"{FACTORS}authenticate/", {"code": code})
        assert (client.get("/console/new").status_code == 200) is expected


@pytest.mark.django_db
def test_a_recovery_code_opens_the_account_once():
    person = people.account("mary@north-college.example")
    browser = signed_in(person.pk)
    set_up_app(browser)
    codes = recovery_codes(browser)
    assert len(codes) == 10
    assert recovery_codes(browser) == []  # shown once
    for expected in (True, False):
        client, _ = by_mail("mary@north-college.example")
        client.post(f"{FACTORS}authenticate/", {"code": codes[0]})
        assert (client.get("/console/new").status_code == 200) is expected


@pytest.mark.django_db
def test_the_secrets_lie_sealed_in_the_database():
    person = people.account("mary@north-college.example")
    browser = signed_in(person.pk)
    key = set_up_app(browser)
    codes = recovery_codes(browser)
    kept = " ".join(str(row.data) for row in Authenticator.objects.all())
    assert key not in kept
    assert not any(code in kept for code in codes)


@pytest.mark.django_db(transaction=True)
def test_the_person_is_told_by_mail():
    person = people.account("mary@north-college.example")
    set_up_app(signed_in(person.pk))
    subjects = [m.subject for m in mail.kept()]
    assert "An authenticator app was set up" in subjects


@pytest.mark.django_db
@pytest.mark.usefixtures("production")
def test_in_production_the_console_opens_for_owners_after_a_second_factor():
    organization, owner = people.organization("North College")
    browser = known(owner)
    home = f"/console/{organization.slug}/"
    sent = browser.get(home)
    assert (sent.status_code, sent["Location"]) == (302, FACTORS)
    page = browser.get(FACTORS).content.decode()
    assert "An owner needs a second factor here" in page
    set_up_app(browser)
    assert browser.get(home).status_code == 200


@pytest.mark.django_db
@pytest.mark.usefixtures("production")
def test_other_roles_may_go_without():
    organization, _ = people.organization("North College")
    editor = people.member(organization, Role.EDITOR)
    assert known(editor).get(f"/console/{organization.slug}/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [{}, {"mode": Mode.PRODUCTION, "second_factor": SecondFactor.NOBODY}],
    ids=["development", "nobody"],
)
def test_elsewhere_owners_may_go_without(settings, change):
    settings.LAUREL = dataclasses.replace(settings.LAUREL, **change)
    organization, owner = people.organization("North College")
    assert known(owner).get(f"/console/{organization.slug}/").status_code == 200


@pytest.mark.django_db
def test_somebody_who_lost_everything_is_let_in_by_mail_again():
    person = people.account("mary@north-college.example")
    set_up_app(signed_in(person.pk))
    assert selectors.has_second_factor(person.pk)
    assert accounts.forget_second_factor(email=" Mary@North-College.example ") == 2
    assert not selectors.has_second_factor(person.pk)
    _, after_mail = by_mail("mary@north-college.example")
    assert after_mail["Location"] == "/backpack/arrive"


@pytest.mark.django_db
def test_nobody_is_forgotten_by_a_wrong_address():
    with pytest.raises(NotFound):
        accounts.forget_second_factor(email="nobody@north-college.example")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed", ["", "abc", "{}", '{"id": 1}', "[" * 3000], ids=lambda text: text[:8]
)
def test_a_made_up_passkey_is_refused(typed):
    person = people.account("mary@north-college.example")
    browser = signed_in(person.pk)
    browser.get(f"{FACTORS}webauthn/add/")
    response = browser.post(
        f"{FACTORS}webauthn/add/", {"name": "Mine", "credential": typed}
    )
    assert response.status_code == 200
    assert not selectors.has_second_factor(person.pk)
    login = Client().post(f"{FACTORS}webauthn/login/", {"credential": typed})
    assert login.status_code in (200, 302)
