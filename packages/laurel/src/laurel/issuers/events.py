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
    """Its profile changed; what was signed before keeps the old words."""

    name: ClassVar[str] = "issuer.changed"
    issuer_public_id: str


@dataclass(frozen=True, kw_only=True)
class IssuerStyleChanged(Event):
    """Its colours, pictures or signature changed; awarded badges keep their pictures."""

    name: ClassVar[str] = "issuer.style_changed"
    issuer_public_id: str
