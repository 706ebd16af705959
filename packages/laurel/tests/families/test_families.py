"""Families: made of badges there are or from the framework; each asks for those below it."""

import pytest
from laurel.achievements import selectors as achievements
from laurel.achievements.types import AchievementState
from laurel.awards.errors import NotYet
from laurel.design.types import Design
from laurel.eligibility import selectors as rules
from laurel.eligibility import services as eligibility
from laurel.families import selectors, services
from laurel.families.errors import Refused
from laurel.families.models import Family
from laurel.families.types import Policy
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord
from laurel.programs import selectors as programs
from laurel.requirements.types import AllOf, AtLeast, Kind, Need

from packages.laurel.tests.factories import badges, classes, families

pytestmark = pytest.mark.django_db
NAMES = ["Facilitation: Completed", "Facilitation: Demonstrated", "Facilitation: Implemented"]  # fmt: skip


@pytest.fixture
def issuer():
    return badges.issuer()


def framework(issuer, **facts):
    return services.from_framework(
        issuer=issuer, actor=SYSTEM, **{"course": "Facilitation", **facts}
    )


def test_the_framework_makes_three_badges_in_one_look(issuer):
    family = framework(issuer)
    made = selectors.tiers(family)
    assert [badge.current.name for badge in made] == NAMES
    arts = [achievements.art(badge.current) for badge in made]
    assert [(art.level, art.levels, art.band) for art in arts] == [
        (1, 3, "Completed"),
        (2, 3, "Demonstrated"),
        (3, 3, "Implemented"),
    ]
    assert len({(a.shape, a.icon, a.background, a.colour) for a in arts}) == 1
    assert len({achievements.picture(badge.current).svg for badge in made}) == 3
    assert isinstance(arts[0], Design)


def test_each_says_where_the_others_are(issuer):
    made = selectors.tiers(framework(issuer))
    pages = [achievements.address(badge.current) for badge in made]
    for number, badge in enumerate(made):
        said = achievements.definition(badge.current).related
        assert [each.url for each in said] == [*pages[:number], *pages[number + 1 :]]


def test_without_a_course_the_badges_below_are_asked_for_alone(issuer):
    lowest, middle, highest = selectors.tiers(framework(issuer))
    assert rules.rule_of(lowest) is None
    with pytest.raises(NotYet, match="Facilitation: Completed"):
        badges.issued(middle)
    with pytest.raises(NotYet) as refused:
        badges.issued(highest)
    assert [NAMES[0] in str(refused.value), NAMES[1] in str(refused.value)] == [
        True
    ] * 2
    for badge in (lowest, middle, highest):
        badges.issued(badge, recipient_email="ada@students.example")


def test_with_a_course_its_results_decide(issuer):
    course = programs.courses(classes.program(issuer.organization))[0]
    family = framework(issuer, results_of=course, is_automatic=True)
    rows = [rules.rule_of(badge) for badge in selectors.tiers(family)]
    assert all(row.is_automatic for row in rows)
    said = [
        rules.in_words(issuer.organization, rules.requirement_of(badge))
        for badge in selectors.tiers(family)
    ]
    assert f"take part fully in “{course.name}”" in said[0]
    assert f"“Course work” in “{course.name}”" in said[1]
    assert "hand in evidence for “Facilitation: Implemented”" in said[2]


def test_drafts_wait_to_be_published(issuer):
    family = framework(issuer, publish=False)
    states = {badge.state for badge in selectors.tiers(family)}
    assert states == {AchievementState.DRAFT}


@pytest.mark.parametrize("course", ["", " ", "x" * 101, "a\x07b"])
def test_a_course_without_a_name_makes_nothing(issuer, course):
    with pytest.raises(Refused) as refused:
        framework(issuer, course=course)
    assert refused.value.field == "course"
    assert not Family.objects.exists()


def test_badges_there_are_keep_what_they_ask_for(issuer):
    from laurel.eligibility import services as eligibility
    from laurel.requirements.types import AllOf, Kind, Need

    course = programs.courses(classes.program(issuer.organization))[0]
    lower, higher = (badges.achievement(issuer) for _ in range(2))
    passed = Need(Kind.COURSE, course.public_id)
    eligibility.set_rule(
        achievement=higher, requirement=passed, is_automatic=True, actor=SYSTEM
    )
    services.gather(
        organization=issuer.organization,
        name="Facilitation",
        badges=[lower, higher],
        actor=SYSTEM,
    )
    held = Need(Kind.HELD, lower.public_id)
    assert rules.requirement_of(higher) == AllOf((held, passed))
    assert rules.rule_of(higher).is_automatic


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (lambda own: {"name": " "}, "name"),
        (lambda own: {"badges": own[:1]}, "badges"),
        (lambda own: {"badges": [own[0], own[0]]}, "badges"),
        (lambda own: {"badges": [own[0], badges.achievement()]}, "badges"),
        (lambda own: {"badges": [badges.achievement(own[0].issuer) for _ in range(6)]}, "badges"),
    ],
    ids=["no-name", "one", "twice", "anothers", "six"],
)  # fmt: skip
def test_what_cannot_be_a_family_is_none(issuer, change, field):
    own = [badges.achievement(issuer) for _ in range(2)]
    facts = {"name": "Facilitation", "badges": own, **change(own)}
    with pytest.raises(Refused) as refused:
        services.gather(organization=issuer.organization, actor=SYSTEM, **facts)
    assert refused.value.field == field
    assert not Family.objects.exists()


