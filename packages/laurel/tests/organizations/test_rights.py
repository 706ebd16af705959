"""Rights to one thing beyond a member's role."""

import pytest
from laurel.foundation import history
from laurel.foundation.errors import Refused
from laurel.organizations import access, selectors
from laurel.organizations import services as organizations
from laurel.organizations.errors import NotFound
from laurel.organizations.types import Role

from packages.laurel.tests.factories import people

pytestmark = pytest.mark.django_db
ONE, OTHER = "achievement:one", "achievement:other"


@pytest.fixture
def college():
    """An organization, its owner, and a viewer."""
    organization, owner = people.organization()
    return organization, owner, people.member(organization, Role.VIEWER)


def give(college, role=Role.AWARDER, about=ONE):
    organization, owner, viewer = college
    return organizations.grant_right(
        organization=organization,
        account_id=viewer.account_id,
        about=about,
        role=role,
        actor=owner,
    )


def may(college, role, about):
    organization, _, viewer = college
    return access.allows(viewer, organization.pk, role, about=about)


def test_a_right_counts_for_its_thing_and_for_no_other(college):
    give(college)
    assert may(college, Role.AWARDER, ONE)
    assert not may(college, Role.AWARDER, OTHER)
    assert not may(college, Role.AWARDER, "")
    assert not may(college, Role.EDITOR, ONE)


def test_a_later_right_replaces_the_earlier(college):
    give(college)
    give(college, Role.EDITOR)
    assert may(college, Role.EDITOR, ONE)
    give(college, Role.AWARDER)
    assert not may(college, Role.EDITOR, ONE)


def test_a_right_is_taken_back_once(college):
    organization, owner, viewer = college
    give(college)
    for _ in range(2):
        organizations.withdraw_right(
            organization=organization,
            account_id=viewer.account_id,
            about=ONE,
            actor=owner,
        )
    assert not may(college, Role.AWARDER, ONE)
    names = [event.name for event in history.of_organization(organization.pk)]
    assert names.count("organization.right_withdrawn") == 1


def test_who_leaves_and_comes_back_has_no_rights(college):
    organization, owner, viewer = college
    give(college)
    organizations.remove_member(
        organization=organization, account_id=viewer.account_id, actor=owner
    )
    assert not may(college, Role.AWARDER, ONE)
    organizations.add_member(
        organization=organization,
        account_id=viewer.account_id,
        role=Role.VIEWER,
        actor=owner,
    )
    assert not may(college, Role.AWARDER, ONE)


@pytest.mark.parametrize("role", [Role.OWNER, Role.VIEWER])
def test_owning_and_viewing_are_no_rights_to_one_thing(college, role):
    with pytest.raises(Refused):
        give(college, role)


def test_what_the_role_includes_needs_no_right(college):
    organization, owner, _ = college
    editor = people.member(organization, Role.EDITOR)
    with pytest.raises(Refused) as refused:
        give((organization, owner, editor))
    assert refused.value.field == "member"


def test_a_stranger_gets_no_right(college):
    organization, owner, _ = college
    with pytest.raises(NotFound):
        give((organization, owner, people.actor()))


def test_a_right_in_one_organization_opens_nothing_in_another(college):
    _, _, viewer = college
    other, other_owner = people.organization("South College")
    give(college)
    organizations.add_member(
        organization=other,
        account_id=viewer.account_id,
        role=Role.VIEWER,
        actor=other_owner,
    )
    assert not access.allows(viewer, other.pk, Role.AWARDER, about=ONE)
    assert selectors.rights_of(viewer.account_id, other.pk) == {}
