"""Values that travel with tickets."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from laurel.foundation.actors import Actor, ActorKind

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.issuers.models import Issuer


class Kind(StrEnum):
    """What is asked for."""

    ACCESS = "access"  # "I can't get my badge"
    NAME = "name"  # the name on it is not right
    REVIEW = "review"  # it was revoked or suspended, perhaps in error
    OTHER = "other"


class State(StrEnum):
    """Whose turn it is."""

    UNCONFIRMED = "unconfirmed"  # only the holder may ask this; the link was mailed
    OPEN = "open"  # the issuer's
    WAITING = "waiting"  # the asker's
    CLOSED = "closed"


class Outcome(StrEnum):
    """What a closed ticket came to."""

    ANSWERED = "answered"
    REINSTATED = "reinstated"  # the review found that it counts
    CORRECTED = "corrected"  # the badge says the other name
    REFUSED = "refused"  # it stays as it was
    DISOWNED = "disowned"  # whoever has the badge did not ask for it


class Side(StrEnum):
    """Who wrote a message."""

    ASKER = "asker"
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class About:
    """What a ticket is about: a badge that was awarded, or an issuer as a whole."""

    issuer: "Issuer"
    award: "Award | None" = None


# Whoever asks has no account here; the log calls them by these.
VISITOR = Actor(ActorKind.PERSON, None, "A visitor")
HOLDER = Actor(ActorKind.PERSON, None, "The recipient")
