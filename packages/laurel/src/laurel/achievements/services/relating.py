"""Saying which other achievements an achievement belongs with."""

from collections.abc import Sequence

from django.db import transaction

from laurel.achievements import rules
from laurel.achievements.errors import Refused
from laurel.achievements.locking import locked, tell_revised
from laurel.achievements.models import Achievement
from laurel.achievements.types import Related
from laurel.foundation.actors import Actor


@transaction.atomic
def relate(
    *, achievement: Achievement, related: Sequence[Related], actor: Actor
) -> Achievement:
    """Say what belongs beside it, in place; nothing else of it changes.

    Raises:
        Refused: too many, an address that is none, or it was awarded: that wants a new version.
        Archived: it is not awarded any more.
    """
    row = locked(achievement)
    version = row.current
    if version.locked_at is not None:
        raise Refused("This badge was awarded, so what it says stays.", field="related")
    version.related = rules.related(related)
    version.save(update_fields=["related"])
    tell_revised(version, row, actor)
    return achievement
