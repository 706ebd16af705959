"""What the rule of a tier has to ask for as long as its family stands: the badges below it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from laurel.eligibility.types import Demand
from laurel.families import selectors
from laurel.requirements.types import Kind, Need

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement


def of(achievement: "Achievement") -> Sequence[Demand]:
    """The badges below it in its family, each with what to say where a rule leaves it out."""
    family = selectors.of_achievement(achievement)
    if family is None:
        return ()
    badges = selectors.tiers(family)
    below = badges[: badges.index(achievement)]
    return [
        Demand(
            Need(Kind.HELD, badge.public_id),
            f"“{achievement.current.name}” is a tier of the family “{family.name}”, so it has "
            f"to ask for “{badge.current.name}”. Ask for that one, too, or take the family "
            "apart first.",
        )
        for badge in below
    ]
