"""Canonical N-Quads with holes: worked out once for documents that differ in some texts only.

A hole is a marker that stands as a whole string in a document. Where its marker comes out in the
canonical form, its value will; blank nodes are labelled anew at every filling, because their order
hangs on the values. Two values may be equal, so lines are told apart at every filling too.
"""

import re
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from operator import eq, itemgetter
from typing import Any, Final

from obkit.encoding import scopes
from obkit.encoding.scopes import Declined
from obkit.encoding.walker import escaped

# No document can hold this by accident or on purpose: it is new in every process. It is an IRI, so
# that it may stand where an IRI must.
_SCHEME: Final = f"x-hole-{secrets.token_hex(8)}"
_MARKER: Final = re.compile(rf"{_SCHEME}:([0-9]+):")
_SCHEMES: Final = re.compile(
    r"(?:[A-Za-z][A-Za-z0-9+.\-]*:[^ ]*+ )*+[A-Za-z][A-Za-z0-9+.\-]*:[^ ]*"
)
_QUAD: Final = re.compile(
    r'(?P<subject>\S+) \S+ (?:"(?:[^"\\]|\\.)*"(?:\^\^<[^>]*>|@\S+)?|(?P<object>\S+))'
    r"(?: (?P<graph>\S+))? \."
)


def marker(hole: int) -> str:
    """The text that stands for the value of a hole in the document to compile."""
    return f"{_SCHEME}:{hole}:"


def has_marker(text: str) -> bool:
    """Whether a marker stands anywhere in a text."""
    return _SCHEME in text


@dataclass(frozen=True, slots=True)
class Filler:
    """Text with holes. `%` with a tuple of values is the fastest filling that Python has."""

    text: str
    pick: Callable[[Sequence[str]], Any]

    @classmethod
    def of(cls, parts: Sequence[str | int]) -> "Filler":
        """From constant texts and the numbers of values between them."""
        text = "".join(
            [p.replace("%", "%%") if isinstance(p, str) else "%s" for p in parts]
        )
        numbers = [part for part in parts if isinstance(part, int)]
        return cls(text, itemgetter(*numbers) if numbers else _no_values)

    def fill(self, values: Sequence[str]) -> str:
        """The text with its values in place."""
        filled: str = self.text % self.pick(values)
        return filled


def _no_values(values: Sequence[str]) -> tuple[()]:
    del values
    return ()


def split_at_markers(text: str) -> list[str | int]:
    """The constant texts and the numbers of the holes between them."""
    parts: list[str | int] = list(_MARKER.split(text))
    parts[1::2] = [int(str(number)) for number in parts[1::2]]
    return parts


def are_plain(texts: Sequence[str]) -> bool:
    """Whether no text needs a second look. One look at all of them costs a tenth of one at each."""
    joined = " ".join(texts)
    return (
        joined.isprintable()
        and '"' not in joined
        and "\\" not in joined
        and "_:" not in joined
    )


def _are_plain_iris(texts: Sequence[str]) -> bool:
    """Whether every text surely is an absolute IRI."""
    joined = " ".join(texts)
    return (
        joined.isprintable()
        and joined.count(" ") == len(texts) - 1
        and not any(character in joined for character in '<>"{}|\\^`')
        and _SCHEMES.fullmatch(joined) is not None
    )


