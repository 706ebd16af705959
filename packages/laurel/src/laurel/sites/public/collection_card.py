"""The picture of a collection for social networks, and what the head of its page says of it."""

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from laurel.design import selectors as design
from laurel.design.types import CollectionCard
from laurel.sites.public import collection_paper, collections
from laurel.sites.ui.text import clean

if TYPE_CHECKING:
    from laurel.collecting.types import Opened
    from laurel.sites.public.collections import Card

WIDTH, HEIGHT = 1200, 630
COLOURS = ("#14513f", "#d9b65c")  # Laurel's own pair: a collection is of many issuers
MOST_ARTS = 3
LAYOUT = "1"  # change it with the drawing: it is part of the picture's address


def says_of(shown: Sequence["Card"]) -> str:
    """How many badges there are, and of how many issuers."""
    badges, issuers = len(shown), len({card.issuer for card in shown if card.issuer})
    if not badges:
        return "No badges yet"
    said = f"{badges} badge{'s' if badges != 1 else ''}"
    if not issuers:
        return said
    return f"{said} from {issuers} issuer{'s' if issuers != 1 else ''}"


def card_of(opened: "Opened", shown: Sequence["Card"]) -> CollectionCard:
    """What the picture says; no badge is on it that does not count now."""
    colour, accent = COLOURS
    found = collection_paper.pictures_of(_pictured(shown))
    return CollectionCard(
        title=clean(opened.collection.title),
        holder=collections.holder_of(opened),
        says=says_of(shown),
        colour=colour,
        accent=accent,
        arts=tuple(map(design.png_url, found.values())),
    )


def head_of(
    opened: "Opened", shown: Sequence["Card"], *, holder: str
) -> dict[str, object]:
    """The picture's address, which changes with what it says, and the words for it."""
    says = says_of(shown)
    title = clean(opened.collection.title)
    pictured = [card.held.image for card in _pictured(shown)]
    said = "\x1f".join((LAYOUT, title, holder, says, *pictured))
    version = hashlib.sha256(said.encode()).hexdigest()[:12]
    path = reverse("collection:card", args=[opened.public_id])
    return {
        "url": f"{settings.LAUREL.base_url}{path}?v={version}",
        "width": WIDTH,
        "height": HEIGHT,
        "alt": f"{title}: {says}" + (f", collected by {holder}" if holder else ""),
    }


def _pictured(shown: Sequence["Card"]) -> list["Card"]:
    counts = [c for c in shown if c.held.image and c.held.standing.counts]
    return counts[:MOST_ARTS]
