"""What stands in the way of an award, whichever way it comes; and who may pass by it."""

import pytest
from laurel.awards import access, selectors, services
from laurel.awards.errors import AlreadyAwarded, NotYet, Refused
from laurel.awards.models import Award, Waiver
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.organizations import services as organizations
from laurel.organizations.errors import Refused as RightRefused
from laurel.organizations.types import Role

from packages.laurel.tests.awards import guarding
from packages.laurel.tests.factories import badges, batches, people

ADA = "ada@north-college.example"


@pytest.fixture
def owner(db):
    return people.actor()


@pytest.fixture
def achievement(owner):
    college, _ = people.organization(owner=owner)
    return badges.achievement(badges.issuer(college))


@pytest.fixture
def guard(settings):
    settings.LAUREL_GUARDS = "packages.laurel.tests.awards.guarding.GUARDS"
    guarding.waits.clear()
    guarding.waits.add(ADA)
    guarding.asked.clear()
    yield guarding
    guarding.waits.clear()


def grant(of, **facts):
    return services.grant(**badges.award_facts(of, **facts))


def test_who_lacks_something_is_refused_and_told_what(achievement, guard):
    with pytest.raises(NotYet, match="Law is not graded") as refused:
        grant(achievement, recipient_email="ADA@north-college.example")
    assert refused.value.field == "recipient_email"
    assert refused.value.obstacles[0].subject == "law"
    assert not Award.objects.exists()
    guard.waits.clear()
    grant(achievement, recipient_email=ADA)
    grant(achievement, recipient_email="mary@north-college.example")


def test_a_repeat_of_what_was_awarded_is_not_asked_again(achievement, guard):
    guard.waits.clear()
    facts = badges.award_facts(achievement, recipient_email=ADA)
    held = services.grant(**facts)
    guard.waits.add(ADA)
    assert services.grant(**facts) == held
    with pytest.raises(AlreadyAwarded):  # which says more than what is missing
        grant(achievement, recipient_email=ADA)


def test_an_owner_passes_by_it_with_a_reason_that_is_kept(achievement, guard, owner):
    award = grant(
        achievement, recipient_email=ADA, waiver=" The teacher is ill. ", actor=owner
    )
    waiver = selectors.waiver(award)
    assert (waiver.reason, waiver.by) == ("The teacher is ill.", owner.label)
    assert waiver.obstacles[0]["sentence"] == "The course Law is not graded."
    event = EventRecord.objects.get(name="award.waived")
    assert event.payload["award_public_id"] == award.public_id
    assert event.payload["obstacles"] == ["tests.waits"]
    assert event.actor_label == owner.label


def test_where_nothing_is_missing_no_waiver_is_kept(achievement, guard, owner):
    award = grant(achievement, waiver="Just in case.", actor=owner)
    assert selectors.waiver(award) is None
    assert not EventRecord.objects.filter(name="award.waived").exists()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.AWARDER])
def test_others_need_the_right_to_it(achievement, guard, owner, role):
    college = achievement.issuer.organization
    other = people.actor()
    organizations.add_member(
        organization=college, account_id=other.account_id, role=role, actor=owner
    )
    wish = {"recipient_email": ADA, "waiver": "He is ill.", "actor": other}
    with pytest.raises(NotYet, match="ask an owner"):
        grant(achievement, **wish)
    assert not Waiver.objects.exists()
    about = access.about_waivers(achievement.public_id)
    organizations.grant_right(
        organization=college,
        account_id=other.account_id,
        about=about,
        role=Role.OWNER,
        actor=owner,
    )
    assert not access.may_waive(other, badges.achievement(achievement.issuer))
    assert selectors.waiver(grant(achievement, **wish)).by == other.label


def test_no_member_becomes_an_owner_of_a_badge_by_a_right(achievement, owner):
    other = people.actor()
    college = achievement.issuer.organization
    organizations.add_member(
        organization=college, account_id=other.account_id, role=Role.VIEWER, actor=owner
    )
    for about, role in [("achievement:x", Role.OWNER), ("waiver:x", Role.EDITOR)]:
        with pytest.raises(RightRefused):
            organizations.grant_right(
                organization=college,
                account_id=other.account_id,
                about=about,
                role=role,
                actor=owner,
            )


def test_a_reason_has_a_limit(achievement, guard, owner):
    with pytest.raises(Refused) as refused:
        grant(achievement, recipient_email=ADA, waiver="x" * 2001, actor=owner)
    assert refused.value.field == "waiver"


def test_a_list_says_it_beside_the_row_and_asks_once_for_all(achievement, guard):
    guard.waits.add("learner-2@north-college.example")
    draft = batches.draft(achievement, people=40)
    assert len(guard.asked) == 1
    rows = list(draft.rows.order_by("number"))
    assert [row.number for row in rows if row.verdict == "bad"] == [rows[1].number]
    assert "Law is not graded" in rows[1].findings[0]["text"]


def test_without_guards_an_award_costs_nothing_more(
    achievement, settings, django_assert_max_num_queries
):
    settings.LAUREL_GUARDS = "packages.laurel.tests.awards.guarding.NOBODY"
    grant(achievement, actor=SYSTEM)
    assert selectors.obstacles(achievement, []) == {}
    with django_assert_max_num_queries(0):
        assert selectors.obstacles(achievement, [ADA]) == {}
