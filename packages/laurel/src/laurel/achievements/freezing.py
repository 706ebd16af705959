"""Whether an achievement is fixed for now: asked here, answered by whoever knows.

`config/guards.py` lists who answers (`FREEZES`), as it does for the guards of awards (ADR 16).
Each is a pair of functions: `frozen(achievement)`, and `fixed_since(achievement, key)`.
"""

import datetime as dt
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string

from laurel.achievements.errors import Frozen
from laurel.achievements.locking import locked
from laurel.achievements.models import Achievement, AchievementVersion
from laurel.achievements.types import Freeze


class Freezer(Protocol):
    """Something that fixes achievements for a while: a class that has started."""

    def frozen(self, achievement: Achievement) -> Freeze | None:
        """Why and since when it can be neither edited nor replaced; None: it can."""

    def fixed_since(self, achievement: Achievement, key: str) -> dt.datetime | None:
        """The moment as of which it holds for whoever has this address; None: as it is now."""


def frozen(achievement: Achievement) -> Freeze | None:
    """Why it is fixed for now, and since when; None: it may be changed."""
    for freezer in _freezers():
        found = freezer.frozen(achievement)
        if found is not None:
            return found
    return None


def changeable(achievement: Achievement) -> Achievement:
    """The achievement's own row, locked, if it may be changed.

    Raises:
        Frozen: it is fixed for now.
        Archived: it was archived; nothing changes any more.
    """
    row = locked(achievement)
    found = frozen(row)
    if found is not None:
        raise Frozen(found.sentence)
    return row


def version_for(row: Achievement, key: str) -> AchievementVersion:
    """The version that whoever has this normalised address is awarded.

    That is the newest one, unless it was fixed for them before: then the one of that moment.
    """
    since = next(
        (at for each in _freezers() if (at := each.fixed_since(row, key))), None
    )
    if since is None or not key:
        return row.current
    then = [
        version
        for version in row.versions.all()
        if not version.is_draft and version.created_at < since
    ]
    return max(then, key=lambda version: version.number, default=row.current)


def _freezers() -> tuple[Freezer, ...]:
    named: tuple[str, ...] = import_string(settings.LAUREL_FREEZES)
    return tuple(import_string(name) for name in named)
