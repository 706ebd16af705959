"""What happens to issuers. Their keys have events of their own."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class IssuerCreated(Event):
    """An organization has a public identity that can sign."""

    name: ClassVar[str] = "issuer.created"
    issuer_public_id: str
