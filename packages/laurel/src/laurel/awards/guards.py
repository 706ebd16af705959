"""What stands in the way of an award: asked here, answered by whoever knows (ADR 16).

`config/guards.py` lists who answers. Each is a function like `obstacles`, asked once for all
recipients together.
"""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from laurel.awards.types import Obstacle

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

    Guard = Callable[[Achievement, Collection[str]], Mapping[str, tuple[Obstacle, ...]]]


def obstacles(
    achievement: "Achievement", keys: Collection[str]
) -> Mapping[str, tuple[Obstacle, ...]]:
    """Normalised address → what stands in the way; who is left out may be awarded."""
    found: dict[str, tuple[Obstacle, ...]] = {}
    if not keys:
        return found
    for name in import_string(settings.LAUREL_GUARDS):
        guard: Guard = import_string(name)
        for key, said in guard(achievement, keys).items():
            if said:
                found[key] = (*found.get(key, ()), *said)
    return found


def in_words(said: Collection[Obstacle]) -> str:
    """All of it in one paragraph."""
    return " ".join(each.sentence for each in said)
