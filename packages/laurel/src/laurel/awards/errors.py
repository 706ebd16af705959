"""What can go wrong with awards.

LaurelError
├── NotFound            unknown, or not yours: the same
└── Refused             a fact breaks a rule; `field` names it
    ├── AlreadyAwarded  the recipient holds it, and it is given once
    ├── KeyReused       the idempotency key belongs to another award
    ├── NotRenewable    the award is not one that another can take the place of
    ├── NotYet          something has to be met first; `obstacles` says what
    └── NothingChanged  the corrected facts are the facts that it has
"""

from collections.abc import Sequence

from laurel.awards.types import Obstacle
from laurel.foundation.errors import NotFound, Refused

__all__ = [
    "AlreadyAwarded",
    "KeyReused",
    "NotFound",
    "NotRenewable",
    "NotYet",
    "NothingChanged",
    "Refused",
]


class AlreadyAwarded(Refused):
    """The recipient holds this achievement, and its duplicate policy is *once*."""

    code = "awards.already_awarded"

    def __init__(self, message: str, *, award_public_id: str) -> None:
        super().__init__(message, field="recipient_email")
        self.award_public_id = award_public_id


class KeyReused(Refused):
    """The same idempotency key came with other facts. Nothing was changed."""

    code = "awards.key_reused"


class NotYet(Refused):
    """Something stands in the way of the award; the message says all of it."""

    code = "awards.not_yet"

    def __init__(self, message: str, *, obstacles: Sequence[Obstacle]) -> None:
        super().__init__(message, field="recipient_email")
        self.obstacles = tuple(obstacles)


class NothingChanged(Refused):
    """The corrected facts are those that the award has. Nothing was written."""

    code = "awards.nothing_changed"


class NotRenewable(Refused):
    """Another award cannot take the place of this one. Nothing was changed."""

    code = "awards.not_renewable"
