"""What follows from elsewhere; named in `config/reactions.py`, and repeatable."""

from laurel.duplicates import services
from laurel.foundation.events import Recorded


def compare_again(event: Recorded) -> None:
    """award.amended, award.restored: its name, address or day may be another one now."""
    services.compare_again(award_public_id=event.payload["award_public_id"])


def compare_moved(event: Recorded) -> None:
    """recipients.imported: two addresses may be known to be one person's by now."""
    services.compare_moved(list_public_id=event.payload["list_public_id"])
