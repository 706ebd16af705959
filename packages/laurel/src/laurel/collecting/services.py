"""Making, changing and ending collections and their links. Only their holder may."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import F, Max

from laurel.backpack import selectors as backpack
from laurel.collecting import rules, selectors, types
from laurel.collecting.errors import NotFound, Refused
from laurel.collecting.events import (
    CollectionChanged,
    CollectionDeleted,
    CollectionLinkEnded,
    CollectionLinkMade,
    CollectionMade,
)
from laurel.collecting.models import Collection, CollectionItem, CollectionLink
from laurel.collecting.types import Facts
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor


@transaction.atomic
def make(*, facts: Facts, refs: Sequence[str] = (), actor: Actor) -> Collection:
    """Put badges of the actor's backpack together, in this order.

    Raises:
        NotFound: the actor has no account.
        Refused: a fact breaks a rule, a badge is not the actor's, or there are too many;
            `field` names it.
    """
    if actor.account_id is None:
        raise NotFound("no such backpack")
    if selectors.of_account(actor.account_id).count() >= types.MOST_COLLECTIONS:
        raise Refused(
            f"You have {types.MOST_COLLECTIONS} collections, and more are not kept. "
            "Delete one first."
        )
    collection = Collection(account_id=actor.account_id, created_at=clock.now())
    _say(collection, facts)
    collection.save()
    _put(collection, refs)
    events.publish(
        CollectionMade(
            actor=actor,
            collection_public_id=collection.public_id,
            visibility=collection.visibility,
        )
    )
    return collection


@transaction.atomic
def change(*, collection: Collection, facts: Facts, actor: Actor) -> Collection:
    """Change what it says, by what it grows, and who may see it.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    row = _locked(collection)
    _say(row, facts)
    if row.rule is None:  # what is not chosen is not in it; nothing has to be left out
        row.items.filter(is_left_out=True).delete()
    return _changed(row, actor)


@transaction.atomic
def add(*, collection: Collection, refs: Sequence[str], actor: Actor) -> Collection:
    """Put more badges of the actor's backpack at its end.

    Raises:
        Refused: a badge is not the actor's, or there are too many.
    """
    row = _locked(collection)
    _put(row, refs)
    return _changed(row, actor)


@transaction.atomic
def arrange(
    *,
    collection: Collection,
    order: Sequence[str],
    notes: Mapping[str, str],
    actor: Actor,
) -> Collection:
    """Set the order of what is in it, and the notes.

    What is not named keeps its place behind the others; what is not in it (any more) is passed
    over. So nothing is lost if something came or went meanwhile.

    Raises:
        Refused: a note is too long; `field` is `note-` and the badge's name.
    """
    row = _locked(collection)
    inside = {piece.held.ref: piece.note for piece in selectors.contents(row).pieces}
    # Badges that cannot be seen now, as their address is not proven any more, keep their rows.
    named = dict.fromkeys(ref for ref in order if ref in inside)
    for position, ref in enumerate(
        [*named, *(ref for ref in inside if ref not in named)]
    ):
        note = rules.paragraph(
            notes.get(ref, inside[ref]), f"note-{ref}", types.MAX_NOTE
        )
        row.items.update_or_create(
            ref=ref,
            defaults={"position": position, "note": note, "is_left_out": False},
        )
    return _changed(row, actor)


@transaction.atomic
def take_out(*, collection: Collection, ref: str, actor: Actor) -> Collection:
    """Take a badge out of it; a rule does not bring it back. The badge stays in the backpack.

    Raises:
        NotFound: it is not in it.
    """
    row = _locked(collection)
    if all(piece.held.ref != ref for piece in selectors.contents(row).pieces):
        raise NotFound("not in this collection")
    if row.rule is None:
        row.items.filter(ref=ref).delete()
    else:
        row.items.update_or_create(
            ref=ref, defaults={"position": 0, "note": "", "is_left_out": True}
        )
    return _changed(row, actor)


