"""The canonical N-Quads of a document, by the fastest route that is sure of the result.

    shape     a document whose like was seen before: the same members, other texts in them
    walker    any document of the known contexts
    general   every document (`rdfc`)

The first two give the bytes of the third or nothing. What a shape is made from comes from
strangers, so shapes are few, small, and kept only for documents that come again.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from obkit.encoding import rdfc, walker
from obkit.encoding.pattern import Pattern, marker, split_at_markers
from obkit.encoding.scopes import Declined
from obkit.encoding.strict_json import Json

MAX_SHAPES: Final = 128  # issuers have a handful each; some 60 KB apiece
MAX_SHAPE_HOLES: Final = 400  # the fullest samples have 250
MAX_SHAPE_BYTES: Final = 64 * 1024  # of canonical N-Quads
MAX_SEEN: Final = 4_096  # shapes met once, by a hash of eight bytes
# Compiling a shape costs some eight walks. Walks of other shapes pay for it, so that a stranger
# with more shapes than we keep cannot make us compile all the time.
PRICE: Final = 16
SAVED_AT_MOST: Final = 256

# Their texts decide what the others mean, so they belong to the shape.
_MEANINGS: Final = frozenset({"@context", "type", "@language", "proofPurpose"})


def canonical(document: Mapping[str, Json]) -> bytes:
    """The canonical N-Quads (RDFC-1.0) of a document, nothing of it left out.

    Raises:
        Unverifiable: a context that we do not know.
        Refused: something of the document would not be signed, or not mean the same to every
            reader, or it is too large or too complex; as `rdfc.canonical_nquads` says.
    """
    try:
        return _SHAPES.canonical(document)
    except Declined:
        pass
    try:
        return walker.canonical_nquads(document)
    except Declined:
        return rdfc.canonical_nquads(document)


class Shapes:
    """Patterns of documents seen before. Safe to share between threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._saved = SAVED_AT_MOST
        self._shapes: OrderedDict[tuple[object, ...], _Shape | None] = OrderedDict()
        self._seen: OrderedDict[int, None] = OrderedDict()

    def canonical(self, document: Mapping[str, Any]) -> bytes:
        """The canonical N-Quads of a document whose shape is known by now.

        Raises:
            Declined: the shape is new, or these values need another route.
        """
        key, values = _split(document)
        try:
            shape = self._shapes[key]
        except KeyError:
            shape = self._learn(key, document, len(values))
        if shape is None:
            raise Declined
        return shape.fill(values)

    def _learn(
        self, key: tuple[object, ...], document: Mapping[str, Any], holes: int
    ) -> "_Shape | None":
        with self._lock:
            is_new = hash(key) not in self._seen
            if is_new:
                self._seen[hash(key)] = None
                if len(self._seen) > MAX_SEEN:
                    self._seen.popitem(last=False)
            self._saved = min(self._saved + 1, SAVED_AT_MOST)
            if is_new or self._saved < PRICE:
                raise Declined
            self._saved -= PRICE
        shape = _compile(document, holes)
        with self._lock:
            self._shapes[key] = shape
            if len(self._shapes) > MAX_SHAPES:
                self._shapes.popitem(last=False)
        return shape


@dataclass(frozen=True, slots=True)
class _Shape:
    """The pattern of a shape, and the holes for the ids of the credentials in it."""

    pattern: Pattern
    own_id: int | None
    other_ids: tuple[int, ...]

    def fill(self, values: Sequence[str]) -> bytes:
        # A credential in two places of itself: the general route says why that is refused.
        if self.own_id is not None:
            own_id = values[self.own_id]
            if any(values[hole] == own_id for hole in self.other_ids):
                raise Declined
        return self.pattern.fill(values)


def _compile(document: Mapping[str, Any], holes: int) -> _Shape | None:
    """The shape of a document; None where it has none."""
    marked = _Marked().of_object(document)
    try:
        canonical_form, prefixes = walker.with_prefixes(marked)
        if len(canonical_form) > MAX_SHAPE_BYTES:
            return None
        pattern = Pattern(canonical_form, holes=holes, prefixes=prefixes)
    except Declined:
        return None
    own, *others = [_hole(found.get("id")) for found in _credentials(marked)]
    return _Shape(pattern, own, tuple(hole for hole in others if hole is not None))


def _credentials(value: Any) -> Iterator[Mapping[str, Any]]:
    """The document, and every credential in it."""
    yield value
    inner = list(value.values())
    while inner:
        item = inner.pop()
        if isinstance(item, dict):
            if rdfc.is_credential(item):
                yield item
            inner += item.values()
        elif isinstance(item, list):
            inner += item


def _hole(text: object) -> int | None:
    parts = split_at_markers(text) if isinstance(text, str) else []
    return next((part for part in parts if isinstance(part, int)), None)


def _split(document: Mapping[str, Any]) -> tuple[tuple[object, ...], list[str]]:
    """The shape of a document, as a key, and the texts that fill it."""
    shape: list[object] = []
    values: list[str] = []
    _split_object(document, shape, values, 0)
    if len(values) > MAX_SHAPE_HOLES:
        raise Declined
    return tuple(shape), values


def _split_object(
    members: Mapping[str, Any], shape: list[object], values: list[str], depth: int
) -> None:
    """Add an object: its names, then for each member what is not a free text.

    The parts can be told apart by where they stand, so no two shapes have one key.
    """
    if depth > rdfc.MAX_DEPTH:
        raise Declined
    shape.append(len(members))
    shape.extend(members)
    for name, value in members.items():
        kind = type(value)
        if name in _MEANINGS:
            shape.append(_meaning(value))
        elif kind is str:
            values.append(value)
            shape.append(None)
        elif kind is dict:
            _split_object(value, shape, values, depth + 1)
        elif kind is list:
            shape.append(-1 - len(value))
            for item in value:
                if type(item) is str:
                    values.append(item)
                    shape.append(None)
                elif type(item) is dict:
                    _split_object(item, shape, values, depth + 1)
                else:
                    shape.append(_scalar(item))
        else:
            shape.append(_scalar(value))


def _meaning(value: Any) -> object:
    if type(value) is str:
        return value
    if type(value) is list and all(type(item) is str for item in value):
        return tuple(value)
    raise Declined


def _scalar(value: Any) -> tuple[type, object]:
    # With its type: to Python 1, 1.0 and true are one key.
    if type(value) is bool or type(value) is int or type(value) is float:
        return type(value), value
    raise Declined


class _Marked:
    """A copy of a document with a marker in place of every free text, in the order of `_split`."""

    def __init__(self) -> None:
        self._holes = 0

    def of_object(self, members: Mapping[str, Any]) -> dict[str, Any]:
        return {
            name: value if name in _MEANINGS else self._of(value)
            for name, value in members.items()
        }

    def _of(self, value: Any) -> Any:
        if type(value) is str:
            self._holes += 1
            return marker(self._holes - 1)
        if type(value) is dict:
            return self.of_object(value)
        if type(value) is list:
            return [self._of(item) for item in value]
        return value


_SHAPES: Final = Shapes()
