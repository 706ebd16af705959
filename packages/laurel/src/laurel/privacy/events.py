"""What happens to what is kept about people."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event
from laurel.privacy.types import Ground


@dataclass(frozen=True, kw_only=True)
class ArchiveAsked(Event):
    """Somebody asked for everything that is kept about them."""

    name: ClassVar[str] = "account.archive_asked"
    archive_public_id: str


@dataclass(frozen=True, kw_only=True)
class ErasureAsked(Event):
    """Somebody asked to be erased, and confirmed it with the code that was mailed."""

    name: ClassVar[str] = "account.erasure_asked"
    erasure_public_id: str


@dataclass(frozen=True, kw_only=True)
class ErasureCalledOff(Event):
    """They thought better of it before it was done."""

    name: ClassVar[str] = "account.erasure_called_off"
    erasure_public_id: str


@dataclass(frozen=True, kw_only=True)
class ErasureOrdered(Event):
    """An owner had a person taken out of what the organization keeps."""

    name: ClassVar[str] = "person.erasure_ordered"
    erasure_public_id: str
    ground: Ground


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """A person was taken out; how many awards of the organization lost theirs."""

    name: ClassVar[str] = "person.erased"
    erasure_public_id: str
    awards: int
    by_holder: bool  # they asked for it themselves, here
