"""The quick part of RDFC-1.0: blank nodes that their own quads tell apart."""

from collections.abc import Iterable
from hashlib import sha256

from obkit.encoding.canonical import Quad, canonical_lines


def in_order(lines: Iterable[str], unlabelled: Iterable[Quad]) -> bytes:
    """The canonical N-Quads: lines without blank nodes, and quads with them.

    Raises:
        Refused: blank nodes that look alike in too many ways, as on the general route.
    """
    found = set(lines)
    quads = set(unlabelled)
    labels = _labels(quads)
    if labels is None:
        # Alike by their own quads; only those quads matter for telling them apart.
        told = canonical_lines(quads).decode()
        found.update([f"{line}\n" for line in told.split("\n")[:-1]])
    else:
        found.update(
            [
                _line(labels.get(s, s), p, labels.get(o, o), labels.get(g, g))
                for s, p, o, g in quads
            ]
        )
    # Code-point order is the byte order of UTF-8.
    return "".join(sorted(found)).encode()


def _labels(quads: set[Quad]) -> dict[str, str] | None:
    """The canonical labels, or None where two blank nodes have the same hash (§4.4, 4)."""
    own: dict[str, list[str]] = {}
    for subject, predicate, obj, graph in quads:
        for node in {subject, obj, graph}:
            if node[:2] == "_:":
                line = _line(
                    _seen(subject, node),
                    predicate,
                    _seen(obj, node),
                    _seen(graph, node),
                )
                own.setdefault(node, []).append(line)
    hashes: dict[str, str] = {}
    for node, lines in own.items():
        lines.sort()
        hashes[sha256("".join(lines).encode()).hexdigest()] = node
    if len(hashes) != len(own):
        return None
    return {hashes[h]: f"_:c14n{i}" for i, h in enumerate(sorted(hashes))}


def _seen(term: str, node: str) -> str:
    """How a blank node sees itself and the others (§4.6)."""
    if term[:2] != "_:":
        return term
    return "_:a" if term == node else "_:z"


def _line(subject: str, predicate: str, obj: str, graph: str) -> str:
    tail = f" {graph} .\n" if graph else " .\n"
    return f"{subject} {predicate} {obj}{tail}"
