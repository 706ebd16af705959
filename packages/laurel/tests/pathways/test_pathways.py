"""An organization's pathways: what may be on them, who sees them, what changing them means."""

import pytest
from laurel.achievements import services as achievements
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.organizations.types import Role
from laurel.pathways import access, selectors, services
from laurel.pathways.types import Branch, Facts, StepFacts

from packages.laurel.tests.factories import badges, pathways, people

pytestmark = pytest.mark.django_db


@pytest.fixture
def issuer():
    return badges.issuer()


@pytest.fixture
def five(issuer):
    return pathways.steps(issuer, 5)


def names(found):
    """The names on a pathway, branches as (title, …)."""
    items = found.items if hasattr(found, "items") else found
    return [
        (each.title, *names(each.items)) if isinstance(each, Branch) else each.name
        for each in items
    ]


def of(pathway):
    return names(selectors.route(pathway))


def draft(*steps, **facts):
    return pathways.pathway(*steps, publish=False, **facts)


def test_steps_stand_in_the_order_in_which_they_came_and_are_moved(five):
    made = draft(*five[:3])
    assert of(made) == ["Step 1", "Step 2", "Step 3"]
    last = selectors.route(made).items[2].id
    services.move(pathway=made, step_id=last, by=-1, actor=SYSTEM)
    services.move(pathway=made, step_id=last, by=-1, actor=SYSTEM)
    services.move(pathway=made, step_id=last, by=-1, actor=SYSTEM)  # it is first
    assert of(made) == ["Step 3", "Step 1", "Step 2"]
    services.take_out(pathway=made, step_id=last, actor=SYSTEM)
    assert of(made) == ["Step 1", "Step 2"]


def test_a_branch_has_steps_and_a_route(five):
    made = draft(five[0])
    branch = services.add_branch(
        pathway=made, title="Electives", needed=1, actor=SYSTEM
    )
    route = services.add_branch(
        pathway=made, title="The long way", branch_id=branch.public_id, actor=SYSTEM
    )
    for step, into in ((five[1], branch), (five[2], route), (five[3], route)):
        services.add_step(
            pathway=made,
            achievement_id=step.public_id,
            branch_id=into.public_id,
            actor=SYSTEM,
        )
    assert of(made) == [
        "Step 1",
        ("Electives", ("The long way", "Step 3", "Step 4"), "Step 2"),
    ]
    with pytest.raises(Refused, match="no further branches"):
        services.add_branch(
            pathway=made, title="Deeper", branch_id=route.public_id, actor=SYSTEM
        )
    services.publish(pathway=made, actor=SYSTEM)
    services.take_out(pathway=made, step_id=branch.public_id, actor=SYSTEM)
    assert of(made) == ["Step 1"]


def test_a_badge_of_another_organization_may_be_a_step_if_everybody_sees_it(five):
    foreign = badges.achievement(name="Elsewhere")
    made = draft(five[0], foreign)
    assert of(made) == ["Step 1", "Elsewhere"]
    hidden = badges.achievement()
    achievements.list_publicly(achievement=hidden, is_listed=False, actor=SYSTEM)
    unpublished = badges.achievement(publish=False)
    for wrong in (hidden, unpublished, five[0]):
        with pytest.raises(Refused):
            services.add_step(
                pathway=made, achievement_id=wrong.public_id, actor=SYSTEM
            )
    own = badges.achievement(five[0].issuer, name="Own")
    achievements.list_publicly(achievement=own, is_listed=False, actor=SYSTEM)
    services.add_step(pathway=made, achievement_id=own.public_id, actor=SYSTEM)
    assert of(made)[-1] == "Own"


def test_what_waits_at_the_end_is_the_organizations_own_and_no_step(five):
    foreign = badges.achievement()
    organization = five[0].issuer.organization
    for wrong in (foreign.public_id, "1" * 22):
        with pytest.raises(Refused) as refused:
            services.make(
                organization=organization,
                facts=Facts("Way", milestone=wrong),
                actor=SYSTEM,
            )
        assert refused.value.field == "milestone"
    made = draft(five[0], milestone=five[4].public_id)
    with pytest.raises(Refused, match="no step to itself"):
        services.add_step(pathway=made, achievement_id=five[4].public_id, actor=SYSTEM)
    with pytest.raises(Refused, match="is a step of the pathway"):
        services.change(
            pathway=made, facts=Facts("Way", milestone=five[0].public_id), actor=SYSTEM
        )
    with pytest.raises(Refused, match="at the end of “Data Analyst” already"):
        draft(five[1], milestone=five[4].public_id)


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("title", Facts("")),
        ("title", Facts("x" * 101)),
        ("title", Facts("Two\nlines")),
        ("summary", Facts("Way", summary="x" * 501)),
    ],
)
def test_a_wrong_fact_is_named(issuer, field, facts):
    with pytest.raises(Refused) as refused:
        services.make(organization=issuer.organization, facts=facts, actor=SYSTEM)
    assert refused.value.field == field


