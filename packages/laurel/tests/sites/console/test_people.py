"""The People page and the page of an invitation: what they show, and to whom."""

import datetime as dt
import re

import pytest
from django.test import Client
from laurel.accounts.models import Account
from laurel.foundation import jobs
from laurel.foundation.models import OutgoingMail
from laurel.organizations import selectors as organizations
from laurel.organizations import services
from laurel.organizations.types import Role
from laurel.sites.console import roles

from packages.laurel.tests.factories import people

from .conftest import browser_of

ADA = "ada@north-college.example"


def read(response):
    text = response.content.decode()
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def invite(college, email=ADA, role=Role.AWARDER, **more):
    return services.invite(
        organization=college.organization,
        email=email,
        role=role,
        actor=more.get("actor", college.owner),
    )


def link_to(email=ADA):
    jobs.drain()
    text = OutgoingMail.objects.filter(recipient_address=email)[0].text
    return re.search(r"/invitations/\w{22}", text)[0]


def membership(college, actor):
    return organizations.members(college.organization).get(account_id=actor.account_id)


class TestThePeoplePage:
    def test_the_owner_sees_addresses_invitations_and_what_each_role_means(
        self, college, owner, staff
    ):
        invite(college)
        jobs.drain()
        page = read(owner.get(college.url("people")))
        assert ADA in page
        assert "Open" in page
        for role in Role:
            assert roles.sentence(role) in page
        address = Account.objects.get(pk=staff[Role.EDITOR].account_id).email
        assert address in page

    @pytest.mark.parametrize("role", [Role.VIEWER, Role.EDITOR])
    def test_others_see_their_colleagues_only(self, college, staff, role):
        invite(college)
        page = browser_of(staff[role]).get(college.url("people")).content.decode()
        assert "Mary Somerville" in page
        assert ADA not in page
        assert "@north-college.example" not in page
        for words in ("Invite somebody", "Change<", "Remove<", "Send again"):
            assert words not in page
        assert "people/leave" in page


class TestInviting:
    @pytest.mark.parametrize(
        ("typed", "field", "words"),
        [
            ({"role": "viewer"}, "email", "Write the address to invite."),
            ({"email": "ada", "role": "viewer"}, "email", "not an e-mail address"),
            ({"email": ADA}, "role", "Choose a role."),
            ({"email": ADA, "role": "king"}, "role", "Choose one of these roles."),
        ],
    )
    def test_what_is_wrong_stands_beside_its_field(
        self, college, owner, typed, field, words
    ):
        response = owner.post(college.url("people/invite"), typed)
        assert response.status_code == 200
        assert any(words in error for error in response.context["form"].errors[field])
        assert not organizations.invitations(college.organization).exists()

    def test_twice_says_so_beside_the_address(self, college, owner):
        invite(college)
        response = owner.post(
            college.url("people/invite"), {"email": ADA.upper(), "role": "viewer"}
        )
        assert (
            "Send that one again instead" in response.context["form"].errors["email"][0]
        )

    def test_send_again_and_withdraw_say_what_became_of_it(
        self, college, owner, fixed_clock
    ):
        found = invite(college)
        url = college.url(f"people/invitations/{found.public_id}/")
        assert "Wait a minute" in read(owner.post(url + "resend", follow=True))
        fixed_clock.move(dt.timedelta(hours=1))
        assert "A new link is on its way" in read(
            owner.post(url + "resend", follow=True)
        )
        assert "Withdrawn. The link" in read(owner.post(url + "withdraw", follow=True))
        assert "over already" in read(owner.post(url + "withdraw", follow=True))
        assert "This invitation is over" in read(
            owner.post(url + "resend", follow=True)
        )


class TestChanging:
    def test_a_role_is_changed(self, college, owner, staff):
        found = membership(college, staff[Role.VIEWER])
        response = owner.post(
            college.url(f"people/{found.pk}"), {"role": "editor"}, follow=True
        )
        assert "is an editor now" in read(response)
        found.refresh_from_db()
        assert found.role == "editor"

    def test_the_last_owner_is_told_why_not(self, college, owner):
        found = membership(college, college.owner)
        response = owner.post(college.url(f"people/{found.pk}"), {"role": "viewer"})
        assert "needs an owner" in response.context["form"].errors["role"][0]
        response = owner.post(college.url("people/leave"))
        assert "An organisation needs an owner" in read(response)
        found.refresh_from_db()
        assert found.role == "owner"

    def test_removing_oneself_is_leaving(self, college, owner):
        found = membership(college, college.owner)
        response = owner.post(college.url(f"people/{found.pk}/remove"))
        assert response["Location"] == college.url("people/leave")

    def test_whoever_leaves_sees_nothing_any_more(self, college, staff):
        client = browser_of(staff[Role.VIEWER])
        assert "You are a viewer here" in read(client.get(college.url("people/leave")))
        response = client.post(college.url("people/leave"), follow=True)
        assert "You have left North College" in read(response)
        assert client.get(college.url()).status_code == 404


class TestThePageOfAnInvitation:
    def test_looking_is_kept_by_nobody_and_told_to_nobody(self, college):
        invite(college)
        response = Client().get(link_to())
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "same-origin"
        assert "noindex" in response["X-Robots-Tag"]

    def test_it_says_the_same_whether_or_not_the_address_has_an_account(self, college):
        people.account("known@north-college.example")
        pages = []
        for email in ("known@north-college.example", "other@north-college.example"):
            invite(college, email)
            page = read(Client().get(link_to(email)))
            pages.append(page.replace(email, "somebody"))
        assert pages[0] == pages[1]

    @pytest.mark.parametrize("end", ["withdrawn", "expired"])
    def test_what_is_over_says_so_and_accepts_nothing(self, college, fixed_clock, end):
        found = invite(college)
        path = link_to()
        if end == "withdrawn":
            services.withdraw(invitation=found, actor=college.owner)
        else:
            fixed_clock.move(dt.timedelta(days=15))
        client = browser_of(people.actor(people.account(ADA)))
        for response in (client.get(path), client.post(path)):
            assert response.status_code == 410
            assert end in read(response)
            assert "Accept the invitation" not in read(response)

    def test_a_name_is_asked_for_only_where_none_is_known(self, college):
        invite(college)
        path = link_to()
        nameless = browser_of(people.actor(people.account(ADA, name="")))
        response = nameless.post(path, {"your_name": ""})
        assert response.context["form"].errors["your_name"] == ["Write your name."]
        assert organizations.members(college.organization).count() == 1
        Account.objects.filter(email=ADA).update(name="Ada Lovelace")
        assert "your_name" not in nameless.get(path).content.decode()
        assert nameless.post(path).status_code == 302

    def test_a_member_is_led_to_the_console(self, college, staff):
        invite(college)
        client = browser_of(staff[Role.VIEWER])
        assert "already" in read(client.get(link_to()))
        assert "already" in read(client.post(link_to()))

    def test_names_are_text_on_it(self, college):
        Account.objects.filter(pk=college.owner.account_id).update(name="<b>C</b>")
        invite(college)
        page = Client().get(link_to()).content.decode()
        assert "<b>C</b>" not in page
        assert "&lt;b&gt;C&lt;/b&gt;" in page
