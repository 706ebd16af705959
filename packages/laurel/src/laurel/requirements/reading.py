"""Requirements as JSON, read with limits: `dump` writes what `parse` reads.

{"kind": "course", "subject": "…", "at_least": "60", "since": "…", "until": "…"}
{"all": [ … ]}
{"of": [ … ], "at_least": 1}
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from laurel.requirements.errors import Unreadable
from laurel.requirements.types import (
    MEASURED,
    AllOf,
    AtLeast,
    Kind,
    Need,
    Requirement,
)

MOST_DEPTH = 8  # nobody can read a rule that is deeper
MOST_NODES = 200  # a programme has some dozen courses; every award looks at each
MOST_SUBJECT = 500  # ids have 22 characters; addresses of other issuers' badges more
MOST_PLACES = 2  # of a least value

_NEED = {"kind", "subject", "at_least", "since", "until"}
_ALL = {"all"}
_OF = {"of", "at_least"}


def parse(stored: object) -> Requirement:
    """The requirement that this JSON value says.

    Raises:
        Unreadable: it says none, or one that is too large; the path names the place.
    """
    return _Reader().node(stored, "requirement", 1)


def dump(requirement: Requirement) -> dict[str, Any]:
    """The JSON value that says this requirement."""
    if isinstance(requirement, AllOf):
        return {"all": [dump(item) for item in requirement.items]}
    if isinstance(requirement, AtLeast):
        return {
            "of": [dump(item) for item in requirement.items],
            "at_least": requirement.count,
        }
    said = {
        "kind": requirement.kind.value,
        "subject": requirement.subject,
        "at_least": _text(requirement.at_least),
        "since": requirement.since.isoformat() if requirement.since else None,
        "until": requirement.until.isoformat() if requirement.until else None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


class _Reader:
    """Counts what it reads, so that nothing large is read to its end."""

    def __init__(self) -> None:
        self.nodes = 0

    def node(self, stored: object, path: str, depth: int) -> Requirement:
        self.nodes += 1
        if self.nodes > MOST_NODES:
            raise Unreadable(path, f"a rule has at most {MOST_NODES} parts.")
        if depth > MOST_DEPTH:
            raise Unreadable(path, f"groups stand in at most {MOST_DEPTH} others.")
        if not isinstance(stored, Mapping):
            raise Unreadable(path, "a need, or a group, is an object.")
        if "kind" in stored:
            return _need(stored, path)
        if "all" in stored:
            _only(stored, _ALL, path)
            return AllOf(self.items(stored["all"], f"{path}.all", depth))
        if "of" in stored:
            _only(stored, _OF, path)
            items = self.items(stored["of"], f"{path}.of", depth)
            return AtLeast(_count(stored.get("at_least"), len(items), path), items)
        raise Unreadable(path, "say a kind, or “all”, or “of”.")

    def items(self, stored: object, path: str, depth: int) -> tuple[Requirement, ...]:
        if not isinstance(stored, list):
            raise Unreadable(path, "a list is wanted.")
        if not stored:
            raise Unreadable(path, "a group needs at least one item.")
        return tuple(
            self.node(item, f"{path}[{number}]", depth + 1)
            for number, item in enumerate(stored)
        )


def _need(stored: Mapping[Any, object], path: str) -> Need:
    _only(stored, _NEED, path)
    kind = _kind(stored["kind"], f"{path}.kind")
    since = _moment(stored.get("since"), f"{path}.since")
    until = _moment(stored.get("until"), f"{path}.until")
    if since and until and since >= until:
        raise Unreadable(f"{path}.until", "it ends before it begins.")
    return Need(
        kind=kind,
        subject=_subject(stored.get("subject"), f"{path}.subject"),
        at_least=_least(stored.get("at_least"), kind, f"{path}.at_least"),
        since=since,
        until=until,
    )


def _kind(stored: object, path: str) -> Kind:
    try:
        return Kind(stored) if isinstance(stored, str) else Kind("")
    except ValueError:
        known = ", ".join(Kind)
        raise Unreadable(path, f"it is one of {known}.") from None


def _subject(stored: object, path: str) -> str:
    if not isinstance(stored, str) or not stored.strip():
        raise Unreadable(path, "say what it is about.")
    if len(stored) > MOST_SUBJECT or not stored.isprintable():
        raise Unreadable(
            path, f"at most {MOST_SUBJECT} characters, without line breaks."
        )
    return stored


def _least(stored: object, kind: Kind, path: str) -> Decimal | None:
    if stored is None:
        return None
    most = MEASURED.get(kind)
    if most is None:
        raise Unreadable(path, f"“{kind}” is there or not; it has no least value.")
    wrong = Unreadable(
        path, f"a number from 0 to {most}, with at most {MOST_PLACES} decimals."
    )
    if isinstance(stored, bool) or not isinstance(stored, (str, int)):
        raise wrong
    if isinstance(stored, str) and len(stored) > MOST_SUBJECT:
        raise wrong
    if isinstance(stored, int) and not 0 <= stored <= most:
        raise wrong
    try:
        value = Decimal(stored)
    except InvalidOperation:
        raise wrong from None
    if not value.is_finite() or not 0 <= value <= most or value.is_signed():
        raise wrong
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -MOST_PLACES:
        raise wrong
    return Decimal(f"{value:f}")


def _moment(stored: object, path: str) -> dt.datetime | None:
    if stored is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(stored) if isinstance(stored, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise Unreadable(path, "a moment looks like 2026-03-01T00:00:00+00:00.")
    try:
        return moment.astimezone(dt.UTC)
    except OverflowError:
        raise Unreadable(path, "that is beyond the calendar.") from None


def _count(stored: object, items: int, path: str) -> int:
    if isinstance(stored, bool) or not isinstance(stored, int):
        raise Unreadable(f"{path}.at_least", "say how many: a whole number.")
    if not 1 <= stored <= items:
        raise Unreadable(
            f"{path}.at_least", f"from 1 to {items}, as many as there are."
        )
    return stored


def _only(stored: Mapping[Any, object], known: set[str], path: str) -> None:
    for name in stored:
        if name not in known:
            # What is unknown may be long, or no text: it is not said again as it came.
            raise Unreadable(
                path, f"{str(name)[:40]!r} is not known here; {_listed(known)} are."
            )


def _listed(names: set[str]) -> str:
    return ", ".join(sorted(names))
