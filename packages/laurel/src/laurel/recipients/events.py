"""What happens to the record of recipients."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class RecipientsImported(Event):
    """A list of the institution's was taken over; who changed stands in the list itself."""

    name: ClassVar[str] = "recipients.imported"
    list_public_id: str
    added: int
    changed: int
