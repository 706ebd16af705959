"""Making families, and what follows where a lower badge is revoked."""

from laurel.families.services.gaps import (
    MAX_REASON,
    decide,
    look_at_lower,
    settle,
    settle_all,
    take_back,
)
from laurel.families.services.making import (
    MOST,
    dissolve,
    from_framework,
    gather,
    set_policy,
)

__all__ = [
    "MAX_REASON",
    "MOST",
    "decide",
    "dissolve",
    "from_framework",
    "gather",
    "look_at_lower",
    "set_policy",
    "settle",
    "settle_all",
    "take_back",
]
