"""The badges of a class: set up before it starts, fixed from then on."""

from typing import TYPE_CHECKING

from django.db import transaction

from laurel.achievements import services as achievements
from laurel.achievements.types import AchievementState, Definition
from laurel.classes import rules
from laurel.classes.errors import Refused, Started
from laurel.classes.events import ClassBadgeSet, ClassBadgeTaken
from laurel.classes.locking import about, locked
from laurel.classes.models import Class, ClassBadge
from laurel.foundation import clock, events
from laurel.programs import services as programs

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.design.types import Design
    from laurel.foundation.actors import Actor
    from laurel.issuers.models import Issuer


@transaction.atomic
def define_badge(
    *,
    found: Class,
    issuer: "Issuer",
    definition: Definition,
    art: "Design | None" = None,
    is_manual: bool,
    actor: "Actor",
) -> ClassBadge:
    """Define an achievement, published at once, and set it up for a class.

    Raises:
        Started: the class has started.
        Refused: a fact of the achievement breaks a rule; `field` names it.
    """
    _not_started(found)
    achievement = achievements.define(
        issuer=issuer, definition=definition, art=art, actor=actor
    )
    return set_badge(
        found=found, achievement=achievement, is_manual=is_manual, actor=actor
    )


@transaction.atomic
def set_badge(
    *, found: Class, achievement: "Achievement", is_manual: bool, actor: "Actor"
) -> ClassBadge:
    """Set up an achievement for a class, or say anew how it is awarded there.

    Raises:
        Started: the class has started.
        Refused: it is another organization's, archived, or one too many.
    """
    row = _not_started(found)
    if achievement.issuer.organization_id != row.program.organization_id:
        raise Refused("This badge is not here any more. Choose again.", field="badge")
    if achievement.state is AchievementState.ARCHIVED:
        raise Refused("This badge is archived. Choose another one.", field="badge")
    if achievement.state is AchievementState.DRAFT:
        raise Refused("This badge is a draft. Publish it first.", field="badge")
    others = row.badges.exclude(achievement=achievement)
    if others.count() >= rules.MAX_BADGES:
        raise Refused(f"{rules.MAX_BADGES} badges are the most.", field="badge")
    programs.include(program=row.program, achievement=achievement, actor=actor)
    badge, _ = ClassBadge.objects.update_or_create(
        run=row,
        achievement=achievement,
        defaults={"is_manual": is_manual},
        create_defaults={"is_manual": is_manual, "added_at": clock.now()},
    )
    events.publish(
        ClassBadgeSet(
            **about(row, actor),
            achievement_public_id=achievement.public_id,
            is_manual=is_manual,
        )
    )
    return badge


@transaction.atomic
def take_badge(*, found: Class, achievement: "Achievement", actor: "Actor") -> None:
    """Take an achievement away from a class; without it, nothing changes.

    Raises:
        Started: the class has started.
    """
    row = _not_started(found)
    if row.badges.filter(achievement=achievement).delete()[0]:
        events.publish(
            ClassBadgeTaken(
                **about(row, actor), achievement_public_id=achievement.public_id
            )
        )


def _not_started(found: Class) -> Class:
    row = locked(found)
    if row.has_started:
        day = f"{row.first_day.day} {row.first_day:%B %Y}"
        raise Started(
            f"{row.name} started on {day}. From then on its badges can be neither added nor "
            "edited. Prepare them for the next class instead."
        )
    return row
