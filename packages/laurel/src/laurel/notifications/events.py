"""What happens to the words of mails."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class WordingChanged(Event):
    """An issuer says a kind of mail in its own words."""

    name: ClassVar[str] = "mail.wording_changed"
    issuer_public_id: str
    kind: str
    language: str


@dataclass(frozen=True, kw_only=True)
class WordingReset(Event):
    """A kind of mail goes out in the words that Laurel brings again."""

    name: ClassVar[str] = "mail.wording_reset"
    issuer_public_id: str
    kind: str
    language: str
