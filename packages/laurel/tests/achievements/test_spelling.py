"""Correcting the spelling of what was awarded: words alone, and only a little."""

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from laurel.achievements import selectors, services, spelling
from laurel.achievements.errors import NotSpelling
from laurel.achievements.models import AchievementVersion
from laurel.achievements.types import Criterion, Definition, Edition, Skill, Validity
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM
from laurel.foundation.models import EventRecord

from packages.laurel.tests.factories import badges

WRONG = Definition(
    name="Facilitaton: Complted",
    description="Leads a group so that evrybody is heard, three times.",
    criteria="See https://college.example/12 for more.",
    criteria_lines=(Criterion("Leads one sesion", "a tutor whatches"),),
    skills=(Skill("Facilitation", "https://skills.example/f"),),
    editions=(Edition("fr", "Facilitation", "Anime un groupe"),),
)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "Facilitation: Completed"}, ["Facilitaton: → Facilitation:", "Complted → Completed"]),
        ({"description": "Leads a group so that everybody is heard, three times."}, ["evrybody → everybody"]),
        ({"criteria_lines": (Criterion("Leads one session", "a tutor watches"),)}, ["sesion → session", "whatches → watches"]),
        ({"criteria_lines": (Criterion("Leads noe sesion", "a tutor whatches"),)}, ["one → noe"]),
        ({"editions": (Edition("fr", "Facilitatoin", "Anime un groupe"),)}, ["Facilitation → Facilitatoin"]),
        ({}, []),
    ],
)  # fmt: skip
def test_a_slip_of_the_keyboard_can_be_put_right(change, said):
    found = spelling.changes(WRONG, replace(WRONG, **change))
    assert [each.partition(": ")[2] for each in found] == said


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Leadership: Completed"},  # another word
        {"name": "Facilitation Completed twice"},  # one word more
        # Two words may differ by a letter each; a third makes another text.
        {"description": "Lead a groups so that evrybody is heard, three tims."},
        {"description": "Leads a grouping so that evrybody is heard, three times."},
        {"criteria": "See https://college.example/13 for more."},  # a link
        {"criteria": "See https://colege.example/12 for more."},
        {"criteria_lines": ()},
        {"criteria_lines": (*WRONG.criteria_lines, Criterion("Dances"))},
        {"skills": (Skill("Facilitations", "https://skills.example/f"),)},
        {"validity": Validity(months=24)},
        {"achievement_type": "Course"},
        {"editions": (Edition("de", "Facilitation", "Anime un groupe"),)},
        {"earn_url": "https://college.example/course"},
    ],
)
def test_what_says_something_else_is_no_correction(change):
    with pytest.raises(NotSpelling):
        spelling.changes(WRONG, replace(WRONG, **change))


@pytest.mark.django_db
def test_pages_and_new_credentials_are_right_and_what_was_signed_stays(fixed_clock):
    achievement = badges.achievement(name="Facilitaton", description="Leads.")
    credential = badges.issued(achievement)
    before = bytes(credential.document)
    said = selectors.definition(achievement.current)
    version = services.correct_spelling(
        achievement=achievement,
        definition=replace(said, name="Facilitation"),
        actor=SYSTEM,
    )
    credential.refresh_from_db()
    assert bytes(credential.document) == before
    assert b"Facilitaton" in before
    assert selectors.public(achievement.public_id, 1).name == "Facilitation"
    assert b'"Facilitation"' in selectors.ob3_document(version)
    later = badges.issued(achievement)
    assert b"Facilitaton" not in bytes(later.document)
    assert later.achievement_version == credential.achievement_version
    noted = EventRecord.objects.get(name="achievement.spelling_corrected")
    assert noted.payload["changes"] == ["name: Facilitaton → Facilitation"]
    assert noted.payload["version"] == 1


@pytest.mark.django_db
def test_nothing_to_correct_is_not_noted():
    achievement = badges.achievement()
    said = selectors.definition(achievement.current)
    services.correct_spelling(achievement=achievement, definition=said, actor=SYSTEM)
    assert not EventRecord.objects.filter(name__contains="spelling").exists()


@pytest.mark.django_db
def test_the_database_lets_words_change_only_as_a_correction():
    version = services.lock_for_award(achievement=badges.achievement())
    row = AchievementVersion.objects.filter(pk=version.pk)
    now = clock.now()
    for change in (
        {"description": "Forged"},
        {"criteria_lines": []},
        {"validity": {"months": 99}, "spelling_corrected_at": now},
        {"is_draft": True, "spelling_corrected_at": now},
    ):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            row.update(**change)
    assert row.update(description="Corrected", spelling_corrected_at=now) == 1
