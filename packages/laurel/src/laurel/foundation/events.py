"""What happened: one row an event, in the transaction of the change.

`publish` writes the row and, in the same transaction, the jobs that react to it.
Who reacts to what is listed in one file, `config/reactions.py`; what public pages tell of, too.
"""

import dataclasses
import datetime as dt
import enum
import uuid
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from laurel.foundation import clock, editions
from laurel.foundation.actors import Actor
from laurel.foundation.jobs import job
from laurel.foundation.models import EventRecord, JobPriority


@dataclasses.dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened; each app draws its own from this one.

    The fields of an event are its payload: ids, enums, times, short texts. Never
    an e-mail address, a secret or a document.
    """

    name: ClassVar[str]
    # Of the reactions to it; None: that of the job in which it happens.
    priority: ClassVar[JobPriority | None] = None
    actor: Actor
    organization_id: uuid.UUID | None = None


@dataclasses.dataclass(frozen=True)
class Recorded:
    """An event as a reaction gets it: what was published, and when."""

    id: uuid.UUID
    name: str
    at: dt.datetime
    payload: Mapping[str, Any]


Reaction = Callable[[Recorded], None]


@transaction.atomic  # an event without its reactions would never be heard of
def publish(event: Event) -> None:
    """Record an event and defer its reactions, all in the present transaction."""
    row = EventRecord.objects.create(
        name=event.name,
        at=clock.now(),
        actor_kind=event.actor.kind,
        actor_id=event.actor.account_id,
        actor_label=event.actor.label,
        organization_id=event.organization_id,
        payload=_payload(event),
    )
    react.defer_new(
        {
            f"event:{row.pk}:{reaction}": {
                "event_id": str(row.pk),
                "reaction": reaction,
            }
            for reaction in _reactions().get(event.name, ())
        },
        priority=event.priority,
    )
    if event.name.startswith(_on_pages()):
        editions.turn()


@job()
def react(*, event_id: str, reaction: str) -> None:
    """Let one reaction see one event."""
    row = EventRecord.objects.get(pk=event_id)
    if reaction not in _reactions().get(row.name, ()):
        return  # it was taken off the list since; there is nothing left to do
    function: Reaction = import_string(reaction)
    function(Recorded(row.pk, row.name, row.at, row.payload))


def _reactions() -> Mapping[str, tuple[str, ...]]:
    table: Mapping[str, tuple[str, ...]] = import_string(settings.LAUREL_REACTIONS)
    return table


def _on_pages() -> tuple[str, ...]:
    beginnings: tuple[str, ...] = import_string(settings.LAUREL_ON_PAGES)
    return beginnings


def _payload(event: Event) -> dict[str, Any]:
    own = {f.name for f in dataclasses.fields(event)} - {"actor", "organization_id"}
    return {name: _plain(getattr(event, name)) for name in sorted(own)}


def _plain(value: object) -> object:
    match value:
        case enum.Enum():
            return value.value
        case uuid.UUID():
            return str(value)
        case dt.date():
            return value.isoformat()
        case None | str() | int() | float():
            return value
        case list() | tuple():
            return [_plain(item) for item in value]
        case _:
            raise TypeError(f"an event cannot carry a {type(value).__name__}")
