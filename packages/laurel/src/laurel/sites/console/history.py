"""What happened, as the log shows it: one line for each event."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from laurel.foundation.actors import ActorKind
from laurel.foundation.models import EventRecord
from laurel.sites.console.labels import KINDS, LABELS
from laurel.sites.console.names import FORMER, Names, looked_up, people_called
from laurel.sites.console.phrases import ACTOR

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

_BY_NAME = {label.name: label for label in LABELS}


@dataclass(frozen=True, slots=True)
class Line:
    """One event, as the log shows it."""

    at: Any
    who: str
    what: str
    kind: str


def names_of_kind(kind: str) -> list[str]:
    """The events that are filed under this kind."""
    return [label.name for label in LABELS if label.kind == kind]


def people(
    organization: "Organization", found: Mapping[uuid.UUID, str]
) -> list[tuple[str, str]]:
    """Those who did something there, as choices by name."""
    called = people_called(organization, found)
    return sorted(
        ((key, called.get(key) or FORMER) for key in map(str, found)),
        key=lambda choice: choice[1].casefold(),
    )


def lines(organization: "Organization", found: Iterable[EventRecord]) -> list[Line]:
    """The events in words, with everything they name looked up at once."""
    events = list(found)
    names = looked_up(organization, events)
    return [_line(event, names) for event in events]


def _line(event: EventRecord, names: Names) -> Line:
    label = _BY_NAME.get(event.name)
    if event.actor_kind == ActorKind.SYSTEM:
        who = event.actor_label or "Laurel"
    elif event.actor_id is None:
        who = event.actor_label
    else:
        who = names.people.get(str(event.actor_id)) or FORMER
    facts = {**event.payload, ACTOR: str(event.actor_id)}
    return Line(
        at=event.at,
        who=who[:1].upper() + who[1:],
        what=label.words(facts, names) if label else event.name,
        kind=dict(KINDS)[label.kind] if label else "",
    )