@transaction.atomic
def delete(*, collection: Collection, actor: Actor) -> str:
    """Delete it with all its links, for good; its public id. The badges stay."""
    row = _locked(collection)
    row.items.all().delete()
    row.links.all().delete()
    row.delete()
    public_id = collection.public_id
    events.publish(CollectionDeleted(actor=actor, collection_public_id=public_id))
    return public_id


@transaction.atomic
def make_link(
    *, collection: Collection, purpose: str, ends_on: dt.date, actor: Actor
) -> CollectionLink:
    """An address of its own that leads to the collection until the end of a day (UTC).

    Raises:
        Refused: purpose or day break a rule, or there are too many links.
    """
    row = _locked(collection)
    today = clock.today()
    if sum(link.opens(today) for link in row.links.all()) >= types.MOST_LINKS:
        raise Refused(
            f"{types.MOST_LINKS} links lead here, and more are not kept. End one first."
        )
    purpose = rules.line(purpose, "purpose", types.MAX_TITLE)
    if not purpose:
        raise Refused("Write for whom or for what the link is.", field="purpose")
    link = CollectionLink.objects.create(
        collection=row,
        purpose=purpose,
        ends_on=rules.last_day(ends_on, today=today),
        created_at=clock.now(),
    )
    events.publish(
        CollectionLinkMade(
            actor=actor,
            collection_public_id=row.public_id,
            ends_on=link.ends_on.isoformat(),
        )
    )
    return link


@transaction.atomic
def end_link(*, link: CollectionLink, actor: Actor) -> CollectionLink:
    """Let a link lead nowhere from now on.

    Raises:
        Refused: it is over already.
    """
    row = CollectionLink.objects.select_for_update().get(pk=link.pk)
    if not row.opens(clock.today()):
        raise Refused("This link is over already.")
    row.revoked_at = clock.now()
    row.save(update_fields=["revoked_at"])
    events.publish(
        CollectionLinkEnded(actor=actor, collection_public_id=row.collection.public_id)
    )
    return row


def note_opened(*, link: CollectionLink) -> None:
    """Count that somebody opened the collection by this link; by whom is kept nowhere."""
    CollectionLink.objects.filter(pk=link.pk).update(opened=F("opened") + 1)


def _locked(collection: Collection) -> Collection:
    found = Collection.objects.select_for_update().filter(pk=collection.pk).first()
    if found is None:  # deleted in another window
        raise NotFound("no such collection")
    return found


def _say(collection: Collection, said: Facts) -> None:
    facts = rules.facts(said)
    collection.title = facts.title
    collection.purpose = facts.purpose
    collection.visibility = facts.visibility.value
    collection.shows_name = facts.shows_name
    collection.rule_kind = facts.rule.kind.value if facts.rule else ""
    collection.rule_value = facts.rule.value if facts.rule else ""
    collection.changed_at = clock.now()


def _changed(collection: Collection, actor: Actor) -> Collection:
    collection.changed_at = clock.now()
    collection.save()
    events.publish(
        CollectionChanged(
            actor=actor,
            collection_public_id=collection.public_id,
            visibility=collection.visibility,
        )
    )
    return collection


def _put(collection: Collection, refs: Sequence[str]) -> None:
    wanted = list(dict.fromkeys(refs))
    if len(wanted) > types.MOST_ITEMS:
        raise _too_many()
    known = {held.ref for held in backpack.find(collection.account_id, wanted)}
    if any(ref not in known for ref in wanted):
        raise Refused(
            "One of these badges is not in your backpack any more. Choose again.",
            field="refs",
        )
    inside = {item.ref: item for item in collection.items.all()}
    new = [ref for ref in wanted if ref not in inside or inside[ref].is_left_out]
    if sum(not item.is_left_out for item in inside.values()) + len(new) > (
        types.MOST_ITEMS
    ):
        raise _too_many()
    last = collection.items.aggregate(last=Max("position"))["last"]
    for position, ref in enumerate(new, start=0 if last is None else last + 1):
        CollectionItem.objects.update_or_create(
            collection=collection,
            ref=ref,
            defaults={"position": position, "is_left_out": False},
        )


def _too_many() -> Refused:
    return Refused(
        f"A collection has at most {types.MOST_ITEMS} badges. Choose fewer.",
        field="refs",
    )
