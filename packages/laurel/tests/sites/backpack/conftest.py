"""Somebody who signed in, and badges for them."""

import pytest
from django.core.cache import cache
from django.test import Client

from packages.laurel.tests.factories import badges, people


@pytest.fixture(autouse=True)
def _fresh_limits(db):
    """Every test begins with a rate limit that nobody has used."""
    cache.clear()


@pytest.fixture
def ada():
    """Ada Lovelace, who can prove one address."""
    return people.account("ada@home.example", name="Ada Lovelace")


def browser_of(account) -> Client:
    """A browser in which this person is signed in."""
    client = Client()
    client.force_login(account)
    return client


@pytest.fixture
def signed_in(ada):
    """Ada's browser."""
    return browser_of(ada)


def given(*, to="ada@home.example", of=None, **facts):
    """A badge that was awarded here."""
    return badges.issued(of, recipient_email=to, **facts)


def issuer(name):
    """An issuer of an organisation of the same name."""
    return badges.issuer(people.organization(name)[0], name=name)


def page_of(response) -> str:
    """The page's text."""
    assert response.status_code in (200, 400), response.status_code
    return response.content.decode()


def cards_of(response) -> list[str]:
    """The names on the cards, in their order."""
    page_of(response)
    groups = response.context["shelf"].groups
    return [card.held.name for group in groups for card in group.cards]
