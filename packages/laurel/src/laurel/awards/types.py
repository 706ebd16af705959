"""Values that travel with awards."""

import datetime as dt
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final


class AwardState(StrEnum):
    """Where our decision stands. The document has its own status: see `credentials`."""

    APPROVED = "approved"
    ISSUED = "issued"
    REVOKED = (
        "revoked"  # its credential was revoked; the recipient may be awarded again
    )
    RENEWED = "renewed"  # a later award took its place; what it says stays true


# What no longer stands in the way of another award of the same to the same person.
OVER: Final = (AwardState.REVOKED.value, AwardState.RENEWED.value)


class Unset(Enum):
    """Says that nothing was said, where None says something."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET


class Visibility(StrEnum):
    """Who may see an award's page and take its files. Its holder chooses."""

    PUBLIC = "public"  # everybody, and search engines may list it
    UNLISTED = "unlisted"  # whoever has the link
    PRIVATE = "private"  # its holder and the institution


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What the holder of an award lets others see; this is what holds where none chose."""

    visibility: Visibility = Visibility.UNLISTED
    name: bool = True
    narrative: bool = True
    hidden_evidence: tuple[
        str, ...
    ] = ()  # keys, as `selectors.evidence_key` makes them


@dataclass(frozen=True, slots=True)
class Shown:
    """What others see of the facts about the person."""

    name: str  # empty: the holder keeps it private
    narrative: str
    evidence: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """Something that supports an award: a page, a sentence about it, or both."""

    name: str = ""
    url: str = ""
    narrative: str = ""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that stands in the way of an award, as a guard says it to whoever awards."""

    code: str  # whose guard, and what: "eligibility.not_met"
    sentence: str  # names what is missing
    until: dt.date | None = None  # it goes away by itself on this day; None: not known
    subject: str = ""  # the id of what is missing, where it is one thing
