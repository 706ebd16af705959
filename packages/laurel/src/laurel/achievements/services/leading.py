"""Leading people to an achievement, and to where it is earned."""

from django.db import transaction
from django.db.models import F

from laurel.achievements import rules
from laurel.achievements.events import AchievementListed
from laurel.achievements.locking import locked, tell_revised
from laurel.achievements.models import Achievement
from laurel.foundation import events
from laurel.foundation.actors import Actor


@transaction.atomic
def lead_to(*, achievement: Achievement, earn_url: str, actor: Actor) -> Achievement:
    """Say where it is earned, or (empty) that it is nowhere. No new version: it is not signed.

    Raises:
        Refused: no web address.
        Archived: it is not awarded any more.
    """
    row = locked(achievement)
    url = earn_url.strip()
    if url:
        url = rules.web_address(url, "The page where it is earned", field="earn_url")
    if url != row.earn_url:
        row.earn_url = url
        row.save(update_fields=["earn_url"])
        tell_revised(row.current, row, actor)
    achievement.earn_url = url
    return achievement


@transaction.atomic
def list_publicly(
    *, achievement: Achievement, is_listed: bool, actor: Actor
) -> Achievement:
    """Let it stand in the catalogue, or not. Its own page and what was awarded stay.

    Raises:
        Archived: it is not awarded any more.
    """
    row = locked(achievement)
    if row.is_listed != is_listed:
        row.is_listed = is_listed
        row.save(update_fields=["is_listed"])
        events.publish(
            AchievementListed(
                actor=actor,
                organization_id=row.issuer.organization_id,
                achievement_public_id=row.public_id,
                is_listed=is_listed,
            )
        )
    achievement.is_listed = is_listed
    return achievement


def count_visit(*, achievement: Achievement) -> None:
    """Count that somebody went on to where it is earned; who it was is not kept."""
    Achievement.objects.filter(pk=achievement.pk).update(
        earn_clicks=F("earn_clicks") + 1
    )