def test_a_badge_is_a_tier_once_until_its_family_is_taken_apart(issuer):
    family = families.made(issuer)
    again = {
        "organization": issuer.organization,
        "name": "Other",
        "badges": selectors.tiers(family),
        "actor": SYSTEM,
    }
    with pytest.raises(Refused, match="a tier of a family already"):
        services.gather(**again)
    for _ in range(2):
        services.dissolve(family=family, actor=SYSTEM)
    assert EventRecord.objects.filter(name="family.dissolved").count() == 1
    assert selectors.of_achievement(again["badges"][0]) is None
    services.gather(**again)


def test_who_has_which_and_who_is_next(issuer):
    family = families.made(issuer, tiers=2)
    lower, _ = selectors.tiers(family)
    families.held(family, "ada@students.example")
    badges.issued(
        lower, recipient_email="grace@students.example", recipient_name="Grace Hopper"
    )
    first, last = selectors.standing(family)
    assert (first.holders, first.waiting, last.holders, last.waiting) == (2, 1, 1, 0)
    assert [award.recipient_name for award in first.next_ones] == ["Grace Hopper"]


def test_the_policy_changes_from_now_on_and_once(issuer):
    family = families.made(issuer)
    for _ in range(2):
        services.set_policy(family=family, policy=Policy.KEEP, actor=SYSTEM)
    assert EventRecord.objects.filter(name="family.policy_changed").count() == 1
    assert Family.objects.get().policy == "keep"


@pytest.mark.parametrize(
    "change",
    [
        lambda course, lower: Need(Kind.COURSE, course.public_id),
        lambda course, lower: AtLeast(
            1, (Need(Kind.HELD, lower.public_id), Need(Kind.COURSE, course.public_id))
        ),
        lambda course, lower: None,
    ],
)
def test_a_tiers_rule_keeps_asking_for_the_badges_below(issuer, change):
    """Whether it is left out, made one of several, or the whole rule is taken away."""
    family = families.made(issuer)
    lower, higher = selectors.tiers(family)
    course = programs.courses(classes.program(issuer.organization))[0]
    requirement = change(course, lower)
    before = rules.requirement_of(higher)
    with pytest.raises(Refused, match="a tier of the family “Facilitation”") as refused:
        say(higher, requirement)
    assert lower.current.name in refused.value.message
    assert rules.requirement_of(higher) == before
    held = Need(Kind.HELD, lower.public_id)
    passed = Need(Kind.COURSE, course.public_id)
    for enough in (AllOf((passed, AllOf((held,)))), AtLeast(2, (held, passed))):
        say(higher, enough)


def say(badge, requirement):
    """What the rule editor does: another rule, or none."""
    if requirement is None:
        eligibility.remove_rule(achievement=badge, actor=SYSTEM)
    else:
        eligibility.set_rule(
            achievement=badge, requirement=requirement, is_automatic=True, actor=SYSTEM
        )


def test_taken_apart_the_rules_stay_or_ask_for_the_badges_below_no_more(issuer):
    course = programs.courses(classes.program(issuer.organization))[0]
    passed = Need(Kind.COURSE, course.public_id)
    family = families.made(issuer, tiers=3)
    badges_of_it = selectors.tiers(family)
    *below, highest = badges_of_it
    held = tuple(Need(Kind.HELD, badge.public_id) for badge in below)
    eligibility.set_rule(
        achievement=highest,
        requirement=AllOf((*held, passed)),
        is_automatic=True,
        actor=SYSTEM,
    )
    services.dissolve(family=family, actor=SYSTEM)
    assert rules.requirement_of(highest) == AllOf((*held, passed))
    again = services.gather(
        organization=issuer.organization,
        name="Again",
        badges=badges_of_it,
        actor=SYSTEM,
    )
    services.dissolve(family=again, keep_rules=False, actor=SYSTEM)
    assert rules.requirement_of(highest) == passed
    assert not rules.rule_of(highest).is_automatic
    assert rules.rule_of(badges_of_it[1]) is None