def test_only_a_whole_way_is_published(issuer, five):
    empty = services.make(
        organization=issuer.organization, facts=Facts("Way"), actor=SYSTEM
    )
    with pytest.raises(Refused, match="Add a step"):
        services.publish(pathway=empty, actor=SYSTEM)
    branch = services.add_branch(
        pathway=empty, title="Electives", needed=2, actor=SYSTEM
    )
    with pytest.raises(Refused, match="“Electives” is empty"):
        services.publish(pathway=empty, actor=SYSTEM)
    into = {"pathway": empty, "branch_id": branch.public_id, "actor": SYSTEM}
    services.add_step(achievement_id=five[0].public_id, **into)
    with pytest.raises(Refused, match="asks for 2 of 1"):
        services.publish(pathway=empty, actor=SYSTEM)
    services.add_step(achievement_id=five[1].public_id, **into)
    services.publish(pathway=empty, actor=SYSTEM)
    with pytest.raises(NotFound):
        selectors.public("1" * 22)
    assert selectors.public(empty.public_id) == empty


def test_a_published_way_stays_whole(five):
    made = pathways.pathway(five[0])
    only = selectors.route(made).items[0].id
    with pytest.raises(Refused, match="Add a step"):
        services.take_out(pathway=made, step_id=only, actor=SYSTEM)
    with pytest.raises(Refused, match="Add a step"):
        services.arrange(pathway=made, said={only: StepFacts(True)}, actor=SYSTEM)
    assert of(made) == ["Step 1"]


def test_a_branch_of_a_published_way_is_made_step_by_step(five):
    made = pathways.pathway(five[0])
    branch = services.add_branch(
        pathway=made, title="Electives", needed=2, actor=SYSTEM
    )
    for each in five[1:3]:
        services.add_step(
            pathway=made,
            achievement_id=each.public_id,
            branch_id=branch.public_id,
            actor=SYSTEM,
        )
    assert of(made) == ["Step 1", ("Electives", "Step 2", "Step 3")]


def test_a_badge_that_is_not_awarded_any_more_leads_nowhere(five):
    made = draft(five[0], five[1])
    achievements.archive(achievement=five[1], actor=SYSTEM)
    with pytest.raises(Refused, match="“Step 2” is not awarded any more"):
        services.publish(pathway=made, actor=SYSTEM)


def test_archived_it_is_offered_no_more_but_its_page_stays(five):
    made = pathways.pathway(*five[:2])
    assert selectors.offered() == [made]
    assert selectors.with_achievement(five[1].pk) == [made]
    services.archive(pathway=made, actor=SYSTEM)
    assert selectors.offered() == []
    assert selectors.with_achievement(five[1].pk) == []
    assert selectors.public(made.public_id) == made
    services.restore(pathway=made, actor=SYSTEM)
    with pytest.raises(NotFound):
        selectors.public(made.public_id)


def test_only_editors_change_it_and_strangers_do_not_know_of_it(five):
    made = draft(five[0])
    editor = people.member(made.organization, Role.EDITOR)
    assert access.for_editing(editor, made.public_id) == made
    awarder = people.member(made.organization, Role.AWARDER)
    assert access.for_viewing(awarder, made.public_id) == made
    for actor, ask in (
        (awarder, access.for_editing),
        (people.actor(), access.for_viewing),
    ):
        with pytest.raises(NotFound):
            ask(actor, made.public_id)


def test_a_step_of_another_pathway_is_not_moved(five):
    one, other = draft(five[0]), draft(five[1], title="Other")
    foreign = selectors.route(other).items[0].id
    with pytest.raises(NotFound):
        services.move(pathway=one, step_id=foreign, by=1, actor=SYSTEM)
    with pytest.raises(NotFound):
        services.take_out(pathway=one, step_id=foreign, actor=SYSTEM)
    assert of(other) == ["Step 2"]


def test_progress_is_what_somebody_holds_now(five):
    ada = people.account("ada@home.example", name="Ada Lovelace")
    made = pathways.pathway(*five[:3])
    found = selectors.route(made)
    assert selectors.progress_of(ada.pk, found).done == 0
    badges.issued(five[0], recipient_email="Ada@home.example")
    badges.issued(five[1], recipient_email="mary@home.example")
    seen = selectors.progress_of(ada.pk, found)
    assert (seen.done, seen.of) == (1, 3)


def test_reading_several_takes_as_many_statements_as_one(
    five, django_assert_num_queries
):
    one = pathways.pathway(*five[:2], milestone=five[4].public_id)
    two = pathways.pathway(*five[2:4], title="Another")
    with django_assert_num_queries(4):
        selectors.routes([one])
    with django_assert_num_queries(4):
        found = selectors.routes([one, two])
    with django_assert_num_queries(0):
        assert [names(each) for each in found] == [
            ["Step 1", "Step 2"],
            ["Step 3", "Step 4"],
        ]
        assert found[0].milestone.name == "Step 5"
        assert found[0].items[0].version.achievement.issuer.name == "North College"
