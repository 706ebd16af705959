import datetime as dt
import re
import threading

import pytest
from django.db import IntegrityError, connection, transaction
from laurel.foundation import jobs
from laurel.foundation.errors import Refused
from laurel.foundation.models import EventRecord, OutgoingMail
from laurel.organizations import selectors, services
from laurel.organizations.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationOver,
    LastOwner,
    NotFound,
    NotInvited,
)
from laurel.organizations.models import Invitation, Membership
from laurel.organizations.services import inviting
from laurel.organizations.types import InvitationState, Role

from packages.laurel.tests.factories import people

pytestmark = pytest.mark.django_db

ADA = "ada@north-college.example"
TOKEN = re.compile(r"/invitations/(\w{22})\b")


@pytest.fixture
def college():
    return people.organization()


def invite(college, email=ADA, role=Role.AWARDER):
    organization, owner = college
    return services.invite(
        organization=organization, email=email, role=role, actor=owner
    )


def token_mailed_to(email=ADA):
    """From the newest mail, as the person gets it."""
    jobs.drain()
    return TOKEN.search(OutgoingMail.objects.filter(recipient_address=email)[0].text)[1]


def names():
    return list(EventRecord.objects.order_by("at", "id").values_list("name", flat=True))


class TestInviting:
    def test_the_address_gets_one_mail_with_a_link(self, college):
        invite(college, " Ada@North-College.example ")
        token = token_mailed_to()
        assert OutgoingMail.objects.count() == 1
        found = selectors.invitation_by_token(token)
        assert (found.email, found.role, found.state) == (ADA, "awarder", "open")
        assert Membership.objects.count() == 1, "nobody is a member before accepting"

    def test_the_token_is_kept_as_a_hash_only_and_no_event_or_job_carries_it(
        self, college
    ):
        from laurel.foundation.models import Job

        invite(college)
        token = token_mailed_to()
        found = Invitation.objects.get()
        assert len(bytes(found.token_hash)) == 32
        stored = [str(vars(row)) for row in (found, *EventRecord.objects.all())]
        stored += [str(vars(row)) for row in Job.objects.all()]
        assert not any(token in text for text in stored)
        assert not any(ADA in str(row.payload) for row in EventRecord.objects.all())

    def test_a_job_that_runs_again_sends_no_second_mail_and_kills_no_link(
        self, college
    ):
        from laurel.foundation.events import Recorded
        from laurel.issuers.tasks import send_invitation_mail

        invite(college)
        token = token_mailed_to()
        row = EventRecord.objects.get(name="organization.member_invited")
        send_invitation_mail(Recorded(row.pk, row.name, row.at, row.payload))
        assert OutgoingMail.objects.count() == 1
        assert selectors.invitation_by_token(token).state == "open"

    def test_one_open_invitation_for_an_address(self, college):
        invite(college)
        with pytest.raises(AlreadyInvited) as caught:
            invite(college, "ADA@north-college.example", Role.VIEWER)
        assert caught.value.field == "email"
        assert Invitation.objects.count() == 1

    def test_the_database_itself_keeps_it_to_one(self, college):
        found = invite(college)
        found.pk, found.public_id, found.token_hash = None, "1" * 22, None
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.bulk_create([found])

    def test_an_expired_one_makes_room_for_another(self, college, fixed_clock):
        first = invite(college)
        fixed_clock.move(dt.timedelta(days=14))
        second = invite(college)
        first.refresh_from_db()
        assert (first.state, second.state) == ("expired", "open")

    def test_another_organization_may_invite_the_same_address(self, college):
        invite(college)
        invite(people.organization("South College"))
        assert Invitation.objects.filter(state="open").count() == 2

    def test_a_member_is_not_invited(self, college):
        member = people.account(ADA)
        services.add_member(
            organization=college[0],
            account_id=member.pk,
            role=Role.VIEWER,
            actor=college[1],
        )
        with pytest.raises(AlreadyMember) as caught:
            invite(college)
        assert caught.value.field == "email"

    def test_inviting_says_the_same_whether_or_not_the_address_has_an_account(
        self, college
    ):
        people.account("known@elsewhere.example")
        known = invite(college, "known@elsewhere.example")
        other = invite(college, "other@elsewhere.example")
        jobs.drain()
        texts = [
            TOKEN.sub("", mail.text).replace(mail.recipient_address, "")
            for mail in OutgoingMail.objects.all()
        ]
        assert texts[0] == texts[1]
        assert (known.state, known.role) == (other.state, other.role)

    @pytest.mark.parametrize(
        "email", ["", "ada", "ada@north", "a@b.example\nBcc: c@d.example", "a" * 260]
    )
    def test_an_address_that_is_none_is_refused(self, college, email):
        with pytest.raises(Refused) as caught:
            invite(college, email)
        assert caught.value.field == "email"
        assert names() == ["organization.created"]

    def test_an_owner_is_no_mailing_machine(self, college, monkeypatch):
        monkeypatch.setattr(inviting, "MOST_OPEN", 2)
        invite(college, "a@x.example")
        invite(college, "b@x.example")
        with pytest.raises(Refused, match="2 invitations are open"):
            invite(college, "c@x.example")


