"""The first page, the page that explains, achievements, issuers, and what goes wrong."""

import pytest
from django.test import Client, override_settings

from packages.laurel.tests.factories import badges


@pytest.mark.django_db
def test_an_empty_instance_says_what_to_do_first(client):
    html = client.get("/").content.decode()
    assert "Laurel is running." in html
    assert "Sign in with your e-mail address" in html
    assert "/accounts/login/" in html


def test_the_first_page_shows_what_can_be_earned_and_by_whom(client, credential):
    html = client.get("/").content.decode()
    assert "Applied Data Analytics" in html
    assert "North College" in html
    assert "Check a badge" in html


@pytest.mark.django_db
def test_the_help_page_explains_without_jargon(client):
    html = client.get("/help/open-badges").content.decode()
    assert "What is an Open Badge?" in html
    for word in ("JSON-LD", "assertion", "credentialSubject"):
        assert word not in html


def test_the_achievement_page_says_what_it_takes(client, addresses):
    html = client.get(addresses["achievement"]).content.decode()
    assert "Passed <em>all</em> four courses" in html
    assert "Data analysis" in html
    assert "North College" in html


def test_an_older_version_leads_to_the_newer_one(client, credential, addresses):
    from laurel.achievements import services as achievements
    from laurel.foundation.actors import SYSTEM

    version = credential.achievement_version
    achievements.revise(
        achievement=version.achievement,
        definition=badges.definition(
            name=version.name, criteria="Passed five courses."
        ),
        actor=SYSTEM,
    )
    html = client.get(addresses["achievement"]).content.decode()
    assert "There is a newer version" in html
    assert "See version 2" in html
    assert "four courses" in html


def test_the_issuer_page_says_how_to_know_it(client, addresses, credential):
    html = client.get(addresses["issuer"]).content.decode()
    assert "did:web:" in html
    assert "Applied Data Analytics" in html
    assert "mailto:awards@north-college.example" in html


@pytest.mark.django_db
def test_an_issuer_without_badges_has_a_friendly_page(client):
    issuer = badges.issuer()
    assert (
        "No badges yet" in client.get(f"/issuers/{issuer.public_id}").content.decode()
    )


@pytest.mark.django_db
def test_an_error_of_ours_has_a_page_that_needs_nothing(monkeypatch):
    from laurel.sites.public.views import pages

    def breaks(**_):
        raise RuntimeError("planted")

    monkeypatch.setattr(pages.issuers, "listed", breaks)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    assert "Something went wrong on our side" in response.content.decode()
    assert "planted" not in response.content.decode()


@pytest.mark.django_db
@override_settings(ALLOWED_HOSTS=["badges.example"])
def test_a_strange_host_is_refused_with_a_page():
    response = Client(raise_request_exception=False).get(
        "/", headers={"Host": "evil.example"}
    )
    assert response.status_code == 400
    assert "We could not read this request" in response.content.decode()


@pytest.mark.django_db
def test_public_pages_read_no_session(client, credential, django_user_model):
    from packages.laurel.tests.factories import people

    client.force_login(people.account())
    for path in (
        "/",
        "/verify",
        f"/b/{credential.award_public_id}",
        "/help/open-badges",
    ):
        response = client.get(path)
        assert "Cookie" not in response.get("Vary", ""), path
        assert "private" not in response["Cache-Control"], path
