"""Programmes: what is earned in them, who answers, which are shown."""

import pytest
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, Refused
from laurel.organizations.types import Role
from laurel.programs import access, selectors, services

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

FACTS = {
    "name": "Applied Data Analytics Certificate",
    "summary": "Four courses, one year.",
    "url": "https://north-college.example/analytics",
    "contact_name": "The training team",
    "contact_email": "training@north-college.example",
    "is_listed": True,
    "achievement_ids": (),
}


@pytest.fixture
def achievement():
    return badges.achievement()


def program(of, **facts):
    facts = {**FACTS, "achievement_ids": [of.public_id], **facts}
    return services.create(organization=of.issuer.organization, actor=SYSTEM, **facts)


def test_its_people_answer_for_what_is_earned_in_it(achievement):
    assert selectors.contact_of(achievement).email == "awards@north-college.example"
    made = program(achievement)
    assert selectors.of_achievement(achievement.pk) == made
    contact = selectors.contact_of(achievement)
    assert (contact.name, contact.email, contact.of) == (
        "The training team",
        "training@north-college.example",
        made.name,
    )


def test_without_a_contact_of_its_own_the_issuer_answers(achievement):
    program(achievement, contact_name="", contact_email="")
    assert selectors.contact_of(achievement).email == "awards@north-college.example"


def test_an_achievement_belongs_to_one_programme(achievement):
    first = program(achievement)
    second = program(achievement, name="Another")
    assert selectors.of_achievement(achievement.pk) == second
    assert selectors.achievement_ids(first) == set()
    assert selectors.elsewhere(first, achievement.issuer.organization) == {
        achievement.pk: "Another"
    }
    services.change(program=second, actor=SYSTEM, **{**FACTS, "name": "Another"})
    assert selectors.of_achievement(achievement.pk) is None


def test_what_is_another_organizations_cannot_be_earned_in_it(achievement):
    foreign = badges.achievement()
    with pytest.raises(Refused) as refused:
        program(achievement, achievement_ids=[foreign.public_id])
    assert refused.value.field == "achievements"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 201),
        ("name", "Two\nlines"),
        ("summary", "x" * 501),
        ("url", "javascript:alert(1)"),
        ("url", "https://[::1"),
        ("contact_name", "The\r\nBcc: team"),
        ("contact_email", "training"),
        ("contact_email", ""),
    ],
)
def test_a_fact_that_breaks_a_rule_is_named(achievement, field, value):
    with pytest.raises(Refused) as refused:
        program(achievement, **{field: value})
    assert refused.value.field == field


def shown(achievement):
    achievement.refresh_from_db()
    return [each.name for each in selectors.others_shown(achievement)]


def test_others_are_shown_once_the_issuer_wants_it(achievement):
    program(achievement, name="Mine")
    organization = achievement.issuer.organization
    for facts in (
        {"name": "Shown"},
        {"name": "Hidden", "is_listed": False},
        {"name": "Nowhere", "url": ""},
    ):
        services.create(organization=organization, actor=SYSTEM, **{**FACTS, **facts})
    program(badges.achievement(), name="Of somebody else")
    assert shown(achievement) == []
    achievement.issuer.shows_programs = True
    achievement.issuer.save(update_fields=["shows_programs"])
    assert shown(achievement) == ["Shown"]


def test_an_archived_programme_is_shown_nowhere_and_its_people_go_on_answering(
    achievement,
):
    made = program(achievement)
    other = badges.achievement(achievement.issuer)
    achievement.issuer.shows_programs = True
    achievement.issuer.save(update_fields=["shows_programs"])
    assert shown(other) == [made.name]
    services.archive(program=made, actor=SYSTEM)
    assert shown(other) == []
    assert selectors.contact_of(achievement).email == FACTS["contact_email"]
    with pytest.raises(Refused, match="archived before"):
        services.archive(program=made, actor=SYSTEM)
    services.restore(program=made, actor=SYSTEM)
    assert shown(other) == [made.name]
    with pytest.raises(Refused, match="not archived"):
        services.restore(program=made, actor=SYSTEM)


def test_editors_change_it_and_nobody_else(achievement):
    made = program(achievement)
    organization = achievement.issuer.organization
    assert access.for_editing(people.member(organization, Role.EDITOR), made.public_id)
    for actor in (people.member(organization, Role.AWARDER), people.actor()):
        with pytest.raises(NotFound):
            access.for_editing(actor, made.public_id)
