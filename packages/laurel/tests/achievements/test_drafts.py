"""Drafts: nothing half done is seen or awarded, and two editors lose nothing."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from laurel.achievements import selectors, services
from laurel.achievements.errors import (
    Archived,
    ChangedMeanwhile,
    NotFound,
    NotPublished,
    Refused,
)
from laurel.achievements.models import AchievementVersion
from laurel.achievements.types import AchievementState, Criterion, Editing
from laurel.design.types import Design
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord

from packages.laurel.tests.factories import badges

pytestmark = pytest.mark.django_db

ONE = (Criterion("Records sixty species", "a biologist checks ten records"),)


def opened(achievement, *fields, key="one"):
    """A form with these fields, as an editor opens it."""
    said = selectors.definition(achievement.draft or achievement.current)
    return Editing(fields, selectors.fingerprint(said, fields), key)


def save(achievement, editing, **changes):
    said = selectors.definition(achievement.draft or achievement.current)
    return services.save_draft(
        achievement=achievement, definition=replace(said, **changes), editing=editing
    )


def fresh(achievement):
    return type(achievement).objects.get(pk=achievement.pk)


def events():
    return list(EventRecord.objects.order_by("at", "pk").values_list("name", flat=True))


def test_a_draft_is_seen_by_nobody_and_awarded_to_nobody():
    draft = badges.achievement(publish=False, criteria="")
    assert draft.state is AchievementState.DRAFT
    with pytest.raises(NotPublished):
        services.lock_for_award(achievement=draft)
    with pytest.raises(NotFound):
        selectors.public(draft.public_id, 1)
    assert draft not in selectors.of_issuer(draft.issuer)
    assert draft not in selectors.listed(limit=10)
    assert draft in selectors.of_organization(draft.issuer.organization)


def test_it_is_published_once_it_has_a_criterion_and_can_be_awarded_then():
    draft = badges.achievement(publish=False, criteria="")
    with pytest.raises(Refused, match="at least one criterion") as caught:
        services.publish(achievement=draft, actor=SYSTEM)
    assert caught.value.field == "criteria"
    save(draft, opened(draft, "criteria_lines"), criteria_lines=ONE)
    services.publish(achievement=draft, actor=SYSTEM)
    services.publish(achievement=draft, actor=SYSTEM)  # a second click
    assert fresh(draft).state is AchievementState.PUBLISHED
    assert services.lock_for_award(achievement=draft).number == 1
    assert events()[-2:] == ["achievement.created", "achievement.published"]


def test_a_form_writes_its_own_fields_and_leaves_the_others():
    draft = badges.achievement(publish=False, criteria="Walk.")
    editing = opened(draft, "description")
    saved = save(draft, editing, description="Knows a city.", criteria="Run.")
    assert (saved.description, saved.criteria) == ("Knows a city.", "Walk.")


def test_what_is_being_written_changes_nothing_that_can_be_earned():
    achievement = badges.achievement(name="Urban Ecology")
    save(achievement, opened(achievement, "name"), name="Ecology of Cities")
    now = fresh(achievement)
    assert now.current.name == "Urban Ecology"
    assert now.draft.name == "Ecology of Cities"
    assert selectors.public(now.public_id, 1).name == "Urban Ecology"
    with pytest.raises(NotFound):
        selectors.public(now.public_id, 2)
    assert services.lock_for_award(achievement=now).name == "Urban Ecology"


def test_publishing_changes_in_place_what_nobody_has_and_else_makes_a_version():
    achievement = badges.achievement(name="Urban Ecology")
    save(achievement, opened(achievement, "name"), name="Ecology of Cities")
    first = services.publish(achievement=fresh(achievement), actor=SYSTEM)
    assert (first.number, first.name) == (1, "Ecology of Cities")
    services.lock_for_award(achievement=achievement)
    again = fresh(achievement)
    save(again, opened(again, "name"), name="Ecology of Towns")
    second = services.publish(achievement=fresh(achievement), actor=SYSTEM)
    assert (second.number, second.name) == (2, "Ecology of Towns")
    assert selectors.public(again.public_id, 1).name == "Ecology of Cities"
    assert fresh(achievement).draft is None


def test_a_revision_past_a_draft_does_not_bury_it():
    achievement = badges.achievement()
    services.lock_for_award(achievement=achievement)
    save(achievement, opened(achievement, "name"), name="Drafted")
    services.revise(
        achievement=achievement, definition=badges.definition(name="x"), actor=SYSTEM
    )
    services.publish(achievement=fresh(achievement), actor=SYSTEM)
    assert fresh(achievement).current.name == "Drafted"


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten():
    draft = badges.achievement(publish=False)
    mine, theirs = opened(draft, "name"), opened(draft, "name", key="two")
    save(draft, theirs, name="Ecology of Cities")
    with pytest.raises(ChangedMeanwhile):
        save(draft, mine, name="Urban Ecologies")
    assert fresh(draft).current.name == "Ecology of Cities"
    again = opened(fresh(draft), "name")  # having seen what the other one wrote
    save(draft, again, name="Urban Ecologies")
    assert fresh(draft).current.name == "Urban Ecologies"


def test_one_form_saves_as_often_as_it_likes_and_other_fields_disturb_nobody():
    draft = badges.achievement(publish=False)
    mine, theirs = opened(draft, "name"), opened(draft, "description", key="two")
    save(draft, mine, name="Urban")
    save(draft, theirs, description="Knows a city.")
    saved = save(draft, mine, name="Urban Ecology")
    assert (saved.name, saved.description) == ("Urban Ecology", "Knows a city.")


def test_a_drawn_picture_follows_the_name_and_a_chosen_one_stays():
    draft = badges.achievement(publish=False, name="Ecology")
    before = draft.current.image_svg
    renamed = save(draft, opened(draft, "name"), name="Fieldwork")
    assert renamed.image_svg != before
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    uploaded = services.picture_draft(achievement=draft, image=svg)
    kept = save(draft, opened(fresh(draft), "name"), name="Ecology again")
    assert kept.image_svg == uploaded.image_svg
    drawn = services.picture_draft(achievement=draft, art=Design(title="x"))
    assert not drawn.image_is_uploaded


def test_a_discarded_draft_leaves_what_was_published():
    achievement = badges.achievement(name="Urban Ecology")
    save(achievement, opened(achievement, "name"), name="Ecology of Cities")
    services.discard_draft(achievement=achievement)
    assert fresh(achievement).draft is None
    assert fresh(achievement).current.name == "Urban Ecology"
    unpublished = badges.achievement(publish=False)
    services.discard_draft(achievement=unpublished)
    assert fresh(unpublished).draft is not None


def test_the_archive_opens_both_ways():
    achievement = badges.achievement()
    services.archive(achievement=achievement, actor=SYSTEM)
    assert fresh(achievement).state is AchievementState.ARCHIVED
    with pytest.raises(Archived):
        services.open_draft(achievement=achievement)
    for _ in range(2):
        services.unarchive(achievement=achievement, actor=SYSTEM)
    assert services.lock_for_award(achievement=achievement)
    assert events()[-1] == "achievement.unarchived"
    assert events().count("achievement.unarchived") == 1


def test_the_database_keeps_one_draft_and_awards_none():
    version = badges.achievement(publish=False).current
    for change in ({"locked_at": version.created_at}, {"number": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            AchievementVersion.objects.filter(pk=version.pk).update(**change)
