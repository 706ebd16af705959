"""A person's own plans: theirs alone, in their order, counted by what they hold."""

import datetime as dt

import pytest
from laurel.achievements import services as achievements
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.events import Recorded
from laurel.foundation.people import Person
from laurel.pathways import access, merging, privacy, selectors, services, types
from laurel.pathways.models import Plan, PlanItem

from packages.laurel.tests.factories import badges, pathways, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada():
    return people.account("ada@home.example", name="Ada Lovelace")


@pytest.fixture
def four():
    return pathways.steps(badges.issuer(), 4)


@pytest.fixture
def plan(ada, four):
    return services.make_plan(
        title="My plan",
        achievement_ids=[each.public_id for each in four],
        actor=people.actor(ada),
    )


def names(plan):
    return [item.achievement.current.name for item in selectors.items(plan)]


def arranged(plan, order, *, notes=(), targets=()):
    return services.arrange_plan(
        plan=plan,
        order=[each.public_id for each in order],
        notes=dict(notes),
        targets=dict(targets),
        actor=SYSTEM,
    )


def test_badges_are_kept_in_their_order_each_once(plan, four, ada):
    assert names(plan) == ["Step 1", "Step 2", "Step 3", "Step 4"]
    services.add_to_plan(
        plan=plan, achievement_ids=[four[0].public_id], actor=people.actor(ada)
    )
    assert len(names(plan)) == 4
    arranged(plan, [four[3], four[0]])
    assert names(plan) == ["Step 4", "Step 1", "Step 2", "Step 3"]
    services.drop(plan=plan, achievement_id=four[0].public_id, actor=people.actor(ada))
    assert names(plan) == ["Step 4", "Step 2", "Step 3"]


def test_notes_and_days_are_kept(plan, four):
    day = clock.today() + dt.timedelta(days=90)
    first = four[0].public_id
    arranged(plan, four, notes={first: "With Mary"}, targets={first: day})
    item = selectors.items(plan)[0]
    assert (item.note, item.target_on) == ("With Mary", day)
    arranged(plan, four, targets={first: None})
    assert selectors.items(plan)[0].target_on is None
    for wrong in (
        {"notes": {first: "x" * 501}},
        {"targets": {first: clock.today() + dt.timedelta(days=4000)}},
    ):
        with pytest.raises(Refused) as refused:
            arranged(plan, four, **wrong)
        assert refused.value.field.endswith(first)
    assert selectors.items(plan)[0].note == "With Mary"


def test_only_what_is_offered_is_planned(ada, four):
    actor = people.actor(ada)
    achievements.archive(achievement=four[0], actor=SYSTEM)
    for wrong in (
        four[0].public_id,
        "1" * 22,
        badges.achievement(publish=False).public_id,
    ):
        with pytest.raises(Refused, match="not offered any more"):
            services.make_plan(title="P", achievement_ids=[wrong], actor=actor)
    assert not Plan.objects.exists()


def test_what_is_archived_later_stays_in_the_plan(plan, four):
    achievements.archive(achievement=four[0], actor=SYSTEM)
    assert names(plan)[0] == "Step 1"
    assert len(names(arranged(plan, four))) == 4


def test_there_is_an_end_to_plans_and_to_what_is_in_them(ada, four, monkeypatch):
    monkeypatch.setattr(types, "MOST_PLANS", 1)
    monkeypatch.setattr(types, "MOST_PLANNED", 3)
    actor = people.actor(ada)
    ids = [each.public_id for each in four]
    with pytest.raises(Refused, match="at most 3 badges"):
        services.make_plan(title="P", achievement_ids=ids, actor=actor)
    made = services.make_plan(title="P", achievement_ids=ids[:3], actor=actor)
    with pytest.raises(Refused, match="at most 3 badges"):
        services.add_to_plan(plan=made, achievement_ids=ids[3:], actor=actor)
    with pytest.raises(Refused, match="You have 1 plans"):
        services.make_plan(title="Q", actor=actor)


def test_a_plan_is_its_makers_alone(plan, ada):
    assert access.for_planner(people.actor(ada), plan.public_id) == plan
    with pytest.raises(NotFound):
        access.for_planner(people.actor(), plan.public_id)


def test_deleted_it_is_gone(plan, ada):
    services.delete_plan(plan=plan, actor=people.actor(ada))
    assert not PlanItem.objects.exists()
    with pytest.raises(NotFound):
        access.for_planner(people.actor(ada), plan.public_id)


def test_what_is_next_comes_from_plans_and_then_from_pathways(plan, four, ada):
    from laurel.backpack import selectors as backpack

    def suggested():
        held = backpack.held(ada.pk)
        return [
            (each.version.name, each.plan_title or each.pathway_title)
            for each in selectors.next_steps(ada.pk, held)
        ]

    assert suggested() == [("Step 1", "My plan")]
    way = pathways.steps(four[0].issuer, 2)
    pathways.pathway(four[0], way[1], title="A way")
    assert suggested() == [("Step 1", "My plan")]  # not begun
    badges.issued(four[0], recipient_email=ada.email)
    assert suggested() == [("Step 2", "My plan"), ("Step 2", "A way")]
    badges.issued(way[1], recipient_email=ada.email)
    assert suggested() == [("Step 2", "My plan")]


def test_two_accounts_of_one_person_have_their_plans_together(plan, ada):
    other = people.account()
    merging.take_over(
        Recorded(
            id=plan.public_id,
            name="account.merged",
            at=clock.now(),
            payload={"account_id": str(other.pk), "closed_id": str(ada.pk)},
        )
    )
    assert access.for_planner(people.actor(other), plan.public_id) == plan
    assert len(names(plan)) == 4


def test_a_person_gets_all_of_it_and_takes_all_of_it_away(plan, ada, four):
    arranged(plan, four, notes={four[0].public_id: "With Mary"})
    somebody = people.account()
    services.make_plan(title="Theirs", actor=people.actor(somebody))
    person = Person(account_id=ada.pk, keys=frozenset({ada.email}))
    (kept,) = privacy.export(person)
    assert kept.name == "plans"
    assert kept.rows[0]["title"] == "My plan"
    assert kept.rows[0]["badges"][0]["note"] == "With Mary"
    assert kept.rows[0]["badges"][0]["name"] == "Step 1"
    assert privacy.erase(person) == 5
    assert [each.title for each in Plan.objects.all()] == ["Theirs"]
