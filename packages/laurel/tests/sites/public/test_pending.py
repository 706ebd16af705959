"""What a learner sees while a badge is prepared: in the backpack, and without an account."""

import datetime as dt
import re

import pytest
from django.test import Client
from laurel.classes import services as class_services
from laurel.foundation import jobs
from laurel.foundation.models import OutgoingMail

from packages.laurel.tests.factories import classes, people, releases

OVER = dt.datetime(2026, 11, 1, 7, tzinfo=dt.UTC)


@pytest.fixture
def offer(db, fixed_clock):
    """Ada's class is over; one grade is missing."""
    fixed_clock.at = dt.datetime(2026, 9, 1, 17, tzinfo=dt.UTC)
    offer = releases.make_offer()
    offer.ask(
        interim_url="https://college.example/transcript",
        interim_label="Get your unofficial transcript",
    )
    offer.grade(but=["Statistics"])
    fixed_clock.at = OVER
    class_services.tell_moments()
    jobs.drain()
    return offer


def link_in_mail():
    mail = OutgoingMail.objects.get(recipient_address=classes.ADA.email)
    return re.search(r"https?://[^/]+(/pending/\S+)", mail.text)[1]


def words(response):
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.requirement("J10")
def test_the_mail_leads_to_a_page_that_needs_no_account(offer, client):
    response = client.get(link_in_mail())
    page = words(response)
    assert "Expected between 12 December 2026 and 26 December 2026" in page
    assert "Your grade in Statistics" in page
    assert "The confirmation of your graduation" in page
    assert "Get your unofficial transcript" in page
    assert 'href="https://college.example/transcript"' in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"


@pytest.mark.requirement("J9")
def test_there_is_no_way_to_have_it_sooner(offer, client):
    page = client.get(link_in_mail())
    assert "<form" not in page.content.decode().partition("<main")[2]
    assert client.post(link_in_mail()).status_code == 405


@pytest.mark.parametrize("change", [lambda x: x[:-2], lambda x: x + "x"])
def test_a_changed_link_opens_nothing(offer, client, change):
    assert client.get(change(link_in_mail())).status_code == 404


def test_the_same_stands_in_the_backpack_of_whoever_proved_the_address(offer):
    account = people.account("Ada@Example.org", name="Ada Lovelace")
    browser = Client()
    browser.force_login(account)
    page = words(browser.get("/backpack/"))
    assert "Being prepared for you" in page
    assert "Expected between 12 December 2026 and 26 December 2026" in page
    assert "Your grade in Statistics" in page
    other = Client()
    other.force_login(people.account("bob@example.org"))
    assert "Being prepared" not in words(other.get("/backpack/"))


def test_whoever_is_late_is_told_so_and_whom_to_ask(offer, client, fixed_clock):
    link = link_in_mail()
    fixed_clock.move(dt.timedelta(weeks=9))
    page = words(client.get(link))
    assert "It takes longer than expected." in page
    assert "awards@north-college.example" in page


def test_a_link_to_what_is_not_prepared_any_more_leads_on(offer, client):
    link = link_in_mail()
    offer.grade(grade=10)
    page = words(client.get(link))
    assert "Nothing is being prepared" in page
    assert "Find my badge" in page