class TestAccepting:
    def test_with_the_proven_address_one_becomes_a_member_once(self, college):
        ada = people.actor(people.account(ADA, name="Ada Lovelace"))
        invite(college)
        token = token_mailed_to()
        services.accept(token=token, actor=ada)
        assert selectors.role_of(ada.account_id, college[0].pk) is Role.AWARDER
        assert names()[-2:] == [
            "organization.member_added",
            "organization.invitation_accepted",
        ]
        with pytest.raises(InvitationOver) as caught:
            services.accept(token=token, actor=people.actor())
        assert caught.value.state is InvitationState.ACCEPTED

    def test_any_of_ones_proven_addresses_will_do(self, college):
        from allauth.account.models import EmailAddress

        mary = people.account("mary@home.example")
        EmailAddress.objects.create(user=mary, email=ADA, verified=True)
        invite(college)
        services.accept(token=token_mailed_to(), actor=people.actor(mary))
        assert selectors.role_of(mary.pk, college[0].pk) is Role.AWARDER

    @pytest.mark.parametrize("claims", [False, True], ids=["other", "unproven"])
    def test_an_address_that_is_not_proven_accepts_nothing(self, college, claims):
        from allauth.account.models import EmailAddress

        mallory = people.account("mallory@elsewhere.example")
        if claims:
            EmailAddress.objects.create(user=mallory, email=ADA, verified=False)
        invite(college, role=Role.OWNER)
        token = token_mailed_to()
        with pytest.raises(NotInvited):
            services.accept(token=token, actor=people.actor(mallory))
        assert selectors.role_of(mallory.pk, college[0].pk) is None
        assert selectors.invitation_by_token(token).state == "open"

    def test_after_fourteen_days_it_is_over(self, college, fixed_clock):
        ada = people.actor(people.account(ADA))
        invite(college)
        token = token_mailed_to()
        fixed_clock.move(dt.timedelta(days=14))
        with pytest.raises(InvitationOver) as caught:
            services.accept(token=token, actor=ada)
        assert caught.value.state is InvitationState.EXPIRED

    def test_a_token_that_nobody_sent_opens_nothing(self, college):
        invite(college)
        with pytest.raises(NotFound):
            services.accept(token="1" * 22, actor=people.actor(people.account(ADA)))

    def test_who_is_a_member_keeps_the_role_and_the_invitation_stays(self, college):
        organization, owner = college
        invite(college, role=Role.OWNER)
        token = token_mailed_to()
        ada = people.actor(people.account(ADA))
        services.add_member(
            organization=organization,
            account_id=ada.account_id,
            role=Role.VIEWER,
            actor=owner,
        )
        with pytest.raises(AlreadyMember):
            services.accept(token=token, actor=ada)
        assert selectors.role_of(ada.account_id, organization.pk) is Role.VIEWER

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_with_one_link_are_one_member(self, college):
        from allauth.account.models import EmailAddress

        # One address can be proven by one account only; two tabs can hurry, though.
        ada = people.account(ADA)
        assert EmailAddress.objects.filter(email=ADA).count() == 1
        invite(college)
        token = token_mailed_to()
        refused = at_once(
            lambda: services.accept(token=token, actor=people.actor(ada)),
            lambda: services.accept(token=token, actor=people.actor(ada)),
        )
        assert len(refused) == 1
        assert Membership.objects.filter(account=ada).count() == 1


