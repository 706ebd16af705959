"""Achievements: what is awarded never changes; what is not, may."""

import json

import pytest
from django.db import DatabaseError, transaction
from laurel.achievements import access, selectors, services
from laurel.achievements.errors import Archived, NotFound, Refused
from laurel.achievements.models import Achievement, AchievementVersion
from laurel.achievements.types import DuplicatePolicy, Skill
from laurel.design.types import Design, Shape
from laurel.foundation.actors import SYSTEM
from laurel.organizations.types import Role
from obkit.model import ob2, ob3

from packages.laurel.tests.factories import badges, people

pytestmark = pytest.mark.django_db

FACTS = {
    "name": "Urban Ecology",
    "description": "Knows one square kilometre.",
    "criteria": "Sixty species.",
}


def revised(achievement, **facts):
    more = {name: facts.pop(name) for name in ("image", "art") if name in facts}
    definition = badges.definition(**{**FACTS, **facts})
    return services.revise(
        achievement=achievement, definition=definition, actor=SYSTEM, **more
    )


def test_a_new_achievement_is_version_one_with_a_picture_in_both_shapes():
    achievement = badges.achievement()
    version = achievement.current
    picture = selectors.picture(version)
    assert version.number == 1
    assert picture.png.startswith(b"\x89PNG")
    assert picture.svg.startswith(b"<svg")
    assert len(picture.png) <= 1024 * 1024
    assert str(version.number) in str(version)
    assert achievement.public_id in str(achievement)


def test_its_design_can_be_chosen_and_otherwise_follows_from_the_name():
    issuer = badges.issuer()
    ticket = badges.achievement(
        issuer,
        name="Safety",
        art=Design(shape=Shape.TICKET, icon="shield", title="Safety"),
    )
    drawn = badges.achievement(issuer, name="Safety")
    again = badges.achievement(issuer, name="Safety")
    assert (
        drawn.current.image_png == again.current.image_png != ticket.current.image_png
    )


def test_until_it_is_awarded_it_changes_in_place():
    achievement = badges.achievement()
    version = revised(
        achievement, skills=[Skill("Botany", "https://skills.example/botany")]
    )
    assert (version.number, version.name) == (1, "Urban Ecology")
    assert achievement.versions.count() == 1
    assert version.skills == [
        {"name": "Botany", "url": "https://skills.example/botany"}
    ]


def test_once_it_is_awarded_a_change_is_a_new_version():
    achievement = badges.achievement()
    old = services.lock_for_award(achievement=achievement)
    assert services.lock_for_award(achievement=achievement).locked_at == old.locked_at
    new = revised(achievement)
    old.refresh_from_db()
    assert (old.number, new.number) == (1, 2)
    assert old.name != new.name
    assert achievement.current == new
    assert selectors.public(achievement.public_id, 1) == old


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Forged"},
        {"criteria": "None"},
        {"locked_at": None},
        {"image_png": "0" * 64},
        {"design": {"icon": "leaf"}},
    ],
)
def test_the_database_refuses_to_change_an_awarded_version(change):
    version = services.lock_for_award(achievement=badges.achievement())
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        AchievementVersion.objects.filter(pk=version.pk).update(**change)


def test_a_drawn_picture_is_drawn_anew_and_an_uploaded_one_is_kept():
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    drawn, uploaded = badges.achievement(), badges.achievement(image=svg)
    before = drawn.current.image_svg, uploaded.current.image_svg
    assert revised(drawn).image_svg != before[0]
    kept = revised(uploaded)
    assert (kept.image_svg, kept.image_is_uploaded) == (before[1], True)
    replaced = revised(uploaded, art=Design(title="x"))
    assert not replaced.image_is_uploaded
    assert revised(drawn, image=svg).image_is_uploaded


def test_an_archived_one_stays_public_and_is_awarded_no_more():
    achievement = badges.achievement()
    services.archive(achievement=achievement, actor=SYSTEM)
    first = achievement.archived_at
    services.archive(
        achievement=Achievement.objects.get(pk=achievement.pk), actor=SYSTEM
    )
    achievement.refresh_from_db()
    assert achievement.archived_at == first
    assert selectors.public(achievement.public_id, 1).name
    for refused in (
        lambda: services.lock_for_award(achievement=achievement),
        lambda: revised(achievement),
    ):
        with pytest.raises(Archived):
            refused()
    assert achievement not in selectors.of_issuer(achievement.issuer)
    assert achievement in selectors.of_organization(achievement.issuer.organization)


def test_its_documents_conform_and_name_each_other():
    version = badges.achievement().current
    new = json.loads(selectors.ob3_document(version))
    old = json.loads(selectors.ob2_badge_class(version))
    ob3.Achievement.from_document({k: v for k, v in new.items() if k != "@context"})
    ob2.BadgeClass.from_document(old)
    assert new["id"] == selectors.address(version)
    assert new["image"]["id"] == selectors.image_address(version)
    assert new["alignment"][0]["targetName"] == "Data analysis"
    assert old["alignment"][0]["targetUrl"] == "https://skills.example/data-analysis"
    assert old["issuer"].endswith(version.achievement.issuer.public_id)
    assert new["id"] in [related["id"] for related in old["related"]]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 201),
        ("name", "a\x07b"),
        ("description", "x" * 2001),
        ("criteria", " \n"),
        ("criteria", "nul\0"),
        ("skills", [Skill("", "https://skills.example/a")]),
        ("skills", [Skill("Botany", "javascript:alert(1)")]),
        ("skills", [Skill("Botany", "https://[::1")]),
        ("skills", [Skill("x", "https://skills.example/x")] * 31),
        ("image", b"%PDF-1.7"),
    ],
)
def test_a_wrong_fact_is_refused_by_name_and_nothing_is_stored(field, value):
    issuer = badges.issuer()
    with pytest.raises(Refused) as caught:
        badges.achievement(issuer, **{field: value})
    assert caught.value.field == field
    assert not Achievement.objects.exists()


def test_who_may_see_change_and_award_it():
    organization, owner = people.organization()
    achievement = badges.achievement(badges.issuer(organization, actor=owner))
    roles = {role: people.member(organization, role) for role in Role}
    stranger = people.organization("Elsewhere")[1]
    may = {
        access.for_viewing: set(Role),
        access.for_editing: {Role.OWNER, Role.EDITOR},
        access.for_awarding: {Role.OWNER, Role.EDITOR, Role.AWARDER},
    }
    for ask, allowed in may.items():
        for role, actor in roles.items():
            if role in allowed:
                assert ask(actor, achievement.public_id) == achievement
            else:
                with pytest.raises(NotFound):
                    ask(actor, achievement.public_id)
        for wrong in ((stranger, achievement.public_id), (owner, "absent")):
            with pytest.raises(NotFound):
                ask(*wrong)
    with pytest.raises(NotFound):
        selectors.public(achievement.public_id, 2)


def test_the_policy_is_kept():
    achievement = badges.achievement(duplicate_policy=DuplicatePolicy.MANY)
    assert achievement.duplicate_policy == DuplicatePolicy.MANY
