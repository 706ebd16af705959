"""Defining what can be earned."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.achievements import rules
from laurel.achievements.errors import Archived
from laurel.achievements.events import (
    AchievementArchived,
    AchievementCreated,
    AchievementRevised,
)
from laurel.achievements.models import Achievement, AchievementVersion
from laurel.achievements.types import DuplicatePolicy, Skill
from laurel.design import selectors as designs
from laurel.design import services as design
from laurel.design.types import Design, Picture
from laurel.foundation import clock, events, files
from laurel.foundation.actors import Actor
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer


@transaction.atomic
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
    actor: Actor,
) -> Achievement:
    """Define an achievement in the issuer's name, as its version 1.

    Without an `image` the picture is drawn from the issuer's brand: as `art` says, or (None) in
    a design that follows from the name.

    Raises:
        Refused: a fact breaks a rule, or the image is none that we take; `field` names it.
    """
    facts = _facts(name, description, criteria, skills)
    pictures = _pictures(issuer, facts["name"], image, art)
    now = clock.now()
    achievement = Achievement.objects.create(
        issuer=issuer, duplicate_policy=duplicate_policy.value, created_at=now
    )
    AchievementVersion.objects.create(
        achievement=achievement,
        number=1,
        created_at=now,
        image_is_uploaded=image is not None,
        **facts,
        **pictures,
    )
    events.publish(
        AchievementCreated(
            actor=actor,
            organization_id=issuer.organization_id,
            achievement_public_id=achievement.public_id,
        )
    )
    return achievement


@transaction.atomic
def revise(
    *,
    achievement: Achievement,
    name: str,
    description: str,
    criteria: str,
    skills: Sequence[Skill] = (),
    image: bytes | None = None,
    art: Design | None = None,
    actor: Actor,
) -> AchievementVersion:
    """Change what it says: in place, or as a new version once the current one was awarded.

    Without an `image` an uploaded picture is kept, and a drawn one is drawn in the issuer's brand
    of today: as `art` says, or (None) in the design it was given before, or as its name says.

    Raises:
        Refused: a fact breaks a rule, or the image is none that we take; `field` names it.
        Archived: it is not awarded any more.
    """
    current = _locked_current(achievement)
    facts = _facts(name, description, criteria, skills)
    uploaded = image is not None or (current.image_is_uploaded and art is None)
    if image is None and uploaded:
        pictures = {
            "image_png": current.image_png,
            "image_svg": current.image_svg,
            "design": current.design,
        }
    else:
        if art is None and current.design:
            art = designs.design_of(current.design)
        pictures = _pictures(achievement.issuer, facts["name"], image, art)
    version = current
    if current.locked_at is not None:
        version = AchievementVersion(
            achievement=achievement, number=current.number + 1, created_at=clock.now()
        )
    for field, value in {**facts, **pictures, "image_is_uploaded": uploaded}.items():
        setattr(version, field, value)
    version.save()
    events.publish(
        AchievementRevised(
            actor=actor,
            organization_id=achievement.issuer.organization_id,
            achievement_public_id=achievement.public_id,
            version=version.number,
        )
    )
    return version


@transaction.atomic
def redesign(
    *,
    achievement: Achievement,
    image: bytes | None = None,
    art: Design | None = None,
    actor: Actor,
) -> AchievementVersion:
    """Change the picture alone: in place, or as a new version once the current one was awarded.

    Raises:
        Refused: the image is none that we take; `field` names it.
        Archived: it is not awarded any more.
    """
    version = _locked_current(achievement)
    pictures = _pictures(achievement.issuer, version.name, image, art)
    if version.locked_at is not None:  # the same words under a new number
        version.pk, version.locked_at = None, None
        version.number += 1
        version.created_at = clock.now()
        version._state.adding = True  # noqa: SLF001 - Django's documented way to copy a row
    for field, value in {**pictures, "image_is_uploaded": image is not None}.items():
        setattr(version, field, value)
    version.save()
    events.publish(
        AchievementRevised(
            actor=actor,
            organization_id=achievement.issuer.organization_id,
            achievement_public_id=achievement.public_id,
            version=version.number,
        )
    )
    return version


@transaction.atomic
def archive(*, achievement: Achievement, actor: Actor) -> Achievement:
    """Award it no more. Its awards, pages and documents stay; a repeat changes nothing."""
    locked = Achievement.objects.select_for_update().get(pk=achievement.pk)
    if locked.archived_at is None:
        locked.archived_at = clock.now()
        locked.save(update_fields=["archived_at"])
        events.publish(
            AchievementArchived(
                actor=actor,
                organization_id=locked.issuer.organization_id,
                achievement_public_id=locked.public_id,
            )
        )
    achievement.archived_at = locked.archived_at
    return achievement


def lock_for_award(*, achievement: Achievement) -> AchievementVersion:
    """The version to award, locked for ever: what a credential says must not change under it.

    Belongs into the transaction of the award.

    Raises:
        Archived: it is not awarded any more.
    """
    version = _locked_current(achievement)
    if version.locked_at is None:
        version.locked_at = clock.now()
        version.save(update_fields=["locked_at"])
    return version


def _locked_current(achievement: Achievement) -> AchievementVersion:
    # The achievement's row is the lock between awarding, revising and archiving.
    row = Achievement.objects.select_for_update().get(pk=achievement.pk)
    if row.archived_at is not None:
        raise Archived(
            "This achievement was archived; it cannot be awarded or changed."
        )
    return row.current


def _facts(
    name: str, description: str, criteria: str, skills: Sequence[Skill]
) -> dict[str, object]:
    return {
        "name": rules.name(name),
        "description": rules.prose(
            description, field="description", longest=rules.MAX_DESCRIPTION
        ),
        "criteria": rules.prose(criteria, field="criteria", longest=rules.MAX_CRITERIA),
        "skills": rules.skills(skills),
    }


def _pictures(
    issuer: "Issuer", name: object, image: bytes | None, art: Design | None
) -> dict[str, object]:
    """The columns of a picture: its files, and the design it was drawn from."""
    if image is not None:
        return {
            **_stored(design.accept_upload(data=image, field="image")),
            "design": {},
        }
    brand, said = issuers.brand(issuer), str(name)
    title = designs.alt_text(name=said, issuer=issuer.name)
    drawn = art or design.suggest(name=said, title=title, style=issuers.style(issuer))
    drawn = replace(drawn, title=drawn.title or title)
    drawn = design.composed(design=drawn, brand=brand)
    picture = design.picture_of(design=drawn, brand=brand)
    return {**_stored(picture), "design": design.keep(design=art) if art else {}}


def _stored(picture: Picture) -> dict[str, object]:
    return {
        "image_png": files.store(picture.png),
        "image_svg": files.store(picture.svg),
    }
