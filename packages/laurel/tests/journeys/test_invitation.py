"""Journey: somebody is invited by mail, joins, awards a badge, is removed and sees nothing."""

import re

import pytest
from django.test import Client
from laurel.accounts.models import Account
from laurel.foundation import jobs
from laurel.organizations.models import Invitation

from packages.laurel.tests.sites.console.conftest import make_college

from .browser import CODE, Person, newest_mail, newest_mail_html

MARY = "mary@staff.example"


def link_in(text):
    return re.search(r"http\S+/invitations/\w{22}", text)[0]


@pytest.fixture
def caroline(db):
    """The owner of North College, which has a badge to award."""
    college = make_college()
    person = Person()
    person.client.force_login(Account.objects.get(pk=college.owner.account_id))
    person.open(f"/console/{college.slug}/people")
    return person


def test_from_the_invitation_to_the_removal(caroline):
    caroline.follow("Invite somebody")
    page = caroline.send("Send the invitation", email=MARY, role="awarder")
    assert f"The invitation to {MARY} is on its way" in page
    mail = newest_mail(MARY)
    link = link_in(mail)
    assert f'href="{link}"' in newest_mail_html(MARY)

    # Mail programs follow links: looking, however often, changes nothing.
    mary = Person()
    for _ in range(2):
        page = mary.open(link)
    assert "North College" in page
    assert "Mary Somerville</bdi> invites you" in page  # the owner's name
    assert "Awards the badges there are, and revokes them" in page
    assert Invitation.objects.get().state == "open"
    assert not Account.objects.filter(email=MARY).exists()

    # One button, then the code from the mail; no account was there before.
    mary.send("Go on with a code")
    code = CODE.search(newest_mail(MARY))[1]
    page = mary.send("Sign in", code=code)
    assert mary.url == link[link.index("/invitations/") :]
    page = mary.send("Accept the invitation", your_name="Mary Somerville the Younger")
    assert "Welcome to North College. You are an awarder." in page

    mary.open(mary.url + "award")
    mary.follow("Facilitation")
    page = mary.send(
        "Award this badge",
        recipient_name="Ada Lovelace",
        recipient_email="ada@students.example",
    )
    assert "Awarded." in page
    granted = mary.url
    assert "has awarded you" in newest_mail("ada@students.example")
    home = granted[: granted.index("awards/")]
    for path in ("people/invite", "history", "issuer", "badges/new"):
        assert mary.client.get(home + path).status_code == 404, path

    page = caroline.open(home + "people")
    assert "Mary Somerville the Younger" in page
    assert "Accepted" in page
    remove = re.findall(r'href="([^"]+/remove)"', page)
    assert len(remove) == 1, "one does not remove oneself"
    caroline.open(remove[0])
    page = caroline.send("Remove Mary Somerville the Younger")
    assert "is no longer a member" in page

    for path in ("", "people", "awards", "badges"):
        assert mary.client.get(home + path).status_code == 404, path
    assert mary.client.get(granted).status_code == 404
    assert "Each invitation works once" in gone(mary.client, link)

    page = caroline.open(home + "history")
    told = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    for words in (
        f"invited {MARY} as an awarder",
        f"accepted the invitation to {MARY}",
        "Younger became an awarder",
        "awarded “Facilitation: Completed” to Ada Lovelace",
        "removed Mary Somerville the Younger from the organisation",
    ):
        assert words in told, words


def gone(client, link):
    response = client.get(link[link.index("/invitations/") :])
    assert response.status_code == 410
    return response.content.decode()


def test_with_another_address_one_is_sent_back_to_the_right_one(caroline):
    caroline.follow("Invite somebody")
    caroline.send("Send the invitation", email=MARY, role="viewer")
    link = link_in(newest_mail(MARY))
    mary = Person()
    mary.sign_in("mary@home.example")
    page = mary.open(link)
    assert "Only that address can accept" in page
    path = link[link.index("/invitations/") :]
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    forced = {"csrfmiddlewaretoken": token, "your_name": "Mary"}
    page = mary.client.post(path, forced).content.decode()
    assert "Only that address can accept" in page
    assert Invitation.objects.get().state == "open"
    mary.open(link)
    mary.send("Sign out and use that address")
    assert mary.url == path
    mary.send("Go on with a code")
    mary.send("Sign in", code=CODE.search(newest_mail(MARY))[1])
    page = mary.send("Accept the invitation", your_name="Mary Somerville")
    assert "You are a viewer" in page


def test_declining_needs_no_account_and_ends_it(caroline):
    caroline.follow("Invite somebody")
    caroline.send("Send the invitation", email=MARY, role="editor")
    link = link_in(newest_mail(MARY))
    path = link[link.index("/invitations/") :]
    assert Client().get(path + "/decline").status_code == 405
    assert Client(enforce_csrf_checks=True).post(path + "/decline").status_code == 403
    anybody = Client()
    response = anybody.post(path + "/decline")
    assert (response.status_code, response["Location"]) == (302, path)
    assert "was declined" in gone(anybody, path)
    jobs.drain()
    assert not Account.objects.filter(email=MARY).exists()
    assert "Declined" in caroline.open(caroline.url)
