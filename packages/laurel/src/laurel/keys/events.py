"""What happens to signing keys."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class KeyActivated(Event):
    """A new key signs for the issuer from now on."""

    name: ClassVar[str] = "key.activated"
    issuer_public_id: str
    key_public_id: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class KeyRetired(Event):
    """A key signs no longer; its private part is destroyed, its public part stays."""

    name: ClassVar[str] = "key.retired"
    issuer_public_id: str
    key_public_id: str
    kind: str