class TestEnding:
    def test_whoever_declines_is_not_a_member(self, college):
        from laurel.foundation.actors import Actor, ActorKind

        invite(college)
        token = token_mailed_to()
        services.decline(token=token, actor=Actor(ActorKind.PERSON, None, "Somebody"))
        with pytest.raises(InvitationOver):
            services.accept(token=token, actor=people.actor(people.account(ADA)))
        assert names()[-1] == "organization.invitation_declined"

    def test_a_withdrawn_one_opens_nothing(self, college):
        found = invite(college)
        token = token_mailed_to()
        services.withdraw(invitation=found, actor=college[1])
        with pytest.raises(InvitationOver) as caught:
            services.accept(token=token, actor=people.actor(people.account(ADA)))
        assert caught.value.state is InvitationState.WITHDRAWN
        with pytest.raises(InvitationOver):
            services.withdraw(invitation=found, actor=college[1])

    def test_one_withdrawn_before_its_mail_was_written_is_not_mailed(self, college):
        services.withdraw(invitation=invite(college), actor=college[1])
        jobs.drain()
        assert not OutgoingMail.objects.exists()

    def test_sending_again_makes_a_new_link_and_ends_the_old(
        self, college, fixed_clock
    ):
        found = invite(college)
        old = token_mailed_to()
        with pytest.raises(Refused, match="a moment ago"):
            services.resend(invitation=found, actor=college[1])
        fixed_clock.move(dt.timedelta(days=20))  # also after it expired
        services.resend(invitation=found, actor=college[1])
        with pytest.raises(NotFound):
            selectors.invitation_by_token(old)
        new = token_mailed_to()
        assert OutgoingMail.objects.count() == 2
        services.accept(token=new, actor=people.actor(people.account(ADA)))


class TestOwners:
    def test_nobody_comes_in_on_the_word_of_a_removed_owner(self, college):
        organization, owner = college
        second = people.member(organization, Role.OWNER)
        invite((organization, second), "mallory@elsewhere.example", Role.OWNER)
        kept = invite(college, "good@north-college.example")
        services.remove_member(
            organization=organization, account_id=second.account_id, actor=owner
        )
        kept.refresh_from_db()
        assert kept.state == "open"
        states = dict(Invitation.objects.values_list("email", "state"))
        assert states["mallory@elsewhere.example"] == "withdrawn"

    def test_leaving_is_told_from_being_removed(self, college):
        organization, _ = college
        editor = people.member(organization, Role.EDITOR)
        services.remove_member(
            organization=organization, account_id=editor.account_id, actor=editor
        )
        assert names()[-1] == "organization.member_left"

    def test_the_role_one_has_changes_nothing(self, college):
        organization, owner = college
        services.change_role(
            organization=organization,
            account_id=owner.account_id,
            role=Role.OWNER,
            actor=owner,
        )
        assert names() == ["organization.created"]

    @pytest.mark.django_db(transaction=True)
    def test_two_owners_who_step_down_at_once_do_not_both_succeed(self, college):
        organization, one = college
        two = people.member(organization, Role.OWNER)

        def leave():
            services.remove_member(
                organization=organization, account_id=one.account_id, actor=one
            )

        def step_down():
            services.change_role(
                organization=organization,
                account_id=two.account_id,
                role=Role.VIEWER,
                actor=two,
            )

        refused = at_once(leave, step_down)
        assert [type(error) for error in refused] == [LastOwner]
        assert Membership.objects.filter(role=Role.OWNER).count() == 1


def at_once(*calls):
    """Run the calls in threads that start together; the refusals."""
    together, refused = threading.Barrier(len(calls)), []

    def run(call):
        together.wait()
        try:
            call()
        except Refused as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused
