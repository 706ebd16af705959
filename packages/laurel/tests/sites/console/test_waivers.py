"""Something is missing: the form says what, and asks who may pass by it for a reason."""

import pytest
from laurel.awards import access, selectors
from laurel.awards.models import Award
from laurel.organizations import services as organizations
from laurel.organizations.types import Role

from packages.laurel.tests.awards import guarding

from .conftest import browser_of, error_beside
from .test_forms import award_facts

MARY = "mary@students.example"


@pytest.fixture(autouse=True)
def guard(settings):
    settings.LAUREL_GUARDS = "packages.laurel.tests.awards.guarding.GUARDS"
    guarding.waits.add(MARY)
    yield
    guarding.waits.clear()


def test_the_form_names_what_is_missing_and_asks_an_owner_why(college, owner):
    new, facts = college.badge_url("/award"), award_facts()
    refused = owner.post(new, facts)
    assert "Law is not graded" in error_beside(refused, "recipient_email")
    assert "Award it all the same, because" in refused.content.decode()
    assert not Award.objects.exists()
    done = owner.post(new, facts | {"waiver": "Confirmed by telephone."})
    assert done.status_code == 302
    award = Award.objects.get()
    assert selectors.waiver(award).reason == "Confirmed by telephone."
    page = owner.get(done["location"]).content.decode()
    assert "Confirmed by telephone." in page
    assert "The course Law is not graded." in page
    log = owner.get(college.url("history")).content.decode()
    assert "passed by what stood in the way of" in log


def test_an_awarder_is_told_what_is_missing_and_not_asked(college, staff):
    browser = browser_of(staff[Role.AWARDER])
    new, facts = college.badge_url("/award"), award_facts()
    page = browser.post(new, facts)
    assert "Law is not graded" in error_beside(page, "recipient_email")
    assert "Award it all the same" not in page.content.decode()
    typed = browser.post(new, facts | {"waiver": "I say so."})
    assert "ask an owner" in error_beside(typed, "recipient_email")
    assert not Award.objects.exists()


def test_the_owner_gives_somebody_the_right_to_it(college, staff, owner):
    person = staff[Role.AWARDER]
    member = college.organization.memberships.get(account_id=person.account_id)
    rights = college.badge_url("/rights")
    done = owner.post(rights, {"member": str(member.pk), "role": "owner"})
    assert done.status_code == 302
    assert access.may_waive(person, college.achievement)
    assert "May award it early" in owner.get(rights).content.decode()
    log = owner.get(college.url("history")).content.decode()
    assert "to award “Facilitation: Completed” early" in log
    owner.post(f"{rights}/{member.pk}/withdraw")
    assert not access.may_waive(person, college.achievement)


def test_the_right_alone_opens_no_award(college, staff):
    """Whoever only looks at things may not award early, either."""
    person = staff[Role.VIEWER]
    organizations.grant_right(
        organization=college.organization,
        account_id=person.account_id,
        about=access.about_waivers(college.achievement.public_id),
        role=Role.OWNER,
        actor=college.owner,
    )
    browser = browser_of(person)
    assert browser.get(college.badge_url("/award")).status_code == 404
    assert browser.get(college.url("award")).status_code == 404


def test_where_a_second_person_approves_it_is_said_before(college, owner):
    organizations.require_approval(
        organization=college.organization, needed=True, actor=college.owner
    )
    page = owner.post(college.badge_url("/award"), award_facts())
    assert "Law is not graded" in error_beside(page, "recipient_email")
