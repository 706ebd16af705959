"""Signing in by a code, and the addresses of one's own."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import get_resolver
from laurel.accounts.models import Account
from laurel.foundation import mail

from packages.laurel.tests.factories import people

from .conftest import browser_of

CODE = re.compile(r"^([A-Z0-9][A-Z0-9-]{5,11})$", re.MULTILINE)


def newest_code(address):
    newest = mail.kept().filter(recipient_address=address).first()
    return CODE.search(newest.text)[1]


def ask_for_code(client, address):
    response = client.post("/accounts/login/", {"login": address})
    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/code/confirm/"
    return newest_code(address)


@pytest.mark.django_db
@pytest.mark.parametrize("known", [True, False], ids=["known", "newcomer"])
def test_one_field_then_the_code_and_one_is_in(known):
    address = "mary@north-college.example"
    if known:
        people.account(address)
    client = Client()
    code = ask_for_code(client, address)
    response = client.post("/accounts/login/code/confirm/", {"code": code})
    assert response.status_code == 302
    assert response["Location"] == "/backpack/arrive"
    assert client.get("/console/new").status_code == 200
    assert EmailAddress.objects.get(email=address).verified


@pytest.mark.django_db
def test_the_page_says_the_same_whether_or_not_an_address_is_known():
    people.account("known@north-college.example")
    pages = []
    for address in ("known@north-college.example", "other@north-college.example"):
        client = Client()
        ask_for_code(client, address)
        page = client.get("/accounts/login/code/confirm/").content.decode()
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        pages.append(page.replace(address, "somebody"))
    assert pages[0] == pages[1]


@pytest.mark.django_db
@pytest.mark.parametrize("paste", ["{} ", " {}", "{lower}"])
def test_a_code_may_be_pasted_as_it_comes(paste):
    client = Client()
    code = ask_for_code(client, "mary@north-college.example")
    typed = paste.format(code, lower=code.lower())
    response = client.post("/accounts/login/code/confirm/", {"code": typed})
    assert response.status_code == 302


@pytest.mark.django_db
def test_a_wrong_code_says_what_to_do_and_many_end_the_attempt():
    client = Client()
    ask_for_code(client, "mary@north-college.example")
    page = client.post("/accounts/login/code/confirm/", {"code": "XXXX-XXXX"})
    assert "This is not the code. Look into the newest mail" in page.content.decode()
    for _ in range(5):
        last = client.post("/accounts/login/code/confirm/", {"code": "XXXX-XXXX"})
    assert last.status_code == 302
    assert "/accounts/login" in last["Location"]
    assert client.get("/console/").status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["", "mary", "mary@north", "a@b.example\nBcc: c@d.example"]
)
def test_an_address_that_is_none_is_refused_beside_the_field(address):
    response = Client().post("/accounts/login/", {"login": address})
    assert response.status_code == 200
    assert 'id="id_login_error"' in response.content.decode()
    assert Account.objects.count() == 0
    assert mail.kept().count() == 0


@pytest.mark.django_db
def test_a_closed_account_is_not_opened_by_asking_for_a_code():
    closed = people.account("mary@north-college.example")
    Account.objects.filter(pk=closed.pk).update(is_active=False)
    client = Client()
    client.post("/accounts/login/", {"login": "mary@north-college.example"})
    assert CODE.search(mail.kept().first().text) is None
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_signing_out_is_a_post_and_really_signs_out():
    client = browser_of(people.actor())
    assert client.get("/accounts/logout/").status_code == 200
    assert client.get("/accounts/email/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/accounts/email/").status_code == 302


@pytest.mark.django_db
def test_an_address_is_added_proven_made_primary_and_removed():
    client = browser_of(people.actor(people.account("mary@north-college.example")))
    second = "mary@home.example"
    client.post("/accounts/email/", {"email": second, "action_add": ""})
    page = client.get("/accounts/confirm-email/")
    assert second in page.content.decode()
    client.post("/accounts/confirm-email/", {"code": newest_code(second)})
    assert EmailAddress.objects.get(email=second).verified
    client.post("/accounts/email/", {"email": second, "action_primary": ""})
    assert EmailAddress.objects.get(email=second).primary
    client.post(
        "/accounts/email/", {"email": "mary@north-college.example", "action_remove": ""}
    )
    assert list(EmailAddress.objects.values_list("email", flat=True)) == [second]
    assert Account.objects.get().email == second


@pytest.mark.django_db
def test_the_address_for_mail_cannot_be_removed():
    client = browser_of(people.actor(people.account("mary@north-college.example")))
    response = client.post(
        "/accounts/email/",
        {"email": "mary@north-college.example", "action_remove": ""},
        follow=True,
    )
    assert "cannot be removed" in response.content.decode()
    assert EmailAddress.objects.count() == 1


@pytest.mark.django_db
def test_linkedin_is_offered_only_where_it_is_configured(settings):
    assert "LinkedIn" not in Client().get("/accounts/login/").content.decode()
    app = {
        "provider_id": "linkedin",
        "name": "LinkedIn",
        "client_id": "x",
        "secret": "y",
    }
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [app | {"settings": {"server_url": "https://x.example"}}]
        }
    }
    assert "Continue with LinkedIn" in Client().get("/accounts/login/").content.decode()


def test_every_page_of_allauth_wears_our_look():
    """Whatever template allauth renders stands in our frame, also those we did not rewrite."""
    from django.template.loader import get_template

    names = {
        view.template_name
        for view in _allauth_views(get_resolver().url_patterns)
        if (getattr(view, "template_name", None) or "").endswith(
            ".html"
        )  # no file to download
    }
    assert len(names) > 10
    for name in names:
        source = _ancestry(get_template(name).template)
        assert "ui/base.html" in source, name


def _allauth_views(patterns):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _allauth_views(pattern.url_patterns)
        elif pattern.callback.__module__.startswith("allauth."):
            yield getattr(pattern.callback, "view_class", pattern.callback)


def _ancestry(template):
    from django.template import Context
    from django.template.loader_tags import ExtendsNode

    names = [template.name]
    while found := template.nodelist.get_nodes_by_type(ExtendsNode):
        parent = str(found[0].parent_name.resolve(Context()))
        names.append(parent)
        from django.template.loader import get_template

        template = get_template(parent).template
    return names
