"""What a rule has to ask for, because something else was built on it: asked here, answered above.

`config/guards.py` lists who answers (`DEMANDS`). Each is a function of an achievement.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.module_loading import import_string

from laurel.eligibility.errors import Refused
from laurel.eligibility.types import Demand
from laurel.requirements.types import AllOf, AtLeast, Need, Requirement

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

    Demanding = Callable[[Achievement], Sequence[Demand]]


def check(achievement: "Achievement", requirement: Requirement | None) -> None:
    """See that a rule asks for what it has to; None: there would be none.

    Raises:
        Refused: it does not; the sentence says who demands it.
    """
    for path in import_string(settings.LAUREL_DEMANDS):
        demanding: Demanding = import_string(path)
        for demand in demanding(achievement):
            if requirement is None or not _asks(requirement, demand.need):
                raise Refused(demand.sentence, field="requirement")


def _asks(requirement: Requirement, wanted: Need) -> bool:
    """Whether nobody can meet the requirement without this."""
    if isinstance(requirement, Need):
        return (requirement.kind, requirement.subject) == (wanted.kind, wanted.subject)
    found = sum(1 for item in requirement.items if _asks(item, wanted))
    if isinstance(requirement, AllOf):
        return found > 0
    assert isinstance(requirement, AtLeast)  # noqa: S101 - there is no other
    return found > len(requirement.items) - requirement.count
