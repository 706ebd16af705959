"""What everybody may see of a family, from one of its badges."""

import pytest
from laurel.achievements import services as achievements
from laurel.families import selectors, services
from laurel.foundation.actors import SYSTEM

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    issuer = badges.issuer()
    return [badges.achievement(issuer) for _ in range(3)]


@pytest.fixture
def family(three):
    return services.gather(
        organization=three[0].issuer.organization,
        name="Facilitation",
        badges=three,
        actor=SYSTEM,
    )


def test_every_tier_knows_its_place_and_what_is_above(family, three):
    places = [selectors.levels(badge) for badge in three]
    assert [found.family for found in places] == ["Facilitation"] * 3
    assert [found.number for found in places] == [1, 2, 3]
    assert all([v.achievement for v in found.badges] == three for found in places), (
        "the lowest first"
    )
    above = [found.above and found.above.achievement for found in places]
    assert above == [three[1], three[2], None]


def test_what_cannot_be_earned_any_more_is_a_level_and_no_advice(family, three):
    achievements.archive(achievement=three[1], actor=SYSTEM)
    found = selectors.levels(three[0])
    assert len(found.badges) == 3
    assert found.above.achievement == three[2]


def test_a_badge_without_a_family_has_no_levels(three):
    assert selectors.levels(three[0]) is None


def test_a_family_that_is_dissolved_is_none(family, three):
    services.dissolve(family=family, actor=SYSTEM)
    assert selectors.levels(three[0]) is None


def test_a_draft_is_nobodys_level():
    issuer = badges.issuer()
    found = services.from_framework(
        issuer=issuer, course="Facilitation", publish=False, actor=SYSTEM
    )
    lowest, *others = selectors.tiers(found)
    assert selectors.levels(lowest) is None, "all are drafts"
    for badge in (lowest, others[0]):
        achievements.publish(achievement=badge, actor=SYSTEM)
    lowest.refresh_from_db()
    assert len(selectors.levels(lowest).badges) == 2


def test_it_takes_two_statements_however_many_there_are(
    family, three, django_assert_num_queries
):
    with django_assert_num_queries(2):
        selectors.levels(three[0])
