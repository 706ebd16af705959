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
class IssuerArchived(Event):
    """It defines and awards nothing any more; what it signed stays valid."""

    name: ClassVar[str] = "issuer.archived"
    issuer_public_id: str


@dataclass(frozen=True, kw_only=True)
class IssuerRestored(Event):
    """It may define and award again."""

    name: ClassVar[str] = "issuer.restored"
    issuer_public_id: str


@dataclass(frozen=True, kw_only=True)
class DomainCheckAsked(Event):
    """An owner wants to know whether the issuer's site proves whose it is."""

    name: ClassVar[str] = "issuer.domain_check_asked"
    issuer_public_id: str
    domain: str


@dataclass(frozen=True, kw_only=True)
class DomainChecked(Event):
    """The answer about an issuer's site became another one."""

    name: ClassVar[str] = "issuer.domain_checked"
    issuer_public_id: str
    domain: str
    state: str


@dataclass(frozen=True, kw_only=True)
class HelpChanged(Event):
    """An issuer's help page for earners has another text."""

    name: ClassVar[str] = "issuer.help_changed"
    issuer_public_id: str
    number: int


@dataclass(frozen=True, kw_only=True)
class IssuerStyleChanged(Event):
    """Its colours, pictures or signature changed; awarded badges keep their pictures."""

    name: ClassVar[str] = "issuer.style_changed"
    issuer_public_id: str
