"""What happens in backpacks. None of it says more of a badge than its id here."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class BadgeImported(Event):
    """Somebody brought a badge of any issuer."""

    name: ClassVar[str] = "backpack.imported"
    ref: str
    container: str  # png, svg, json, jwt
    standing: str
    holding: str


@dataclass(frozen=True, kw_only=True)
class ImportChanged(Event):
    """Another look at an imported badge found that it stands otherwise now."""

    name: ClassVar[str] = "backpack.import_changed"
    ref: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ImportRemoved(Event):
    """Somebody threw away a badge that they had brought; its bytes are gone."""

    name: ClassVar[str] = "backpack.import_removed"
    ref: str


@dataclass(frozen=True, kw_only=True)
class ImportJoined(Event):
    """Two accounts that became one had the same badge: it is there once, under one of the ids."""

    name: ClassVar[str] = "backpack.import_joined"
    ref: str  # that it has from now on
    gone_ref: str


@dataclass(frozen=True, kw_only=True)
class AwardPutAway(Event):
    """Somebody does not want to see an award in their backpack, or says it is not theirs."""

    name: ClassVar[str] = "backpack.put_away"
    award_public_id: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class AwardTakenBack(Event):
    """Somebody put an award back into their backpack."""

    name: ClassVar[str] = "backpack.taken_back"
    award_public_id: str
