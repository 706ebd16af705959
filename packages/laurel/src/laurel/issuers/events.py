"""What happens to issuers. Their keys have events of their own."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class IssuerCreated(Event):
    """An organization has a public identity that can sign."""

    name: ClassVar[str] = "issuer.created"
    issuer_public_id: str


@dataclass(frozen=True, kw_only=True)
class IssuerChanged(Event):
    """Its profile or brand changed; what was signed before keeps the old words."""

    name: ClassVar[str] = "issuer.changed"
    issuer_public_id: str
