"""Badges are renewed in the console, one or many."""

import re

import pytest
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials

from .conftest import browser_of, make_award

pytestmark = pytest.mark.django_db


def text_of(response):
    html = response.content.decode().split("<main", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.requirement("I21")
def test_a_badge_is_renewed_and_each_says_which_one_is_the_other(awarded):
    browser, first = browser_of(awarded.owner), awarded.award
    page = browser.get(awarded.award_url())
    assert awarded.award_url("/renew") in page.content.decode()
    asked = text_of(browser.get(awarded.award_url("/renew")))
    assert "gets a new badge" in asked
    done = browser.post(
        awarded.award_url("/renew"), {"narrative": "Refreshed."}, follow=True
    )
    after = awards.renewal_of(awards.by_public_id(first.public_id))
    assert done.redirect_chain[-1][0] == awarded.url(f"awards/{after.public_id}")
    assert "Renewed." in text_of(done)
    assert "Renews" in text_of(done)
    assert credentials.public(after.public_id)
    before = browser.get(awarded.award_url())
    assert "Renewed by" in text_of(before)
    assert awarded.url(f"awards/{after.public_id}") in before.content.decode()
    public = browser.get(f"/b/{first.public_id}").content.decode()
    assert 'data-status="renewed"' in public
    assert f'href="/b/{after.public_id}"' in public


def test_a_renewed_badge_is_not_renewed_again(awarded):
    browser = browser_of(awarded.owner)
    browser.post(awarded.award_url("/renew"))
    assert (
        awarded.award_url("/renew")
        not in browser.get(awarded.award_url()).content.decode()
    )
    again = browser.post(awarded.award_url("/renew"))
    assert "This badge was renewed already." in text_of(again)


def test_many_are_chosen_looked_at_and_renewed(awarded):
    other = make_award(awarded, name="Mary Somerville", email="mary@students.example")
    browser = browser_of(awarded.owner)
    assert (
        awarded.url("awards/renew")
        in browser.get(awarded.url("awards")).content.decode()
    )
    chosen = [awarded.award.public_id, other.public_id]
    asked = text_of(browser.post(awarded.url("awards/renew"), {"award": chosen}))
    assert "Renew 2 badges" in asked
    assert awards.renewal_of(awards.by_public_id(other.public_id)) is None
    done = text_of(
        browser.post(awarded.url("awards/renew"), {"award": chosen, "step": "renew"})
    )
    assert "2 badges were renewed" in done
    for public_id in chosen:
        assert awards.renewal_of(awards.by_public_id(public_id))
    again = text_of(
        browser.post(awarded.url("awards/renew"), {"award": chosen, "step": "renew"})
    )
    assert "2 stayed as they were" in again
    assert "renewed already" in again


def test_nothing_chosen_is_said(awarded):
    browser = browser_of(awarded.owner)
    response = browser.post(awarded.url("awards/renew"), {}, follow=True)
    assert "Choose at least one award first." in text_of(response)
