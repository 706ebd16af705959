import threading
import uuid

import pytest
from django.db import connection
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.errors import Refused
from laurel.foundation.models import EventRecord
from laurel.organizations import access, selectors, services
from laurel.organizations.errors import AlreadyMember, LastOwner, NotFound
from laurel.organizations.models import Membership
from laurel.organizations.types import Role

from packages.laurel.tests.factories import people

pytestmark = pytest.mark.django_db


class TestOpening:
    def test_whoever_opens_an_organization_owns_it(self):
        ada = people.actor()
        college = services.create(name="  North College ", actor=ada)
        assert (college.name, college.slug) == ("North College", "north-college")
        assert access.for_role(ada, "north-college", Role.OWNER) == college
        assert list(selectors.of_account(ada.account_id)) == [college]
        assert EventRecord.objects.get().name == "organization.created"
        assert EventRecord.objects.get().organization_id == college.pk

    def test_two_of_the_same_name_have_two_addresses(self):
        first = services.create(name="North College", actor=people.actor())
        second = services.create(name="North College", actor=people.actor())
        assert first.slug != second.slug
        assert second.slug.startswith("north-college-")

    @pytest.mark.parametrize("name", ["new", "  ", "…", "北方学院"])
    def test_an_address_is_never_empty_nor_one_of_our_own_words(self, name):
        if not name.strip():
            with pytest.raises(Refused):
                services.create(name=name, actor=people.actor())
            return
        slug = services.create(name=name, actor=people.actor()).slug
        assert slug
        assert slug not in services.RESERVED_SLUGS

    @pytest.mark.parametrize("name", ["", " ", "x" * 121, "North\nCollege", "a\0b"])
    def test_a_name_that_is_none_is_refused_and_nothing_is_stored(self, name):
        with pytest.raises(Refused) as caught:
            services.create(name=name, actor=people.actor())
        assert caught.value.field == "name"
        assert not EventRecord.objects.exists()


class TestWhoMayDoWhat:
    MATRIX = {
        Role.OWNER: set(Role),
        Role.EDITOR: {Role.EDITOR, Role.AWARDER, Role.VIEWER},
        Role.AWARDER: {Role.AWARDER, Role.VIEWER},
        Role.ASSESSOR: {Role.ASSESSOR, Role.VIEWER},
        Role.VIEWER: {Role.VIEWER},
    }

    @pytest.mark.parametrize("held", Role)
    @pytest.mark.parametrize("asked", Role)
    def test_each_role_and_each_wish(self, held, asked):
        college, owner = people.organization()
        actor = owner if held is Role.OWNER else people.member(college, held)
        if asked in self.MATRIX[held]:
            assert access.for_role(actor, college.slug, asked) == college
        else:
            with pytest.raises(NotFound):
                access.for_role(actor, college.slug, asked)

    def test_not_yours_and_not_there_cannot_be_told_apart(self):
        college, _ = people.organization()
        stranger = people.actor()
        answers = []
        for slug in (college.slug, "absent"):
            with pytest.raises(NotFound) as caught:
                access.for_role(stranger, slug, Role.VIEWER)
            answers.append((type(caught.value), str(caught.value)))
        assert answers[0] == answers[1]

    def test_another_organizations_owner_is_a_stranger(self):
        college, _ = people.organization()
        _, other = people.organization("South College")
        with pytest.raises(NotFound):
            access.for_role(other, college.slug, Role.VIEWER)

    def test_a_role_taken_away_is_gone_at_once(self):
        college, owner = people.organization()
        editor = people.member(college, Role.EDITOR)
        services.remove_member(
            organization=college, account_id=editor.account_id, actor=owner
        )
        with pytest.raises(NotFound):
            access.for_role(editor, college.slug, Role.VIEWER)

    def test_an_account_that_was_shut_off_has_no_role(self):
        ada = people.account()
        college, actor = people.organization(owner=people.actor(ada))
        ada.is_active = False
        ada.save()
        with pytest.raises(NotFound):
            access.for_role(actor, college.slug, Role.VIEWER)

    def test_the_system_may_and_nobody_may_not(self):
        college, _ = people.organization()
        assert access.for_role(SYSTEM, college.slug, Role.OWNER) == college
        nobody = Actor.person(uuid.uuid4())
        with pytest.raises(NotFound):
            access.for_role(nobody, college.slug, Role.VIEWER)


class TestMembers:
    def test_a_member_has_one_role(self):
        college, owner = people.organization()
        editor = people.member(college, Role.EDITOR)
        with pytest.raises(AlreadyMember):
            services.add_member(
                organization=college,
                account_id=editor.account_id,
                role=Role.VIEWER,
                actor=owner,
            )
        services.change_role(
            organization=college,
            account_id=editor.account_id,
            role=Role.AWARDER,
            actor=owner,
        )
        assert selectors.role_of(editor.account_id, college.pk) is Role.AWARDER

    def test_the_last_owner_stays(self):
        college, owner = people.organization()
        people.member(college, Role.EDITOR)
        with pytest.raises(LastOwner):
            services.remove_member(
                organization=college, account_id=owner.account_id, actor=owner
            )
        with pytest.raises(LastOwner):
            services.change_role(
                organization=college,
                account_id=owner.account_id,
                role=Role.VIEWER,
                actor=owner,
            )
        assert selectors.role_of(owner.account_id, college.pk) is Role.OWNER

    def test_an_owner_may_leave_when_there_is_another(self):
        college, owner = people.organization()
        people.member(college, Role.OWNER)
        services.remove_member(
            organization=college, account_id=owner.account_id, actor=owner
        )
        assert selectors.role_of(owner.account_id, college.pk) is None

    def test_somebody_who_is_no_member_cannot_be_removed(self):
        college, owner = people.organization()
        with pytest.raises(NotFound):
            services.remove_member(
                organization=college, account_id=uuid.uuid4(), actor=owner
            )

    @pytest.mark.django_db(transaction=True)
    def test_two_owners_who_remove_each_other_at_once_do_not_both_succeed(self):
        college, one = people.organization()
        two = people.member(college, Role.OWNER)
        together = threading.Barrier(2)
        refused = []

        def remove(whom, by):
            together.wait()
            try:
                services.remove_member(
                    organization=college, account_id=whom.account_id, actor=by
                )
            except LastOwner as error:
                refused.append(error)
            finally:
                connection.close()

        threads = [
            threading.Thread(target=remove, args=pair)
            for pair in ((one, two), (two, one))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(refused) == 1
        assert Membership.objects.filter(role=Role.OWNER).count() == 1
