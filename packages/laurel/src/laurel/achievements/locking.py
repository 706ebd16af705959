"""What all changes of an achievement begin and end with: its lock, and the word that it changed."""

from laurel.achievements.errors import Archived
from laurel.achievements.events import AchievementRevised
from laurel.achievements.models import Achievement, AchievementVersion
from laurel.foundation import events
from laurel.foundation.actors import Actor


def locked(achievement: Achievement) -> Achievement:
    """The achievement's own row: the lock between awarding, revising, drafting and archiving.

    Raises:
        Archived: it was archived; nothing changes any more.
    """
    row = (
        Achievement.objects.select_for_update(of=("self",))
        .select_related("issuer")
        .get(pk=achievement.pk)
    )
    if row.archived_at is not None:
        raise Archived(
            "This achievement was archived; it cannot be awarded or changed."
        )
    return row


def next_number(row: Achievement) -> int:
    """The number of the next version."""
    return max(version.number for version in row.versions.all()) + 1


def tell_revised(version: AchievementVersion, row: Achievement, actor: Actor) -> None:
    """Publish that it says something else from now on."""
    events.publish(
        AchievementRevised(
            actor=actor,
            organization_id=row.issuer.organization_id,
            achievement_public_id=row.public_id,
            version=version.number,
        )
    )
