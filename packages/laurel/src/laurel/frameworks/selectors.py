"""Finding skills."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Case, IntegerField, QuerySet, Value, When

from laurel.frameworks import rules
from laurel.frameworks.models import Framework, Item
from laurel.frameworks.types import Alignment

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

MOST_WORDS = 8  # of one search; what else is typed narrows nothing any more
MOST_CHARACTERS = 200
SHORTEST_INSIDE = (
    2  # characters; a single letter is found at the beginning of words alone
)
MOST_NAMES = 6_000  # looked up at once


def of_organization(organization: "Organization") -> QuerySet[Framework]:
    """The organization's frameworks, by name."""
    return Framework.objects.filter(organization=organization).order_by("name", "pk")


def search(organization_id: uuid.UUID, words: str, limit: int = 20) -> list[Item]:
    """The skills of all its frameworks that have all these words (or this code), best first."""
    items = Item.objects.filter(framework__organization_id=organization_id)
    return list(_found(items, words).select_related("framework")[:limit])


def within(framework: Framework, words: str = "") -> QuerySet[Item]:
    """The skills of one framework that have all these words, best first; without words, all."""
    items = Item.objects.filter(framework=framework)
    return _found(items, words) if words.strip() else items.order_by("pk")


def named(
    *, organization_id: uuid.UUID, names: Collection[str]
) -> dict[str, Alignment]:
    """The skills that are called exactly so (but for case), where just one is."""
    wanted = {rules.plain(name): name for name in list(names)[:MOST_NAMES] if name}
    if not wanted:
        return {}
    found: dict[str, Item | None] = {}
    items = Item.objects.filter(
        framework__organization_id=organization_id, name__in=list(wanted)
    ).select_related("framework")
    for item in items:
        found[item.name] = None if item.name in found else item
    return {
        wanted[name]: item.alignment()
        for name, item in found.items()
        if item is not None
    }


def _found(items: QuerySet[Item], words: str) -> QuerySet[Item]:
    wanted = rules.plain(words[:MOST_CHARACTERS])
    if not wanted:
        return items.none()
    for word in wanted.split()[:MOST_WORDS]:
        part = word if len(word) >= SHORTEST_INSIDE else f" {word}"
        items = items.filter(search__contains=part)
    rank = Case(
        When(short=f" {wanted}", then=Value(0)),
        When(name=wanted, then=Value(0)),
        When(short__startswith=f" {wanted}", then=Value(1)),
        When(name__startswith=wanted, then=Value(1)),
        When(short__contains=f" {wanted}", then=Value(2)),
        When(short__contains=wanted, then=Value(3)),
        default=Value(4),
        output_field=IntegerField(),
    )
    return items.annotate(rank=rank).order_by("rank", "name", "pk")
