"""What can go wrong with credentials.

LaurelError
├── NotFound            unknown, or not yours: the same
│   └── TakenDown       its holder had it taken down; only its status is published
├── Refused             a fact breaks a rule; `field` names it
│   ├── AlreadyRevoked  it was revoked before
│   └── NotActive       it is suspended, revoked or replaced, which the wish does not fit
└── TryAgainLater
    └── ListIsBusy      no free place was found in the status list
"""

from laurel.foundation.errors import NotFound, Refused, TryAgainLater

__all__ = [
    "AlreadyRevoked",
    "ListIsBusy",
    "NotActive",
    "NotFound",
    "Refused",
    "TakenDown",
]


class TakenDown(NotFound):
    """The holder had it taken down. Its status, keys and hosted assertion are still there."""

    code = "credentials.taken_down"


class AlreadyRevoked(Refused):
    """It was revoked before. Nothing was changed."""

    code = "credentials.already_revoked"


class NotActive(Refused):
    """What was asked for does not fit the status it has. Nothing was changed."""

    code = "credentials.not_active"


class ListIsBusy(TryAgainLater):
    """No free place was found in the list; the next try looks elsewhere."""

    code = "credentials.list_is_busy"
