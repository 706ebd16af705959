"""Values that travel with tokens."""

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor
    from laurel.tokens.models import ApiToken


class Scope(StrEnum):
    """What a token may do; each operation of the API asks for one of them."""

    READ = "read"  # badges and awards, addresses included
    AWARD = "award"  # award and revoke
    RESULTS = "results"  # bring learners of classes, and what they reached
    CLASSES = "classes"  # set up the badges of classes


class Made(NamedTuple):
    """A token just made, with the secret that is shown this once."""

    token: "ApiToken"
    secret: str


class Bearer(NamedTuple):
    """Whoever came with a token that is in force."""

    token: "ApiToken"
    actor: "Actor"