class Pattern:
    """The canonical form of all documents that differ only in the values of some holes."""

    __slots__ = (
        "_constant",
        "_fixed",
        "_iris",
        "_moving",
        "_prefixes",
        "_texts",
        "_varying",
    )

    def __init__(
        self, canonical: bytes, *, holes: int, prefixes: frozenset[str]
    ) -> None:
        """Take the canonical form of a document with a marker for each hole.

        Raises:
            Declined: a hole is not a whole IRI or literal there, or blank nodes are always alike.
        """
        lines = canonical.decode().split("\n")[:-1]
        self._prefixes = prefixes
        self._iris, self._texts = _positions(lines, holes)
        blank = sorted({node for line in lines for node in _cut(line)[1::2]})
        number_of = {node: holes + index for index, node in enumerate(blank)}
        self._fixed, self._moving = _own_lines(lines, number_of)
        self._constant = []
        varying: list[str | int] = []
        for line in lines:
            parts = _split(line, number_of)
            if len(parts) == 1:
                self._constant.append(line)
                continue
            varying += ["\n"] if varying else []
            varying += parts
        self._varying = Filler.of(varying) if varying else None

    def fill(self, values: Sequence[str]) -> bytes:
        """The canonical form of the document with these values in its holes.

        Raises:
            Declined: a value that the general route may refuse, or blank nodes that look alike.
        """
        written = self._checked(values)
        if self._fixed or self._moving:
            written += self._labels(written)
        lines = list(self._constant)
        if self._varying:
            lines += self._varying.fill(written).split("\n")
        lines.sort()
        # Equal lines stand side by side now. They are rare, and a set would lose the order.
        if any(map(eq, lines, lines[1:])):
            lines = list(dict.fromkeys(lines))
        lines.append("")
        # Code-point order is the byte order of UTF-8.
        return "\n".join(lines).encode()

    def _checked(self, values: Sequence[str]) -> list[str]:
        """The values as N-Quads write them."""
        written = list(values)
        if not are_plain([written[hole] for hole in self._texts]):
            for hole in self._texts:
                written[hole] = escaped(written[hole])
        if not _are_plain_iris([written[hole] for hole in self._iris]):
            for hole in self._iris:
                scopes.absolute(written[hole])
        if self._prefixes:
            for hole in self._iris:
                if written[hole].partition(":")[0] in self._prefixes:
                    raise Declined
        return written

    def _labels(self, written: list[str]) -> list[str]:
        """The label of every blank node in the order of their numbers (RDFC-1.0 §4.4)."""
        owners = dict(self._fixed)
        for index, own in self._moving:
            lines = sorted(set(own.fill(written).split("\n")))
            owners[sha256(("\n".join(lines) + "\n").encode()).digest()] = index
        nodes = len(self._fixed) + len(self._moving)
        if len(owners) != nodes:
            raise Declined
        labels = [""] * nodes
        for rank, digest in enumerate(sorted(owners)):
            labels[owners[digest]] = f"_:c14n{rank}"
        return labels


def _positions(lines: Sequence[str], holes: int) -> tuple[list[int], list[int]]:
    """The holes in place of IRIs, and those in place of literals."""
    whole = "\n".join(lines)
    iris = {int(n) for n in re.findall(f"<{_MARKER.pattern}>", whole)}
    texts = {int(n) for n in re.findall(f'"{_MARKER.pattern}"', whole)}
    found = len(re.findall(f'<{_MARKER.pattern}>|"{_MARKER.pattern}"', whole))
    if iris & texts or len(iris | texts) != holes or found != whole.count(_SCHEME):
        raise Declined
    return sorted(iris), sorted(texts)


def _cut(line: str) -> list[str]:
    """A line cut at its blank nodes: text, node, text, node, …, text."""
    quad = _QUAD.fullmatch(line)
    if quad is None:
        raise Declined
    found = []
    last = 0
    for name in ("subject", "object", "graph"):
        if (quad[name] or "").startswith("_:"):
            found += [line[last : quad.start(name)], quad[name]]
            last = quad.end(name)
    return [*found, line[last:]]


def _split(line: str, number_of: dict[str, int]) -> list[str | int]:
    """A line with numbers for its holes and blank nodes."""
    parts: list[str | int] = []
    for index, part in enumerate(_cut(line)):
        parts += [number_of[part]] if index % 2 else split_at_markers(part)
    return parts


def _own_lines(
    lines: Sequence[str], number_of: dict[str, int]
) -> tuple[dict[bytes, int], list[tuple[int, Filler]]]:
    """Hashes of blank nodes that no value changes, and the lines of those that values change."""
    fixed: dict[bytes, int] = {}
    moving: list[tuple[int, Filler]] = []
    for index, node in enumerate(number_of):
        own = [_seen_by(node, line) for line in lines if node in _cut(line)[1::2]]
        if any(has_marker(line) for line in own):
            moving.append((index, Filler.of(split_at_markers("\n".join(own)))))
            continue
        digest = sha256("".join(f"{line}\n" for line in sorted(own)).encode()).digest()
        if digest in fixed:
            raise Declined
        fixed[digest] = index
    return fixed, moving


def _seen_by(node: str, line: str) -> str:
    """A line as the hash of a blank node sees it (§4.6)."""
    parts = _cut(line)
    parts[1::2] = ["_:a" if part == node else "_:z" for part in parts[1::2]]
    return "".join(parts)
