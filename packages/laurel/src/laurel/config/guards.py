"""Who may have something against an award: all of them in one place (ADR 16).

Functions by dotted string. Each gets an achievement and the normalised addresses of some
recipients, and says for each what stands in the way (`awards.types.Obstacle`). They are asked in
the transaction of an award, so an achievement that one has nothing to say about costs it a
single statement.
"""

from typing import Final

GUARDS: Final[tuple[str, ...]] = (
    "laurel.eligibility.guards.obstacles",
    "laurel.releases.guards.obstacles",
)

# What the rule of an achievement has to ask for: `eligibility.demands`, by dotted string.
DEMANDS: Final[tuple[str, ...]] = ("laurel.families.demands.of",)

# Who fixes achievements for a while: `achievements.freezing.Freezer`, by dotted string.
FREEZES: Final[tuple[str, ...]] = ("laurel.classes.freezing.Freezer",)
