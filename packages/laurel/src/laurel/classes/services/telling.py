"""Telling whoever waits for it that a class started, or ended."""

from django.db import transaction

from laurel.achievements import services as achievements
from laurel.classes.events import ClassEnded, ClassStarted
from laurel.classes.locking import about
from laurel.classes.models import Class
from laurel.foundation import clock, events
from laurel.foundation.actors import SYSTEM

AT_ONCE = 200


def tell_moments() -> None:
    """Tell of every class whose first day began, or whose last day is over. A chore.

    With its first day the versions of its badges are locked: afterwards they change as new ones.
    """
    now = clock.now()
    begun = Class.objects.filter(start_told_at=None, starts_at__lte=now)
    for pk in begun.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        _tell(pk, "start_told_at")
    over = Class.objects.filter(end_told_at=None, ends_at__lte=now)
    for pk in over.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]:
        _tell(pk, "end_told_at")


@transaction.atomic
def _tell(pk: int, told: str) -> None:
    row = (
        Class.objects.select_for_update(of=("self",))
        .select_related("program")
        .get(pk=pk)
    )
    if getattr(row, told) is None:  # else another worker told it
        setattr(row, told, clock.now())
        row.save(update_fields=[told])
        if told == "start_told_at":
            for badge in row.badges.select_related("achievement"):
                achievements.fix(achievement=badge.achievement)
        kind = ClassStarted if told == "start_told_at" else ClassEnded
        events.publish(kind(**about(row, SYSTEM)))
