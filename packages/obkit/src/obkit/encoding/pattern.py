"""Canonical N-Quads with holes: worked out once for documents that differ in some texts only.

A hole is a marker that stands as a whole string in a document. Where its marker comes out in the
canonical form, its value will; blank nodes are labelled anew at every filling, because their order
hangs on the values. Two values may be equal, so lines are told apart at every filling too.
"""

import re
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations, groupby
from operator import itemgetter
from typing import Final

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


_EMPTY: Final = -1  # the number of a value that is always empty


def marker(hole: int) -> str:
    """The text that stands for the value of a hole in the document to compile."""
    return f"{_SCHEME}:{hole}:"


def has_marker(text: str) -> bool:
    """Whether a marker stands anywhere in a text."""
    return _SCHEME in text


class Filler:
    """UTF-8 with holes: constant texts, and between them the numbers of values."""

    __slots__ = ("_parts", "_pick")

    def __init__(self, parts: Sequence[str | int]) -> None:
        texts = [""]
        numbers = []
        for part in parts:
            if isinstance(part, str):
                texts[-1] += part
            else:
                numbers.append(part)
                texts.append("")
        # Joining a list is twice as fast as `%`, which reads the constant texts at every filling.
        self._parts = [b""] * (2 * len(texts) - 1)
        self._parts[::2] = [text.encode() for text in texts]
        self._pick = itemgetter(*numbers) if len(numbers) > 1 else _picking(numbers)

    def fill(self, values: Sequence[bytes]) -> bytes:
        """The text with its values in place."""
        return b"".join(self.filled(values))

    def filled(self, values: Sequence[bytes]) -> list[bytes]:
        """The text with its values in place, not yet joined."""
        parts = self._parts.copy()
        parts[1::2] = self._pick(values)
        return parts


class _Blocks:
    """Texts with holes that are filled together and stay apart."""

    __slots__ = ("_cuts", "_filler")

    def __init__(self, blocks: Sequence[Sequence[str | int]]) -> None:
        joined: list[str | int] = []
        self._cuts: list[slice] = []
        start = 0
        for block in blocks:
            # Each ends in a hole, so that none shares a constant text with the next.
            joined += [*block, _EMPTY]
            end = start + 2 * sum(isinstance(part, int) for part in [*block, _EMPTY])
            self._cuts.append(slice(start, end))
            start = end
        self._filler = Filler(joined)

    def fill(self, values: list[bytes]) -> list[bytes]:
        values.append(b"")  # `_EMPTY`, the last one
        parts = self._filler.filled(values)
        return [b"".join(parts[cut]) for cut in self._cuts]


def _picking(numbers: list[int]) -> Callable[[Sequence[bytes]], Sequence[bytes]]:
    return lambda values: [values[number] for number in numbers]


def split_at_markers(text: str) -> list[str | int]:
    """The constant texts and the numbers of the holes between them."""
    parts: list[str | int] = list(_MARKER.split(text))
    parts[1::2] = [int(str(number)) for number in parts[1::2]]
    return parts


def are_plain(texts: Sequence[str]) -> bool:
    """Whether no text needs a second look. One look at all of them costs a tenth of one at each."""
    return _is_plain(" ".join(texts))


def _is_plain(joined: str) -> bool:
    return (
        joined.isprintable()
        and '"' not in joined
        and "\\" not in joined
        and "_:" not in joined
    )


