"""What happens to tokens."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class TokenMade(Event):
    """An owner let a program act for the organisation, within these scopes."""

    name: ClassVar[str] = "token.made"
    token_public_id: str
    token_name: str
    scopes: list[str]


@dataclass(frozen=True, kw_only=True)
class TokenEnded(Event):
    """An owner ended a token; it opens nothing any more."""

    name: ClassVar[str] = "token.ended"
    token_public_id: str
    token_name: str
