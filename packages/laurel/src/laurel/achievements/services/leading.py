"""Leading people to where an achievement is earned."""

from django.db import transaction
from django.db.models import F

from laurel.achievements import rules
from laurel.achievements.locking import locked, tell_revised
from laurel.achievements.models import Achievement
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


def count_visit(*, achievement: Achievement) -> None:
    """Count that somebody went on to where it is earned; who it was is not kept."""
    Achievement.objects.filter(pk=achievement.pk).update(
        earn_clicks=F("earn_clicks") + 1
    )
