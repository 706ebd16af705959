"""What happens to collections. Titles and links stay out of the log."""

from dataclasses import dataclass
from typing import ClassVar

from laurel.foundation.events import Event


@dataclass(frozen=True, kw_only=True)
class CollectionMade(Event):
    """Somebody put badges together."""

    name: ClassVar[str] = "collection.made"
    collection_public_id: str
    visibility: str


@dataclass(frozen=True, kw_only=True)
class CollectionChanged(Event):
    """Its words, its rule, who may see it, or what is in it changed."""

    name: ClassVar[str] = "collection.changed"
    collection_public_id: str
    visibility: str


@dataclass(frozen=True, kw_only=True)
class CollectionDeleted(Event):
    """Its holder deleted it with all its links. The badges stay."""

    name: ClassVar[str] = "collection.deleted"
    collection_public_id: str


@dataclass(frozen=True, kw_only=True)
class CollectionLinkMade(Event):
    """A link that ends leads to it from now on."""

    name: ClassVar[str] = "collection.link_made"
    collection_public_id: str
    ends_on: str


@dataclass(frozen=True, kw_only=True)
class CollectionLinkEnded(Event):
    """Its holder ended a link before its time."""

    name: ClassVar[str] = "collection.link_ended"
    collection_public_id: str
