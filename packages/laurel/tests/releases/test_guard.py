"""The guard: what it says to whoever awards, for how many people, at what cost."""

import datetime as dt

import pytest
from laurel.awards import services as awards
from laurel.awards.errors import NotYet
from laurel.foundation.actors import SYSTEM
from laurel.programs import services as programs
from laurel.releases import guards
from laurel.releases.types import Terms, Timing

from packages.laurel.tests.factories import badges, classes

pytestmark = pytest.mark.django_db

ADA, GRACE = classes.ADA, classes.GRACE


def sentences(offer, *keys):
    said = guards.obstacles(offer.achievement, keys)
    return {key: [one.sentence for one in found] for key, found in said.items()}


def test_a_badge_without_a_policy_costs_one_statement(offer, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert guards.obstacles(offer.achievement, [ADA.email, GRACE.email]) == {}


def test_many_people_cost_no_more_than_two(offer, django_assert_max_num_queries):
    offer.ask()
    keys = [ADA.email, GRACE.email, *(f"{n}@example.org" for n in range(100))]
    with django_assert_max_num_queries(12):
        assert len(guards.obstacles(offer.achievement, keys)) == 102


def test_who_is_in_no_class_lacks_every_grade(offer):
    offer.ask(Terms())
    offer.grade()
    assert sentences(offer, ADA.email, "bob@example.org") == {
        "bob@example.org": [
            "Waiting for grades: Data Literacy, Statistics and Data Ethics."
        ]
    }


def test_a_day_to_come_is_said_with_its_date(offer):
    day = dt.date(2026, 12, 18)
    offer.ask(Terms(needs_grades=False, timing=Timing.DAY, day=day))
    ((found,),) = guards.obstacles(offer.achievement, [ADA.email]).values()
    assert (found.code, found.until) == ("release.day", day)


def test_no_award_is_granted_before_its_time(offer):
    offer.ask(Terms(needs_confirmation=True))
    facts = badges.award_facts(offer.achievement, recipient_email="ADA@example.org")
    with pytest.raises(NotYet, match=r"Waiting for grades.*not confirmed"):
        awards.grant(**facts)


def test_a_badge_that_left_the_programme_waits_for_nothing(offer):
    offer.ask()
    programs.create(
        organization=offer.organization,
        name="Another programme",
        achievement_ids=[offer.achievement.public_id],
        actor=SYSTEM,
    )
    assert guards.obstacles(offer.achievement, [ADA.email]) == {}


def test_other_badges_of_the_programme_are_not_kept_back(offer):
    offer.ask()
    other = badges.achievement(offer.issuer)
    assert guards.obstacles(other, [ADA.email]) == {}
