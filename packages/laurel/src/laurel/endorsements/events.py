"""What happens to endorsements. No event carries what people wrote, nor their names."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.endorsements.types import Kind, Side
from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class _OfOne:
    """About one endorsement. Only one of the three ids of what it is about is filled, by `kind`."""

    endorsement_public_id: str
    kind: Kind
    award_public_id: str = ""
    achievement_public_id: str = ""
    issuer_public_id: str = ""


@dataclass(frozen=True, kw_only=True)
class EndorsementAsked(_OfOne, Event):
    """Somebody was asked for an endorsement."""

    name: ClassVar[str] = "endorsement.asked"


@dataclass(frozen=True, kw_only=True)
class EndorsementRefused(_OfOne, Event):
    """Whoever was asked does not want to."""

    name: ClassVar[str] = "endorsement.refused"


@dataclass(frozen=True, kw_only=True)
class EndorsementSigned(_OfOne, Event):
    """It was written and signed; whom it praises decides about it now."""

    name: ClassVar[str] = "endorsement.signed"


@dataclass(frozen=True, kw_only=True)
class EndorsementDeclined(_OfOne, Event):
    """Whom it praises does not want it shown."""

    name: ClassVar[str] = "endorsement.declined"


@dataclass(frozen=True, kw_only=True)
class EndorsementWaiting(_OfOne, Event):
    """The earner accepted it; the issuer wants to look first."""

    name: ClassVar[str] = "endorsement.waiting"


@dataclass(frozen=True, kw_only=True)
class EndorsementShown(_OfOne, Event):
    """It is shown from now on, and travels in the next documents."""

    name: ClassVar[str] = "endorsement.shown"


@dataclass(frozen=True, kw_only=True)
class EndorsementHidden(_OfOne, Event):
    """The issuer does not show it any more, for a reason that stands beside it."""

    name: ClassVar[str] = "endorsement.hidden"


@dataclass(frozen=True, kw_only=True)
class EndorsementEnded(_OfOne, Event):
    """It was taken back, for good."""

    name: ClassVar[str] = "endorsement.ended"
    side: Side


@dataclass(frozen=True, kw_only=True)
class ModerationChanged(Event):
    """The organisation decided whether it looks at endorsements before they are shown."""

    name: ClassVar[str] = "endorsement.moderation_changed"
    looks_first: bool
