"""What can go wrong on the journey.

LaurelError
├── Refused
│   ├── BeingSigned        the last change of the award is not signed yet
│   └── ChangedMeanwhile   somebody else changed the award since it was looked at
└── TryAgainLater
    └── OwnOutputRefused   what we signed did not verify; nothing was stored
"""

from laurel.foundation.errors import Refused, TryAgainLater

__all__ = ["BeingSigned", "ChangedMeanwhile", "OwnOutputRefused", "Refused"]


class BeingSigned(Refused):
    """The last change of the award is still being signed. Nothing was changed."""

    code = "issuing.being_signed"


class ChangedMeanwhile(Refused):
    """Somebody else changed the award since it was looked at. Nothing was changed."""

    code = "issuing.changed_meanwhile"


class OwnOutputRefused(TryAgainLater):
    """What we signed did not verify by the public path. Nothing was stored; the job repeats."""

    code = "issuing.own_output_refused"
