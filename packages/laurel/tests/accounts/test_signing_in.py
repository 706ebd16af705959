"""Signing in as a person does it: over HTTP, with the code from the mail."""

import datetime as dt
import re

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, connection
from laurel.accounts import services
from laurel.accounts.models import Account
from laurel.foundation import jobs, worker
from laurel.foundation.models import OutgoingMail

from packages.laurel.tests.factories import people

pytestmark = pytest.mark.django_db

CODE = r"^\s*([A-Z0-9]{3,}(?:-[A-Z0-9]{3,})*)\s*$"
LOGIN, CONFIRM = "/accounts/login/", "/accounts/login/code/confirm/"


def newest_mail() -> OutgoingMail:
    jobs.drain()
    return OutgoingMail.objects.order_by("id").last()


def code_in(mail: OutgoingMail) -> str:
    return re.search(CODE, mail.text, re.MULTILINE)[1]


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def ada():
    return people.account("ada@north-college.example", name="Ada Lovelace")


def test_a_code_by_mail_is_the_way_in(client, ada):
    answer = client.post(LOGIN, {"login": "ada@north-college.example"})
    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    mail = newest_mail()
    assert mail.recipient_address == "ada@north-college.example"
    assert mail.state == "kept", "without a mail server it is in the viewer"
    answer = client.post(CONFIRM, {"code": code_in(mail)})
    assert answer.status_code == 302
    assert is_signed_in(client)


def test_a_wrong_code_is_not_the_way_in_and_there_are_few_tries(client, ada):
    client.post(LOGIN, {"login": ada.email})
    right = code_in(newest_mail())
    for _ in range(6):
        client.post(CONFIRM, {"code": "AAAA-AAAA"})
    client.post(CONFIRM, {"code": right})
    assert not is_signed_in(client)


def test_an_address_may_be_written_in_any_case(client, ada):
    client.post(LOGIN, {"login": "ADA@North-College.EXAMPLE"})
    client.post(CONFIRM, {"code": code_in(newest_mail())})
    assert is_signed_in(client)


def test_any_of_ones_verified_addresses_will_do(client, ada):
    EmailAddress.objects.create(user=ada, email="ada@home.example", verified=True)
    client.post(LOGIN, {"login": "ada@home.example"})
    mail = newest_mail()
    assert mail.recipient_address == "ada@home.example"
    client.post(CONFIRM, {"code": code_in(mail)})
    assert client.session["_auth_user_id"] == str(ada.pk)


@pytest.mark.parametrize(
    ("way", "field"), [(LOGIN, "login"), ("/accounts/login/code/", "email")]
)
def test_an_address_that_was_never_verified_opens_an_account_of_its_own(
    client, ada, way, field
):
    """Or an account could be made a trap for, or a door to, somebody else."""
    EmailAddress.objects.create(user=ada, email="not-hers@home.example", verified=False)
    client.post(way, {field: "not-hers@home.example"})
    mail = newest_mail()
    assert mail.recipient_address == "not-hers@home.example"
    client.post(CONFIRM, {"code": code_in(mail)})
    assert client.session["_auth_user_id"] != str(ada.pk)
    assert not EmailAddress.objects.get(
        user=ada, email="not-hers@home.example"
    ).verified


def test_a_stranger_cannot_tell_whether_an_address_has_an_account(client, ada):
    """security.md #44: the same answer, and a mail either way."""
    answers = []
    for address in ("ada@north-college.example", "nobody@north-college.example"):
        client.cookies.clear()
        answer = client.post(LOGIN, {"login": address})
        page = client.get(answer["Location"])
        text = page.content.decode().replace(address, "…")
        text = re.sub(r'value="[^"]*"', "", text)
        answers.append((answer.status_code, answer["Location"], text))
        assert newest_mail().recipient_address == address
    assert answers[0] == answers[1]


def test_a_newcomer_makes_an_account_with_an_address_and_a_code(client):
    client.post("/accounts/signup/", {"email": "Mary@Somerville.example"})
    mail = newest_mail()
    assert mail.recipient_address == "mary@somerville.example"
    client.post("/accounts/confirm-email/", {"code": code_in(mail)})
    assert is_signed_in(client)
    account = Account.objects.get()
    assert account.email == "mary@somerville.example"
    assert not account.has_usable_password()


def test_codes_are_asked_for_a_few_times_a_minute_only(client, ada):
    for _ in range(6):
        client.cookies.clear()
        answer = client.post(LOGIN, {"login": ada.email})
    jobs.drain()
    assert OutgoingMail.objects.count() <= 4
    assert answer.status_code in (200, 302, 429)


def test_an_account_that_was_shut_off_stays_out(client, ada):
    ada.is_active = False
    ada.save()
    client.post(LOGIN, {"login": ada.email})
    assert not re.search(CODE, newest_mail().text, re.MULTILINE)
    assert not is_signed_in(client)


def test_nowhere_is_there_a_password(client, ada):
    for address in (LOGIN, "/accounts/signup/"):
        assert b'type="password"' not in client.get(address).content
    ada.set_password("correct horse battery staple")
    ada.save()
    client.post(LOGIN, {"login": ada.email, "password": "correct horse battery staple"})
    assert not is_signed_in(client)


def test_a_link_to_elsewhere_is_not_followed_after_signing_in(client, ada):
    client.post(LOGIN + "?next=https://evil.example/", {"login": ada.email})
    answer = client.post(CONFIRM, {"code": code_in(newest_mail())})
    assert "evil" not in answer["Location"]


def test_linkedin_is_offered_only_where_it_is_set_up(client):
    assert b"LinkedIn" not in client.get(LOGIN).content
    assert client.get("/accounts/oidc/linkedin/login/").status_code == 404


@pytest.mark.parametrize("email", ["Ada@x.example", "ADA@X.EXAMPLE"])
def test_the_database_keeps_addresses_in_one_form_only(email):
    with pytest.raises(IntegrityError):
        Account.objects.create(email=email)


def test_rate_limits_are_counted_over_all_processes(client, ada):
    """They live in the database, not in one process's memory."""
    client.post(LOGIN, {"login": ada.email})
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM laurel_cache")
        assert cursor.fetchone()[0] > 0


def test_an_address_that_nobody_proves_is_forgotten_after_a_day(
    client, ada, fixed_clock
):
    client.post(LOGIN, {"login": "slip@of-the-pen.example"})
    slip = Account.objects.get(email="slip@of-the-pen.example")
    never_signed_in = people.account("mary@north-college.example")
    fixed_clock.move(dt.timedelta(hours=23))
    assert services.forget_unproven() == 0
    fixed_clock.move(dt.timedelta(hours=2))
    worker._prune()  # as every worker does every ten minutes
    assert not Account.objects.filter(pk=slip.pk).exists()
    assert not EmailAddress.objects.filter(email=slip.email).exists()
    # Proven addresses stay, whether or not their people came.
    assert Account.objects.filter(pk__in=[ada.pk, never_signed_in.pk]).count() == 2


def test_an_unproven_account_that_somebody_relies_on_stays(ada, fixed_clock):
    from laurel.foundation.actors import Actor
    from laurel.organizations import services as organizations

    EmailAddress.objects.filter(user=ada).update(verified=False)
    organizations.create(name="North College", actor=Actor.person(ada.pk, "Ada"))
    fixed_clock.move(dt.timedelta(days=2))
    assert services.forget_unproven() == 0
    assert Account.objects.filter(pk=ada.pk).exists()
