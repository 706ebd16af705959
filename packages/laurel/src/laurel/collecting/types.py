"""Values that travel with collections."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from laurel.backpack.types import Held
    from laurel.collecting.models import Collection, CollectionLink

MAX_TITLE = 100
MAX_PURPOSE = 500  # a paragraph under the title
MAX_NOTE = 500  # the same under a badge
MAX_RULE = 200
MOST_ITEMS = 200  # more is no choice any more, and each is looked at on every visit
MOST_COLLECTIONS = 100
MOST_LINKS = 50  # of one collection that lead to it at the same time
MOST_IN_RECORD = 100  # signed in one second; the library reads 512
LONGEST_LINK = dt.timedelta(days=366)


class Visibility(StrEnum):
    """Who gets to see a collection at its own address."""

    PUBLIC = "public"  # everybody; search engines may list it
    UNLISTED = "unlisted"  # whoever has the link
    PRIVATE = "private"  # nobody, but by a link that ends


class RuleKind(StrEnum):
    """By what a collection grows by itself."""

    ISSUER = "issuer"
    SPACE = "space"
    SKILL = "skill"


@dataclass(frozen=True, slots=True)
class Rule:
    """Every badge of its holder whose issuer, space or skill has this name."""

    kind: RuleKind
    value: str


@dataclass(frozen=True, slots=True)
class Facts:
    """What its holder says of a collection."""

    title: str
    purpose: str = ""
    visibility: Visibility = Visibility.UNLISTED
    shows_name: bool = False
    rule: Rule | None = None  # None: only what was chosen


@dataclass(frozen=True, slots=True)
class Piece:
    """One badge in a collection, as it stands now."""

    held: "Held"  # as its holder sees it
    shown: "Held | None"  # as everybody sees it; None: it is kept private, or not to be shown
    note: str = ""
    is_by_rule: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """One badge on the page that everybody sees."""

    held: "Held"
    note: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in a collection now, in its order."""

    pieces: tuple[Piece, ...]

    @property
    def public(self) -> tuple[Shown, ...]:
        """What everybody with a link sees."""
        return tuple(Shown(p.shown, p.note) for p in self.pieces if p.shown)

    @property
    def hidden(self) -> int:
        """How many of them nobody but the holder sees."""
        return sum(piece.shown is None for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Opened:
    """A collection as somebody got to it: by its own address, or by a link that ends."""

    collection: "Collection"
    link: "CollectionLink | None" = None

    @property
    def public_id(self) -> str:
        """The last part of the address that was used; says nothing of the other one."""
        return self.link.token if self.link else self.collection.public_id
