"""The pages of families: the framework, badges there are, who is next, what is to be decided."""

import re

import pytest
from laurel.achievements import selectors as achievements
from laurel.eligibility import selectors as rules
from laurel.families import selectors
from laurel.families.models import Gap
from laurel.families.types import Policy
from laurel.foundation import jobs
from laurel.organizations.types import Role

from packages.laurel.tests.factories import badges, classes, families

from .conftest import browser_of, error_beside

WANTED = {"course": "Facilitation", "policy": "flag", "state": "published", "step": "make"}  # fmt: skip


def family_url(college, family, rest=""):
    return college.url(f"families/{family.public_id}{rest}")


@pytest.mark.requirement("K14")
def test_three_badges_of_a_course_are_one_form(college, owner):
    """Choose the framework, type the course, press the button."""
    listed = owner.get(college.url("badges")).content.decode()
    assert college.url("families") in listed
    empty = owner.get(college.url("families")).content.decode()
    assert college.url("families/new") in empty
    assert owner.get(college.url("families/new")).status_code == 200
    page = owner.post(college.url("families/new"), WANTED, follow=True)
    said = page.content.decode()
    family = selectors.of_organization(college.organization).get()
    made = selectors.tiers(family)
    for tier, badge in zip(
        ("Completed", "Demonstrated", "Implemented"), made, strict=True
    ):
        assert f"Facilitation: {tier}" in said
        assert achievements.image_address(badge.current) in said
    arts = [achievements.art(badge.current) for badge in made]
    assert [art.level for art in arts] == [1, 2, 3]
    assert len({(art.shape, art.icon, art.background) for art in arts}) == 1
    assert [rules.rule_of(badge) is None for badge in made] == [True, False, False]


def test_they_can_be_looked_at_first(college, owner):
    page = owner.post(college.url("families/new"), WANTED | {"step": "look"})
    said = page.content.decode()
    assert "So they would be" in said
    pictures = re.findall(r'src="([^"]+design/art[^"]+)"', said)
    assert len(pictures) == 3
    for picture in pictures:
        shown = owner.get(picture.replace("&amp;", "&"))
        assert shown["Content-Type"].startswith("image/svg+xml")
    assert not selectors.of_organization(college.organization)


def test_results_of_a_course_may_decide(college, owner):
    classes.program(college.organization)
    page = owner.get(college.url("families/new")).content.decode()
    value = re.search(r'<option value="(\w{22})"[^>]*>Statistics', page)[1]
    typed = WANTED | {"results_of": value, "is_automatic": "on"}
    owner.post(college.url("families/new"), typed)
    family = selectors.of_organization(college.organization).get()
    lowest = selectors.tiers(family)[0]
    asked = rules.in_words(college.organization, rules.requirement_of(lowest))
    assert "take part fully in “Statistics”" in asked
    assert rules.rule_of(lowest).is_automatic


@pytest.mark.parametrize(
    ("typed", "field", "said"),
    [
        ({"course": ""}, "course", "Write what the course is called"),
        ({"course": "x" * 101}, "course", "100"),
        ({"policy": "shout"}, "policy", "Choose one of these"),
        ({"state": "x"}, "state", "Choose one"),
    ],
)
def test_a_form_that_is_wrong_says_so_and_makes_nothing(
    college, owner, typed, field, said
):
    page = owner.post(college.url("families/new"), WANTED | typed)
    assert said in error_beside(page, field)
    assert not selectors.of_organization(college.organization)


def test_badges_there_are_become_a_family(college, owner):
    lower, higher, _ = (badges.achievement(college.issuer) for _ in range(3))
    typed = {
        "name": "Analytics",
        "tier_1": lower.public_id,
        "tier_2": higher.public_id,
        "policy": "suspend",
    }
    page = owner.post(college.url("families/gather"), typed, follow=True)
    assert "Analytics" in page.content.decode()
    family = selectors.of_organization(college.organization).get()
    assert (selectors.tiers(family), family.policy) == ([lower, higher], "suspend")
    detail = owner.get(college.url(f"badges/{higher.public_id}")).content.decode()
    assert family_url(college, family) in detail
    twice = owner.post(
        college.url("families/gather"), typed | {"tier_1": higher.public_id}
    )
    assert "not here any more" in error_beside(twice, "tier_1")


def test_one_badge_twice_is_no_family(college, owner):
    one, _ = (badges.achievement(college.issuer) for _ in range(2))
    typed = {
        "name": "A",
        "tier_1": one.public_id,
        "tier_2": one.public_id,
        "policy": "flag",
    }
    page = owner.post(college.url("families/gather"), typed)
    assert "one tier alone" in error_beside(page, "tier_1")


def test_the_page_says_who_has_which_and_who_is_next(college, owner):
    family = families.made(college.issuer)
    lower, _ = selectors.tiers(family)
    badges.issued(lower, recipient_name="Grace Hopper")
    said = owner.get(family_url(college, family)).content.decode()
    assert "Grace Hopper" in said
    assert "<b>1</b> without the next one" in said
    assert (
        family_url(college, family)
        in owner.get(college.url("families")).content.decode()
    )


def test_what_lost_the_badge_below_it_waits_for_a_decision(college, owner):
    family = families.made(college.issuer, policy=Policy.SUSPEND)
    lower, higher = families.held(family)
    families.revoke(lower)
    award = college.url(f"awards/{higher.award_public_id}")
    for page in (award, family_url(college, family)):
        assert (
            "was revoked, and this badge builds on it"
            in owner.get(page).content.decode()
        )
    home = owner.get(college.url("")).content.decode()
    assert "1 badge lost the one below it" in home
    assert award in home
    gap = Gap.objects.get()
    decide = college.url(f"families/gaps/{gap.public_id}")
    assert "Write why it stands" in owner.post(decide, {}, follow=True).content.decode()
    owner.post(decide, {"reason": "Examined anew."})
    jobs.drain()
    after = owner.get(award).content.decode()
    assert "builds on it" not in after
    assert "Valid" in after
    log = owner.get(college.url("history")).content.decode()
    assert "stand without the lower badge: Examined anew." in log


def test_the_policy_is_changed_and_the_family_taken_apart(college, owner):
    family = families.made(college.issuer)
    changed = owner.post(family_url(college, family, "/change"), {"policy": "keep"}, follow=True)  # fmt: skip
    assert "Saved" in changed.content.decode()
    wrong = owner.post(family_url(college, family, "/change"), {"policy": "x"}, follow=True)  # fmt: skip
    assert "Choose one of these" in wrong.content.decode()
    before = owner.get(family_url(college, family, "/dissolve")).content.decode()
    assert "What ends" in before
    assert "with the ring and the ribbon of their tier" in before
    owner.post(family_url(college, family, "/dissolve"), {"rules": "keep"})
    assert owner.get(family_url(college, family)).status_code == 404
    log = owner.get(college.url("history")).content.decode()
    assert "the higher ones stay" in log
    assert "took the family “Facilitation” apart" in log


def test_a_viewer_looks_and_changes_nothing(college, staff):
    family = families.made(college.issuer)
    page = browser_of(staff[Role.VIEWER]).get(family_url(college, family))
    assert page.status_code == 200
    assert "Take it apart" not in page.content.decode()