class Pattern:
    """The canonical form of all documents that differ only in the values of some holes.

    Filling puts whole blocks of lines in order instead of lines: a block is what is said of one
    subject, and inside it no value changes the order, except in a few loose runs of lines.
    """

    __slots__ = (
        "_blocks",
        "_constant",
        "_fixed",
        "_iris",
        "_loose",
        "_moving",
        "_prefixes",
        "_subject_holes",
        "_subjects",
        "_texts",
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
        still = [node for node in blank if not _is_moving(node, lines)]
        moving = [node for node in blank if node not in still]
        number_of = {node: holes + i for i, node in enumerate([*still, *moving])}
        self._fixed = {
            _Own.of(node, lines).digest([]): i for i, node in enumerate(still)
        }
        self._moving = [_Own.of(node, lines) for node in moving]
        if len(self._fixed) != len(still):
            raise Declined
        self._arrange(lines, number_of, holes + len(blank))

    def _arrange(
        self, lines: Sequence[str], number_of: dict[str, int], values: int
    ) -> None:
        self._constant: list[bytes] = []
        blocks: list[list[str | int]] = []
        self._loose: list[Filler] = []
        self._subject_holes: list[int] = []
        subjects = set()
        for subject, block in groupby(lines, key=lambda line: line.partition(" ")[0]):
            subjects.add(subject[1:-1].encode())
            if found := _MARKER.fullmatch(subject[1:-1]):
                self._subject_holes.append(int(found[1]))
            split = [_split(line, number_of) for line in block]
            if all(len(parts) == 1 for parts in split):
                self._constant.append("\n".join([str(p[0]) for p in split]).encode())
                continue
            joined: list[str | int] = []
            for is_loose, run in _runs(split):
                joined += ["\n"] if joined else []
                if is_loose:
                    self._loose.append(Filler(run))
                    joined.append(values + len(self._loose) - 1)
                else:
                    joined += run
            blocks.append(joined)
        self._blocks = _Blocks(blocks)
        self._subjects = frozenset(subjects)

    def fill(self, values: Sequence[str], *, plain: bool | None = None) -> bytes:
        """The canonical form of the document with these values in its holes.

        `plain` is what `are_plain` says of them, for a caller who knows it already.

        Raises:
            Declined: a value that the general route may refuse, or blank nodes that look alike.
        """
        if plain is None:
            plain = are_plain(values)
        self.check_iris(values, plain=plain)
        written = self._written(values) if plain else self._escaped(values)
        if self._fixed or self._moving:
            written += self._labels(written)
        for run in self._loose:
            lines = set(run.fill(written).split(b"\n"))
            written.append(b"\n".join(sorted(lines)))
        meeting = self._subjects_meet(written)
        blocks = self._blocks.fill(written)
        blocks += self._constant
        if meeting:
            blocks = _mixed(blocks)
        # The byte order of UTF-8 is code-point order.
        blocks.sort()
        blocks.append(b"")
        return b"\n".join(blocks)

    def _subjects_meet(self, written: Sequence[bytes]) -> bool:
        """Whether two blocks speak of one subject, so that their lines mix."""
        named = {written[hole] for hole in self._subject_holes}
        return len(named) < len(self._subject_holes) or not named.isdisjoint(
            self._subjects
        )

    def check_iris(self, values: Sequence[str], *, plain: bool) -> None:
        """Look at the values that stand where an IRI must.

        Raises:
            Declined: one that the general route may refuse or read as a compact IRI.
        """
        iris = [values[hole] for hole in self._iris]
        joined = " ".join(iris)
        if not (
            (plain or _is_plain(joined))
            and _SCHEMES.fullmatch(joined)
            and joined.count(" ") == len(iris) - 1
            and "<" not in joined and ">" not in joined
            and "{" not in joined and "}" not in joined
            and "|" not in joined and "^" not in joined and "`" not in joined
        ):  # fmt: skip
            for iri in iris:
                scopes.absolute(iri)
        if self._prefixes:
            for iri in iris:
                if iri.partition(":")[0] in self._prefixes:
                    raise Declined

    def check_texts(self, values: Sequence[str]) -> None:
        """Look at the values that stand where a text must.

        Raises:
            Declined: one that the general route may refuse.
        """
        for hole in self._texts:
            escaped(values[hole])

    def _written(self, values: Sequence[str]) -> list[bytes]:
        return [text.encode() for text in values]

    def _escaped(self, values: Sequence[str]) -> list[bytes]:
        """The values as N-Quads write them."""
        texts = list(values)
        for hole in self._texts:
            texts[hole] = escaped(texts[hole])
        return self._written(texts)

    def _labels(self, written: Sequence[bytes]) -> list[bytes]:
        """The label of every blank node in the order of their numbers (RDFC-1.0 §4.4)."""
        owners = dict(self._fixed)
        for index, own in enumerate(self._moving, start=len(self._fixed)):
            owners[own.digest(written)] = index
        nodes = len(self._fixed) + len(self._moving)
        if len(owners) != nodes:
            raise Declined
        labels = [b""] * nodes
        for rank, digest in enumerate(sorted(owners)):
            labels[owners[digest]] = b"_:c14n%d" % rank
        return labels


def _mixed(blocks: Sequence[bytes]) -> list[bytes]:
    """The blocks, and in place of those that speak of one subject one of all their lines."""
    of_subject: dict[bytes, list[bytes]] = {}
    for block in blocks:
        of_subject.setdefault(block[: block.index(b" ")], []).append(block)
    return [
        found[0]
        if len(found) == 1
        else b"\n".join(sorted(set(b"\n".join(found).split(b"\n"))))
        for found in of_subject.values()
    ]


def _runs(block: list[list[str | int]]) -> Iterator[tuple[bool, list[str | int]]]:
    """The lines of a block, in runs: those in one fixed order, and those that values order."""
    last = 0
    for index in range(1, len(block) + 1):
        before, after = block[:index], block[index:]
        if all(_is_order_fixed(a, b) for a in before[last:] for b in after):
            run = before[last:]
            joined: list[str | int] = list(run[0])
            for parts in run[1:]:
                joined += ["\n", *parts]
            yield len(run) > 1, joined
            last = index


def _is_order_fixed(one: Sequence[str | int], other: Sequence[str | int]) -> bool:
    """Whether no values change which of two lines comes first."""
    for mine, theirs in zip(one, other, strict=False):
        if mine == theirs:
            continue
        if isinstance(mine, int) or isinstance(theirs, int):
            return False
        # Where one ends first, a value decides.
        return not mine.startswith(theirs) and not theirs.startswith(mine)
    return len(one) == len(other)


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


@dataclass(frozen=True, slots=True)
class _Own:
    """The quads that a blank node occurs in, as its hash sees them (RDFC-1.0 §4.6)."""

    lines: Filler
    # Where values decide their order: the real names of the blank nodes of each line. Lines that
    # only look alike here, because both say `_:z`, are two quads; with equal names they are one.
    nodes: tuple[tuple[str, ...], ...] | None

    @classmethod
    def of(cls, node: str, lines: Sequence[str]) -> "_Own":
        own = sorted(
            (_seen_by(node, line), tuple(_cut(line)[1::2]))
            for line in lines
            if node in _cut(line)[1::2]
        )
        split = [split_at_markers(line) for line, _ in own]
        is_fixed = all(_is_order_fixed(a, b) for a, b in combinations(split, 2))
        joined = split_at_markers("".join([f"{line}\n" for line, _ in own]))
        nodes = tuple(among for _, among in own)
        return cls(Filler(joined), None if is_fixed else nodes)

    def digest(self, written: Sequence[bytes]) -> bytes:
        text = self.lines.fill(written)
        if self.nodes:
            quads = set(zip(self.nodes, text.split(b"\n")[:-1], strict=True))
            text = b"".join(sorted([line + b"\n" for _, line in quads]))
        return sha256(text).digest()


def _is_moving(node: str, lines: Sequence[str]) -> bool:
    """Whether values change the hash of a blank node."""
    return any(has_marker(line) and node in _cut(line)[1::2] for line in lines)


def _seen_by(node: str, line: str) -> str:
    parts = _cut(line)
    parts[1::2] = ["_:a" if part == node else "_:z" for part in parts[1::2]]
    return "".join(parts)
