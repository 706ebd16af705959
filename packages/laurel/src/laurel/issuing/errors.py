"""What can go wrong on the journey.

LaurelError
└── TryAgainLater
    └── OwnOutputRefused   what we signed did not verify; nothing was stored
"""

from laurel.foundation.errors import TryAgainLater

__all__ = ["OwnOutputRefused"]


class OwnOutputRefused(TryAgainLater):
    """What we signed did not verify by the public path. Nothing was stored; the job repeats."""

    code = "issuing.own_output_refused"
