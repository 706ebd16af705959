"""A right to one badge: what it opens, and what it does not."""

from uuid import uuid4

import pytest
from laurel.achievements import access as achievements
from laurel.organizations import selectors as organizations
from laurel.organizations import services as organization_services
from laurel.organizations.types import Role

from packages.laurel.tests.factories import badges

from .conftest import browser_of, make_award
from .test_forms import award_facts


@pytest.fixture
def viewer(awarded, staff):
    """The college's viewer, and a browser of theirs."""
    return staff[Role.VIEWER], browser_of(staff[Role.VIEWER])


def give(college, member, role=Role.AWARDER):
    organization_services.grant_right(
        organization=college.organization,
        account_id=member.account_id,
        about=achievements.about(college.achievement.public_id),
        role=role,
        actor=college.owner,
    )


def test_who_has_the_right_awards_this_badge_and_no_other(awarded, viewer):
    person, browser = viewer
    other = badges.achievement(awarded.issuer, name="Another badge")
    new = awarded.badge_url("/award")
    assert browser.get(new).status_code == 404
    assert browser.get(awarded.url("award")).status_code == 404
    give(awarded, person)
    assert browser.post(new, award_facts()).status_code == 302
    listed = browser.get(awarded.url("award")).content.decode()
    assert "Facilitation: Completed" in listed
    assert "Another badge" not in listed
    elsewhere = awarded.url(f"badges/{other.public_id}/award")
    assert browser.get(elsewhere).status_code == 404
    assert browser.get(awarded.badge_url("/edit")).status_code == 404


def test_what_was_awarded_can_be_sent_again_and_revoked(awarded, viewer):
    person, browser = viewer
    give(awarded, person)
    page = browser.get(awarded.award_url()).content.decode()
    assert "Revoke" in page
    assert browser.get(awarded.award_url("/revoke")).status_code == 200


def test_the_owner_gives_the_right_and_takes_it_back(awarded, owner, viewer):
    person, browser = viewer
    member = organizations.members(awarded.organization).get(
        account_id=person.account_id
    )
    rights = awarded.badge_url("/rights")
    response = owner.post(rights, {"member": str(member.pk), "role": "awarder"})
    assert response.status_code == 302
    assert "Take back" in owner.get(rights).content.decode()
    assert browser.get(awarded.badge_url("/award")).status_code == 200
    log = owner.get(awarded.url("history")).content.decode()
    assert "the right of an awarder for “Facilitation: Completed”" in log
    assert owner.post(f"{rights}/{member.pk}/withdraw").status_code == 302
    assert browser.get(awarded.badge_url("/award")).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"member": "somebody", "role": "awarder"},
        {"member": str(uuid4()), "role": "awarder"},
        {"role": "owner"},
    ],
    ids=["nothing", "no-id", "a-stranger", "owner"],
)
@pytest.mark.usefixtures("staff")
def test_a_form_that_is_wrong_says_so_and_gives_nothing(awarded, owner, typed):
    page = owner.post(awarded.badge_url("/rights"), typed)
    assert page.status_code == 200
    assert "Choose" in page.content.decode()
    assert not awarded.organization.rights.exists()


def test_a_right_to_change_opens_the_wizard(awarded, viewer):
    person, browser = viewer
    change = awarded.badge_url("/change")
    before = browser.get(change).status_code
    give(awarded, person, Role.EDITOR)
    assert (before, browser.get(change, follow=True).status_code) == (404, 200)
    assert browser.get(awarded.url("badges/new")).status_code == 404


def test_an_award_of_another_badge_stays_closed(awarded, viewer):
    person, browser = viewer
    give(awarded, person)
    awarded.achievement = badges.achievement(awarded.issuer, name="Another badge")
    other = make_award(awarded, email="mary@students.example")
    url = awarded.url(f"awards/{other.public_id}/revoke")
    assert browser.get(url).status_code == 404
