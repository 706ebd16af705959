"""The badge at the end of a pathway comes by itself, and only there and then."""

import pytest
from laurel.awards import selectors as awards
from laurel.eligibility import selectors as eligibility
from laurel.eligibility import services as eligibility_services
from laurel.foundation import jobs
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import Refused
from laurel.issuing import services as issuing
from laurel.pathways import selectors, services
from laurel.pathways.types import Facts, StepFacts
from laurel.requirements.types import Kind, Need

from packages.laurel.tests.factories import badges, pathways

pytestmark = pytest.mark.django_db

ADA = "ada@home.example"


@pytest.fixture
def issuer():
    return badges.issuer()


@pytest.fixture
def five(issuer):
    return pathways.steps(issuer, 5)


@pytest.fixture
def goal(issuer):
    return badges.achievement(issuer, name="Analyst")


def earned(achievement):
    """Awarded to Ada, and everything that follows from it was done."""
    issuing.award(**badges.award_facts(achievement, recipient_email=ADA))
    jobs.drain()


def has(achievement):
    return awards.of_keys([ADA]).filter(achievement=achievement).exists()


def test_it_comes_with_the_last_step_and_not_before(five, goal):
    pathways.pathway(*five, milestone=goal.public_id)
    for step in five:
        assert not has(goal)
        earned(step)
    assert has(goal)


def test_enough_of_a_branch_is_enough_and_what_is_optional_is_not_asked_for(five, goal):
    made = pathways.pathway(five[0], five[1], milestone=goal.public_id, publish=False)
    branch = services.add_branch(
        pathway=made, title="Electives", needed=1, actor=SYSTEM
    )
    for each in five[2:4]:
        services.add_step(
            pathway=made,
            achievement_id=each.public_id,
            branch_id=branch.public_id,
            actor=SYSTEM,
        )
    second = selectors.route(made).items[1].id
    services.arrange(pathway=made, said={second: StepFacts(True)}, actor=SYSTEM)
    services.publish(pathway=made, actor=SYSTEM)
    earned(five[3])
    assert not has(goal)
    earned(five[0])
    assert has(goal)


def test_a_draft_and_an_archived_way_reward_nobody(five, goal):
    made = pathways.pathway(five[0], milestone=goal.public_id, publish=False)
    assert eligibility.rule_of(goal) is None
    services.publish(pathway=made, actor=SYSTEM)
    assert eligibility.rule_of(goal) is not None
    services.archive(pathway=made, actor=SYSTEM)
    assert eligibility.rule_of(goal) is None
    earned(five[0])
    assert not has(goal)
    services.restore(pathway=made, actor=SYSTEM)
    services.publish(pathway=made, actor=SYSTEM)
    jobs.drain()
    assert has(goal)  # who has gone the way already gets it, too


def test_another_badge_at_the_end_takes_the_rule_along(issuer, five, goal):
    made = pathways.pathway(five[0], milestone=goal.public_id)
    other = badges.achievement(issuer, name="Scholar")
    services.change(
        pathway=made, facts=Facts("Way", milestone=other.public_id), actor=SYSTEM
    )
    assert eligibility.rule_of(goal) is None
    assert eligibility.rule_of(other) is not None
    services.change(pathway=made, facts=Facts("Way"), actor=SYSTEM)
    assert eligibility.rule_of(other) is None


def test_a_step_more_asks_for_more(five, goal):
    made = pathways.pathway(five[0], milestone=goal.public_id)
    services.add_step(pathway=made, achievement_id=five[1].public_id, actor=SYSTEM)
    earned(five[0])
    assert not has(goal)
    earned(five[1])
    assert has(goal)


def test_a_rule_that_somebody_made_by_hand_is_not_written_over(five, goal):
    by_hand = Need(Kind.HELD, five[4].public_id)
    eligibility_services.set_rule(
        achievement=goal, requirement=by_hand, is_automatic=False, actor=SYSTEM
    )
    made = pathways.pathway(five[0], milestone=goal.public_id, publish=False)
    with pytest.raises(Refused, match="“Analyst” has a rule of its own"):
        services.publish(pathway=made, actor=SYSTEM)
    assert eligibility.requirement_of(goal) == by_hand
    made.refresh_from_db()
    assert made.published_at is None
    services.archive(pathway=made, actor=SYSTEM)
    assert eligibility.requirement_of(goal) == by_hand


def test_two_ways_that_wait_for_each_other_are_refused(five, goal):
    pathways.pathway(goal, milestone=five[0].public_id)
    circle = pathways.pathway(
        five[0], milestone=goal.public_id, title="Back", publish=False
    )
    with pytest.raises(Refused, match="would need itself"):
        services.publish(pathway=circle, actor=SYSTEM)


def test_a_badge_of_another_organization_counts_once_it_is_accepted(five, goal):
    foreign = badges.achievement(name="Elsewhere")
    pathways.pathway(five[0], foreign, milestone=goal.public_id)
    earned(five[0])
    earned(foreign)
    assert not has(goal)
    eligibility_services.accept_equivalent(
        organization=goal.issuer.organization,
        learner_name="Ada Lovelace",
        learner_email=ADA,
        kind=Kind.HELD,
        subject=f"http://localhost:8000/achievements/{foreign.public_id}/1",
        note="She showed it.",
        actor=SYSTEM,
    )
    jobs.drain()
    assert has(goal)
