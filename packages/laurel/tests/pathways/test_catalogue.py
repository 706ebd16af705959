"""The catalogue: what everybody can earn here, and how it is found."""

import pytest
from laurel.achievements import selectors as achievements
from laurel.achievements import services as achievement_services
from laurel.achievements.types import Skill
from laurel.foundation.actors import SYSTEM
from laurel.pathways.catalogue import Wanted, find
from laurel.programs import services as programs

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

PLANTS = Skill("Botany", "https://skills.example/botany")


@pytest.fixture
def academy():
    organization = people.organization("Kōwhai Academy")[0]
    return badges.issuer(organization, name="Kōwhai Academy")


@pytest.fixture
def offered(academy):
    """Two badges of the academy and one of the college."""
    return [
        badges.achievement(academy, name="Urban Ecology", skills=(PLANTS,)),
        badges.achievement(academy, name="Data Stories", tags=("Ārai",)),
        badges.achievement(badges.issuer(), name="Workshop Safety"),
    ]


def names(**wanted):
    return [offer.version.name for offer in find(Wanted(**wanted)).offers]


def test_everything_that_can_be_earned_the_newest_first(offered):
    assert names() == ["Workshop Safety", "Data Stories", "Urban Ecology"]
    badges.achievement(offered[0].issuer, name="Draft", publish=False)
    achievement_services.archive(achievement=offered[1], actor=SYSTEM)
    achievement_services.list_publicly(
        achievement=offered[0], is_listed=False, actor=SYSTEM
    )
    assert names() == ["Workshop Safety"]
    assert [a.current.name for a in achievements.listed(limit=9)] == ["Workshop Safety"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("ecology", ["Urban Ecology"]),
        ("KŌWHAI", ["Data Stories", "Urban Ecology"]),
        ("ārai", ["Data Stories"]),
        ("botany urban", ["Urban Ecology"]),
        ("botany safety", []),
    ],
)
@pytest.mark.usefixtures("offered")
def test_every_word_is_looked_for_whatever_its_letters(search, found):
    assert names(search=search) == found


def test_it_is_narrowed_down(offered, academy):
    program = programs.create(
        organization=academy.organization,
        name="City plants",
        achievement_ids=[offered[0].public_id],
        actor=SYSTEM,
    )
    assert names(skill="Botany") == ["Urban Ecology"]
    assert names(organization=academy.organization.slug) == [
        "Data Stories",
        "Urban Ecology",
    ]
    assert names(program=program.public_id) == ["Urban Ecology"]
    assert names(program=program.public_id, skill="Data analysis") == []
    found = find(Wanted())
    assert found.programs == ((program.public_id, "City plants"),)
    assert found.skills == ("Botany", "Data analysis")
    assert [name for _, name in found.organizations] == [
        "Kōwhai Academy",
        "North College",
    ]


def test_of_a_badge_with_versions_the_newest_published_is_offered(offered):
    badges.issued(offered[0])
    achievement_services.revise(
        achievement=offered[0],
        definition=badges.definition(name="Urban Ecology II"),
        actor=SYSTEM,
    )
    assert names(search="ecology") == ["Urban Ecology II"]


def test_more_badges_take_no_more_statements(offered, django_assert_num_queries):
    with django_assert_num_queries(2):
        find(Wanted())
    for _ in range(5):
        badges.achievement(offered[0].issuer)
    with django_assert_num_queries(2):
        found = find(Wanted())
        assert {each.version.achievement.issuer.name for each in found.offers} == {
            "Kōwhai Academy",
            "North College",
        }
