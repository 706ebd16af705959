"""What comes next on a public pathway, for whoever has one of its badges."""

import pytest
from laurel.achievements import services as achievements
from laurel.foundation.actors import SYSTEM
from laurel.pathways import selectors, services

from packages.laurel.tests.factories import badges, pathways

pytestmark = pytest.mark.django_db


@pytest.fixture
def five():
    return pathways.steps(badges.issuer(), 5)


def names(achievement):
    return [each.version.name for each in selectors.after(achievement)]


def test_the_next_step_follows_and_the_pathway_says_where(five):
    made = pathways.pathway(*five[:3], title="Data Analyst")
    (found,) = selectors.after(five[1])
    assert found.version.name == "Step 3"
    assert (found.pathway_title, found.pathway_id) == ("Data Analyst", made.public_id)
    assert names(five[0]) == ["Step 2"]


def test_what_waits_at_the_end_follows_the_last_step_and_nothing_follows_it(five):
    pathways.pathway(*five[:2], milestone=five[4].public_id)
    assert names(five[1]) == ["Step 5"]
    assert names(five[4]) == []


def test_nothing_follows_the_end_of_a_way_without_a_milestone(five):
    pathways.pathway(*five[:2])
    assert names(five[1]) == []


def test_without_an_order_whatever_is_left_follows(five):
    pathways.pathway(*five[:3], is_ordered=False)
    assert names(five[2]) == ["Step 1"]


def test_beside_a_branch_of_which_one_is_enough_comes_what_is_behind_it(five):
    made = pathways.pathway(five[0], publish=False)
    branch = services.add_branch(
        pathway=made, title="Electives", needed=1, actor=SYSTEM
    )
    for each in five[1:3]:
        services.add_step(
            pathway=made,
            achievement_id=each.public_id,
            branch_id=branch.public_id,
            actor=SYSTEM,
        )
    services.add_step(pathway=made, achievement_id=five[3].public_id, actor=SYSTEM)
    services.publish(pathway=made, actor=SYSTEM)
    assert names(five[1]) == ["Step 4"]
    assert names(five[0]) == ["Step 2"]


def test_several_pathways_each_say_theirs_and_a_badge_is_named_once(five):
    pathways.pathway(five[0], five[1], title="A")
    pathways.pathway(five[0], five[2], title="B")
    pathways.pathway(five[0], five[1], title="C")
    assert names(five[0]) == ["Step 2", "Step 3"]


def test_drafts_and_what_cannot_be_earned_are_no_advice(five):
    pathways.pathway(five[0], five[1], publish=False)
    assert names(five[0]) == []
    pathways.pathway(five[0], five[2], title="B")
    achievements.archive(achievement=five[2], actor=SYSTEM)
    assert names(five[0]) == []
