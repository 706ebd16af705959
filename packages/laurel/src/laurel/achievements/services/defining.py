"""Defining, revising, archiving, and the lock that an award sets."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.achievements import definitions, pictures
from laurel.achievements.errors import Archived, NotPublished, Refused
from laurel.achievements.events import (
    AchievementArchived,
    AchievementCreated,
    AchievementUnarchived,
)
from laurel.achievements.freezing import changeable, version_for
from laurel.achievements.locking import locked, next_number, tell_revised
from laurel.achievements.models import Achievement, AchievementVersion
from laurel.achievements.types import Definition, DuplicatePolicy, Skill
from laurel.design.types import Design
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer


def create(
    *,
    issuer: "Issuer",
    name: str,
    description: str,
    criteria: str,
    skills: Sequence[Skill] = (),
    image: bytes | None = None,
    art: Design | None = None,
    duplicate_policy: DuplicatePolicy = DuplicatePolicy.ONCE,
    publish: bool = True,
    actor: Actor,
) -> Achievement:
    """Define an achievement by the facts that most of them have; `define` takes them all.

    Raises:
        Refused: as `define`.
    """
    return define(
        issuer=issuer,
        definition=Definition(
            name=name,
            description=description,
            criteria=criteria,
            skills=tuple(skills),
            duplicate_policy=duplicate_policy,
        ),
        image=image,
        art=art,
        publish=publish,
        actor=actor,
    )


@transaction.atomic
def define(
    *,
    issuer: "Issuer",
    definition: Definition,
    image: bytes | None = None,
    art: Design | None = None,
    publish: bool = True,
    actor: Actor,
) -> Achievement:
    """Define an achievement in the issuer's name, as its version 1: published, or a draft.

    Without an `image` the picture is drawn from the issuer's brand: as `art` says, or (None) in
    a design that follows from the name. A draft may lack its criteria.

    Raises:
        Refused: a fact breaks a rule, or the image is none that we take; `field` names it.
            Or the issuer is archived.
    """
    if issuer.archived_at is not None:
        raise Refused("This issuer is archived. Choose another one, or restore it.")
    facts = definitions.columns(definition, complete=publish)
    own = definitions.of_achievement(definition)
    picture = pictures.made(issuer=issuer, name=facts["name"], image=image, art=art)
    now = clock.now()
    achievement = Achievement.objects.create(
        issuer=issuer,
        created_at=now,
        published_at=now if publish else None,
        **own,
    )
    AchievementVersion.objects.create(
        achievement=achievement,
        number=1,
        is_draft=not publish,
        created_at=now,
        **facts,
        **picture,
    )
    events.publish(
        AchievementCreated(
            actor=actor,
            organization_id=issuer.organization_id,
            achievement_public_id=achievement.public_id,
            published=publish,
        )
    )
    return achievement


@transaction.atomic
def revise(
    *,
    achievement: Achievement,
    definition: Definition,
    image: bytes | None = None,
    art: Design | None = None,
    actor: Actor,
) -> AchievementVersion:
    """Change what it says: in place, or as a new version once the current one was awarded.

    Without an `image` an uploaded picture is kept, and a drawn one is drawn in the issuer's brand
    of today: as `art` says, or (None) in the design it was given before, or as its name says.

    Raises:
        Refused: a fact breaks a rule, or the image is none that we take; `field` names it.
        Frozen: a class has started with it.
        Archived: it is not awarded any more.
    """
    row = changeable(achievement)
    current = row.current
    facts = definitions.columns(definition, complete=not current.is_draft)
    own = definitions.of_achievement(definition)
    picture = pictures.again(current, name=facts["name"], image=image, art=art)
    version = current
    if current.locked_at is not None:
        version = AchievementVersion(
            achievement=achievement, number=next_number(row), created_at=clock.now()
        )
    _write(version, facts | picture)
    _write(row, own)
    achievement.earn_url = row.earn_url
    achievement.duplicate_policy = row.duplicate_policy
    tell_revised(version, row, actor)
    return version


@transaction.atomic
def archive(*, achievement: Achievement, actor: Actor) -> Achievement:
    """Award it no more. Its awards, pages and documents stay; a repeat changes nothing."""
    row = Achievement.objects.select_for_update().get(pk=achievement.pk)
    if row.archived_at is None:
        row.archived_at = clock.now()
        row.save(update_fields=["archived_at"])
        events.publish(
            AchievementArchived(
                actor=actor,
                organization_id=row.issuer.organization_id,
                achievement_public_id=row.public_id,
            )
        )
    achievement.archived_at = row.archived_at
    return achievement


@transaction.atomic
def unarchive(*, achievement: Achievement, actor: Actor) -> Achievement:
    """Take it out of the archive: it can be awarded again. A repeat changes nothing."""
    row = Achievement.objects.select_for_update().get(pk=achievement.pk)
    if row.archived_at is not None:
        row.archived_at = None
        row.save(update_fields=["archived_at"])
        events.publish(
            AchievementUnarchived(
                actor=actor,
                organization_id=row.issuer.organization_id,
                achievement_public_id=row.public_id,
            )
        )
    achievement.archived_at = None
    return achievement


def lock_for_award(
    *, achievement: Achievement, recipient_key: str = ""
) -> AchievementVersion:
    """The version to award, locked for ever: what a credential says must not change under it.

    Whoever took part in a class gets the version with which it started.

    Belongs into the transaction of the award.

    Raises:
        Archived: it is not awarded any more, or its issuer is archived.
        NotPublished: it is a draft.
    """
    row = locked(achievement)
    if row.issuer.archived_at is not None:
        raise Archived("The issuer of this badge was archived; it awards nothing now.")
    if row.published_at is None:
        raise NotPublished(
            "This badge is a draft. Publish it before you award it.", field=""
        )
    version = version_for(row, recipient_key)
    if version.locked_at is None:
        version.locked_at = clock.now()
        version.save(update_fields=["locked_at"])
    return version


@transaction.atomic
def fix(*, achievement: Achievement) -> None:
    """Lock the current version, as an award does: a class starts with it. A draft has nothing."""
    row = Achievement.objects.select_for_update().get(pk=achievement.pk)
    version = row.current
    if not version.is_draft and version.locked_at is None:
        version.locked_at = clock.now()
        version.save(update_fields=["locked_at"])


def hold(*, achievement: Achievement) -> None:
    """Nobody awards it until the caller's transaction ends; an archived one is held too."""
    Achievement.objects.select_for_update().get(pk=achievement.pk)


def _write(row: Achievement | AchievementVersion, values: dict[str, object]) -> None:
    for field, value in values.items():
        setattr(row, field, value)
    row.save()
