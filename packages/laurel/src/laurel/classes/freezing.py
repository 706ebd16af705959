"""What a class that has started fixes: the badges that are set up for it (`config/guards.py`)."""

import datetime as dt
from typing import TYPE_CHECKING

from laurel.achievements.types import Freeze
from laurel.classes.models import Class
from laurel.foundation import clock

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement


class Freezer:
    """Classes, as they fix achievements."""

    @staticmethod
    def frozen(achievement: "Achievement") -> Freeze | None:
        """While a class runs, its badges stay as they were on its first day."""
        now = clock.now()
        running = Class.objects.filter(
            badges__achievement=achievement,
            archived_at=None,
            starts_at__lte=now,
            ends_at__gt=now,
        )
        # The one that ends last: until then it stays.
        found = running.order_by("-ends_at", "pk").first()
        if found is None:
            return None
        day = found.last_day
        return Freeze(
            since=found.starts_at,
            until=found.ends_at,
            sentence=f"The class {found.name} has started, and this badge is set up for it. Until "
            f"{day.day} {day:%B %Y} it cannot be edited, so that everybody in the class earns the "
            "same one. A correction of the spelling holds for the next class.",
        )

    @staticmethod
    def fixed_since(achievement: "Achievement", key: str) -> dt.datetime | None:
        """Whoever took part gets it as it was when their last class with it started."""
        return (
            Class.objects.filter(
                badges__achievement=achievement,
                starts_at__lte=clock.now(),
                enrolments__learner__key=key,
                enrolments__left_at=None,
            )
            .order_by("-starts_at", "-pk")
            .values_list("starts_at", flat=True)
            .first()
        )
