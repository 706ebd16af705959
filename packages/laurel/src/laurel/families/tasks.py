"""What a family does when something happens to an award of one of its badges."""

from laurel.awards import selectors as awards
from laurel.families import services
from laurel.foundation.events import Recorded


def look_at_lower(event: Recorded) -> None:
    """A badge was revoked: look at the higher ones of the same person."""
    services.look_at_lower(lower=awards.by_public_id(event.payload["award_public_id"]))


def settle(event: Recorded) -> None:
    """A badge counts again: close what was missing it."""
    services.settle(award=awards.by_public_id(event.payload["award_public_id"]))


def take_back(event: Recorded) -> None:
    """A gap was closed: what was suspended for it may count again."""
    services.take_back(award=awards.by_public_id(event.payload["award_public_id"]))
