"""Reading collections: what is in them now, who may see it, what they might be called."""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from laurel.backpack import selectors as backpack
from laurel.collecting import addresses, records, types
from laurel.collecting.errors import LinkOver, NotFound
from laurel.collecting.models import Collection, CollectionItem, CollectionLink
from laurel.collecting.types import Contents, Opened, Piece, Rule, RuleKind, Visibility
from laurel.foundation import clock

if TYPE_CHECKING:
    from laurel.backpack.types import Held


def of_account(account_id: uuid.UUID) -> QuerySet[Collection]:
    """Somebody's collections, the one changed last first, each with its number of `chosen`."""
    return (
        Collection.objects.filter(account_id=account_id)
        .annotate(chosen=Count("items", filter=Q(items__is_left_out=False)))
        .order_by("-changed_at", "-pk")
    )


def links(collection: Collection) -> QuerySet[CollectionLink]:
    """Its links, the newest first; those that are over too."""
    return collection.links.order_by("-created_at", "-pk")


def opened(public_id: str) -> Opened:
    """What is at an address: a collection that may be seen there by whoever has it.

    Raises:
        LinkOver: there was a link of this name.
        NotFound: there is none, or its holder keeps it private.
    """
    found = Collection.objects.filter(public_id=public_id).first()
    if found is not None and found.visibility != Visibility.PRIVATE:
        return Opened(found)
    link = (
        CollectionLink.objects.select_related("collection")
        .filter(token=public_id)
        .first()
    )
    if link is None:
        raise NotFound("no such collection")
    if not link.opens(clock.today()):
        raise LinkOver("this link is over")
    return Opened(link.collection, link)


def every_open() -> QuerySet[Collection]:
    """Every collection that whoever has its own address may see, the oldest first."""
    return Collection.objects.exclude(visibility=Visibility.PRIVATE).order_by("pk")


def address(public_id: str) -> str:
    """Where a collection is, by its own id or by that of a link."""
    return addresses.page(public_id)


def contents(collection: Collection) -> Contents:
    """What is in it as of now, in its order: what was chosen, then what its rule adds.

    Badges that its holder does not have any more, or put away, are not in it. No more than
    `MOST_ITEMS`.
    """
    rows = list(collection.items.order_by("position", "pk"))
    found = [*_chosen(collection, rows), *_added(collection, rows)][: types.MOST_ITEMS]
    refs = [piece.held.ref for piece in found]
    everybodys = {each.ref: each for each in backpack.shown(refs)}
    return Contents(
        tuple(replace(piece, shown=everybodys.get(piece.held.ref)) for piece in found)
    )


def record(opened: Opened, *, holder: str) -> bytes:
    """What everybody sees of it as a Comprehensive Learner Record, signed by the instance.

    Raises:
        NotFound: there is nothing in it that a record can carry.
    """
    public = contents(opened.collection).public
    return records.signed(opened, public, holder=holder)


def addable(collection: Collection) -> list["Held"]:
    """What its holder has and what is not in it, the newest first."""
    inside = {piece.held.ref for piece in contents(collection).pieces}
    return [
        held for held in backpack.held(collection.account_id) if held.ref not in inside
    ]


def suggested_title(chosen: Sequence["Held"]) -> str:
    """A title from what these badges share: a skill, an issuer; else empty."""
    skills = Counter(skill for held in chosen for skill in set(held.skills))
    for skill, count in skills.most_common(1):
        if count == len(chosen) or count > 1:
            return _short(skill)
    issuers = {held.issuer_name for held in chosen}
    return _short(f"Badges from {issuers.pop()}") if len(issuers) == 1 else ""


def choices(account_id: uuid.UUID) -> list[Rule]:
    """By what collections of this person could grow: their issuers, spaces and skills."""
    held = list(backpack.held(account_id))
    found = {
        RuleKind.ISSUER: {each.issuer_name for each in held},
        RuleKind.SPACE: {each.space for each in held},
        RuleKind.SKILL: {skill for each in held for skill in each.skills},
    }
    return [
        Rule(kind, value)
        for kind, values in found.items()
        for value in sorted(values, key=str.casefold)
        if value and len(value) <= types.MAX_RULE
    ]


def _chosen(collection: Collection, rows: list[CollectionItem]) -> Iterator[Piece]:
    away = {held.ref for held in backpack.put_away(collection.account_id)}
    there = [row for row in rows if not row.is_left_out and row.ref not in away]
    held = backpack.find(collection.account_id, [row.ref for row in there])
    by_ref = {each.ref: each for each in held}
    for row in there:
        if row.ref in by_ref:
            yield Piece(by_ref[row.ref], None, row.note)


def _added(collection: Collection, rows: list[CollectionItem]) -> Iterator[Piece]:
    rule = collection.rule
    if rule is None:
        return
    known = {row.ref for row in rows}
    for held in backpack.held(collection.account_id):
        if held.ref not in known and _fits(held, rule):
            yield Piece(held, None, is_by_rule=True)


def _fits(held: "Held", rule: Rule) -> bool:
    match rule.kind:
        case RuleKind.ISSUER:
            return held.issuer_name == rule.value
        case RuleKind.SPACE:
            return rule.value in (held.space, *held.other_spaces)
        case RuleKind.SKILL:
            return rule.value in held.skills


def _short(title: str) -> str:
    longest = types.MAX_TITLE
    return title if len(title) <= longest else title[: longest - 1] + "…"
