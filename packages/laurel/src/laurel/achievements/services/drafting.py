"""A draft in steps: of something new, or of the next version of what is published.

What is being written is a version of its own that nobody but editors sees, so nothing half done
is ever awarded. Publishing makes it the current one.
"""

import dataclasses
from typing import Any

from django.db import transaction

from laurel.achievements import definitions, pictures
from laurel.achievements.errors import ChangedMeanwhile
from laurel.achievements.events import AchievementPublished
from laurel.achievements.freezing import changeable
from laurel.achievements.locking import locked, next_number, tell_revised
from laurel.achievements.models import Achievement, AchievementVersion
from laurel.achievements.types import Definition, Editing
from laurel.design.types import Design
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor


@transaction.atomic
def open_draft(*, achievement: Achievement) -> AchievementVersion:
    """The draft of the achievement; one that says the same as the current version, if new.

    Raises:
        Frozen: a class has started with it.
        Archived: it is not awarded any more.
    """
    return _draft(changeable(achievement))


@transaction.atomic
def save_draft(
    *, achievement: Achievement, definition: Definition, editing: Editing
) -> AchievementVersion:
    """Write the fields that one form holds into the draft; the others stay as they are.

    A drawn picture follows the name.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
        ChangedMeanwhile: another form saved one of the fields since this one was opened.
        Frozen: a class has started with it.
        Archived: it is not awarded any more.
    """
    row = changeable(achievement)
    draft = _draft(row)
    stored = definitions.read(draft)
    _refuse_if_changed(draft, stored, editing)
    new = dataclasses.replace(
        stored, **{field: getattr(definition, field) for field in editing.fields}
    )
    facts = definitions.columns(new, complete=False)
    if facts["name"] != stored.name:
        facts |= pictures.again(draft, name=facts["name"], image=None, art=None)
    _write(draft, facts)
    draft.editing |= dict.fromkeys(editing.fields, editing.key)
    draft.save()
    if row.published_at is None:
        for field, value in definitions.of_achievement(new).items():
            setattr(row, field, value)
        row.save()
    return draft


@transaction.atomic
def picture_draft(
    *, achievement: Achievement, image: bytes | None = None, art: Design | None = None
) -> AchievementVersion:
    """Give the draft an uploaded picture, or draw it: as `art` says, or as follows from the name.

    Raises:
        Refused: the image is none that we take.
        Frozen: a class has started with it.
        Archived: it is not awarded any more.
    """
    row = changeable(achievement)
    draft = _draft(row)
    _write(
        draft, pictures.made(issuer=row.issuer, name=draft.name, image=image, art=art)
    )
    draft.save()
    return draft


@transaction.atomic
def publish(*, achievement: Achievement, actor: Actor) -> AchievementVersion:
    """Let the draft be what is awarded: in place, or as a new version once it was awarded.

    Without a draft there is nothing to do, so a repeat changes nothing.

    Raises:
        Refused: something that is needed is missing; `field` names it.
        Frozen: a class has started with it.
        Archived: it is not awarded any more.
    """
    row = changeable(achievement)
    draft = row.draft
    if draft is None:
        return row.current
    facts = definitions.columns(definitions.read(draft), complete=True)
    if row.published_at is None:
        row.published_at = achievement.published_at = clock.now()
        row.save(update_fields=["published_at"])
        draft.is_draft = False
        draft.save()
        events.publish(
            AchievementPublished(
                actor=actor,
                organization_id=row.issuer.organization_id,
                achievement_public_id=row.public_id,
            )
        )
        return draft
    version = row.current
    if version.locked_at is None:
        picture = pictures.of(draft)
        draft.delete()
        _write(version, facts | picture)
    else:
        version = draft
        version.is_draft, version.created_at = False, clock.now()
        # Somebody may have revised it past the draft.
        version.number = max(version.number, row.current.number + 1)
    version.save()
    tell_revised(version, row, actor)
    return version


@transaction.atomic
def discard_draft(*, achievement: Achievement) -> None:
    """Forget what was not published of a published achievement. Without a draft, nothing."""
    row = locked(achievement)
    if row.published_at is not None and row.draft is not None:
        row.draft.delete()


def _draft(row: Achievement) -> AchievementVersion:
    if row.draft is not None:
        return row.draft
    current = row.current
    return AchievementVersion.objects.create(
        achievement=row,
        number=next_number(row),
        is_draft=True,
        created_at=clock.now(),
        **definitions.columns(definitions.read(current), complete=False),
        **pictures.of(current),
    )


def _refuse_if_changed(
    draft: AchievementVersion, stored: Definition, editing: Editing
) -> None:
    unchanged = definitions.fingerprint(stored, editing.fields) == editing.seen
    ours = all(draft.editing.get(field) == editing.key for field in editing.fields)
    if not (unchanged or ours):
        raise ChangedMeanwhile(
            "Somebody else changed this since you opened it. Nothing was overwritten.",
        )


def _write(draft: AchievementVersion, values: dict[str, Any]) -> None:
    for field, value in values.items():
        setattr(draft, field, value)
