"""Values that travel with what a person holds."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Standing(StrEnum):
    """How it stands with a badge now, as far as is known."""

    VALID = "valid"
    EXPIRING = "expiring"  # valid, and over soon
    EXPIRED = "expired"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    REPLACED = "replaced"  # its issuer has a newer edition of what was imported
    RENEWED = "renewed"  # of an award: a later one took its place
    EARLY = "early"  # it does not count yet
    UNKNOWN = "unknown"  # it could not be checked: nothing against it, nothing for it
    FALSE = "false"  # of an import: a later check found it false

    @property
    def counts(self) -> bool:
        """Whether its issuer stands by it today."""
        return self in (Standing.VALID, Standing.EXPIRING)


class Holding(StrEnum):
    """Whether a badge from elsewhere was made out to the person who brought it."""

    PROVEN = "proven"  # to one of their proven addresses
    ANOTHER = "another"  # to none of them
    UNSTATED = "unstated"  # it names no address, or could not be asked


class Reason(StrEnum):
    """Why somebody took an award out of their backpack."""

    AWAY = "away"  # they do not want to see it
    NOT_MINE = "not_mine"  # they say that it is not theirs


@dataclass(frozen=True, slots=True)
class Held:
    """One badge in a backpack, as a card shows it."""

    ref: str  # of an award its public id, of an import its own
    is_imported: bool
    name: str
    issuer_name: str
    space: str  # the organisation whose it is, told apart from its namesakes
    issued_on: dt.date | None  # None: it does not say
    expires_on: dt.date | None  # None: never
    standing: Standing
    skills: tuple[str, ...]
    page: str  # a path of this site; empty: there is none that everybody may see
    image: str  # a path of this site; empty: it has none
    came_at: dt.datetime  # into the backpack
    brand: str = ""  # the issuer here in whose colours it is shown; empty: none of ours
    holding: Holding = Holding.PROVEN  # awards of ours are always the person's own
    checked_at: dt.datetime | None = None  # of an import; ours stand as they stand now
    achievement: str = ""  # the achievement here; empty: of another instance
    other_spaces: tuple[
        str, ...
    ] = ()  # what its space was called, or would be, otherwise
