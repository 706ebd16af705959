"""What can go wrong with credentials.

LaurelError
├── NotFound            unknown, or not yours: the same
├── Refused             a fact breaks a rule; `field` names it
│   └── AlreadyRevoked  it was revoked before; revocation is for ever
└── TryAgainLater
    └── ListIsBusy      others kept publishing the same status list
"""

from laurel.foundation.errors import NotFound, Refused, TryAgainLater

__all__ = ["AlreadyRevoked", "ListIsBusy", "NotFound", "Refused"]


class AlreadyRevoked(Refused):
    """It was revoked before. Nothing was changed."""

    code = "credentials.already_revoked"


class ListIsBusy(TryAgainLater):
    """Others kept changing the list while we published it."""

    code = "credentials.list_is_busy"
