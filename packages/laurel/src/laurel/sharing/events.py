"""What happens to links for employers. For whom they are stays out of the log."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class EmployerLinkMade(Event):
    """The holder of an award made a link that shows it to one employer."""

    name: ClassVar[str] = "sharing.employer_link_made"
    award_public_id: str
    ends_on: str  # empty: it does not end by itself


@dataclass(frozen=True, kw_only=True)
class EmployerLinkEnded(Event):
    """Its maker let it end before its day."""

    name: ClassVar[str] = "sharing.employer_link_ended"
    award_public_id: str
