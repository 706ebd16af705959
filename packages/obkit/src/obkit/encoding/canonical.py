"""RDFC-1.0: the one order and the one naming of blank nodes that equal RDF datasets share.

Labels of blank nodes are decided by hashes of what surrounds them. Where many nodes look alike the
algorithm tries their permutations, which a hostile document can make endless; so work is counted
and ends in a refusal (DI-7).
"""

import hashlib
from collections.abc import Iterable
from itertools import permutations

from obkit.errors import Refused

# One unit is one quad looked at or one step on a path: a few µs. Real credentials stay in the tens.
MAX_WORK = 300_000
# Nodes that look alike are followed from one to the next; each step is a few Python frames.
MAX_CHAIN = 200

Quad = tuple[
    str, str, str, str
]  # subject, predicate, object, graph ("" is the default)


def canonical_lines(quads: Iterable[Quad], *, hash_name: str = "sha256") -> bytes:
    """The canonical N-Quads of a dataset whose terms are already in canonical N-Quads form.

    Blank nodes are the terms that start with `_:`. P-384 goes with another hash than the usual one.

    Raises:
        Refused: `proof.too_complex`, blank nodes that look alike in too many ways.
    """
    dataset = set(quads)
    labels = _Canonicalizer(dataset, hash_name).label()
    lines = [
        _line(
            labels.get(subject, subject),
            predicate,
            labels.get(obj, obj),
            labels.get(graph, graph),
        )
        for subject, predicate, obj, graph in dataset
    ]
    # Code-point order is the byte order of UTF-8.
    return b"".join(sorted({line.encode() for line in lines}))


def _line(subject: str, predicate: str, obj: str, graph: str) -> str:
    tail = f" {graph} .\n" if graph else " .\n"
    return f"{subject} {predicate} {obj}{tail}"


class _Issuer:
    """Gives out labels in order and remembers for whom (RDFC-1.0 §4.5)."""

    def __init__(self, prefix: str) -> None:
        self._prefix = prefix
        self.issued: dict[str, str] = {}

    def issue(self, node: str) -> str:
        if node not in self.issued:
            self.issued[node] = f"{self._prefix}{len(self.issued)}"
        return self.issued[node]

    def copy(self) -> "_Issuer":
        made = _Issuer(self._prefix)
        made.issued = dict(self.issued)
        return made


class _Canonicalizer:
    def __init__(self, dataset: set[Quad], hash_name: str) -> None:
        self._digest = getattr(hashlib, hash_name)
        self._quads_of: dict[str, list[Quad]] = {}
        self._hashes: dict[str, str] = {}
        self._canonical = _Issuer("_:c14n")
        self._work = 0
        self._chain = 0
        for quad in dataset:
            for node in {quad[0], quad[2], quad[3]}:
                if node.startswith("_:"):
                    self._quads_of.setdefault(node, []).append(quad)

    def label(self) -> dict[str, str]:
        """RDFC-1.0 §4.4: the canonical label of every blank node."""
        alike: dict[str, list[str]] = {}
        # (3) The hash of each node's own quads.
        for node in self._quads_of:
            self._hashes[node] = self._hash_first_degree(node)
            alike.setdefault(self._hashes[node], []).append(node)
        # (4) Nodes with a hash of their own are labelled in its order.
        for digest in sorted(alike):
            if len(alike[digest]) == 1:
                self._canonical.issue(alike[digest][0])
        # (5) The others by how they are connected.
        for digest in sorted(alike):
            if len(alike[digest]) > 1:
                self._label_alike(alike[digest])
        return self._canonical.issued

    def _label_alike(self, nodes: list[str]) -> None:
        results = []
        for node in nodes:
            if node in self._canonical.issued:
                continue
            issuer = _Issuer("_:b")
            issuer.issue(node)
            results.append(self._hash_n_degree(node, issuer))
        for _, issuer in sorted(results, key=lambda result: result[0]):
            for node in issuer.issued:
                self._canonical.issue(node)

    def _hash_first_degree(self, node: str) -> str:
        """RDFC-1.0 §4.6."""

        def name(term: str) -> str:
            if term == node:
                return "_:a"
            return "_:z" if term.startswith("_:") else term

        lines = [
            _line(name(subject), predicate, name(obj), name(graph))
            for subject, predicate, obj, graph in self._quads_of[node]
        ]
        return self._hash("".join(sorted(lines)))

    def _hash_related(
        self, related: str, quad: Quad, issuer: _Issuer, position: str
    ) -> str:
        """RDFC-1.0 §4.7."""
        named = self._canonical.issued.get(related) or issuer.issued.get(related)
        predicate = "" if position == "g" else quad[1]
        return self._hash(position + predicate + (named or self._hashes[related]))

    def _hash_n_degree(self, node: str, issuer: _Issuer) -> tuple[str, _Issuer]:
        """RDFC-1.0 §4.8."""
        self._chain += 1
        if self._chain > MAX_CHAIN:
            raise _too_complex(limit=MAX_CHAIN)
        related: dict[str, list[str]] = {}
        for quad in self._quads_of[node]:
            self._spend(2)
            for position, term in (("s", quad[0]), ("o", quad[2]), ("g", quad[3])):
                if term.startswith("_:") and term != node:
                    digest = self._hash_related(term, quad, issuer, position)
                    related.setdefault(digest, []).append(term)
        data = []
        for digest in sorted(related):
            data.append(digest)
            path, issuer = self._shortest_path(related[digest], issuer)
            data.append(path)
        self._chain -= 1
        return self._hash("".join(data)), issuer

    def _shortest_path(self, nodes: list[str], issuer: _Issuer) -> tuple[str, _Issuer]:
        """RDFC-1.0 §4.8 (5.4): the least path over all orders of nodes that look alike."""
        least, chosen = "", issuer  # the first order has nothing to lose against
        for order in permutations(nodes):
            self._spend(1 + len(issuer.issued) // 8)  # the copy
            found = self._path(order, issuer.copy(), least)
            if found and (not least or found[0] < least):
                least, chosen = found
        return least, chosen

    def _path(
        self, order: tuple[str, ...], issuer: _Issuer, best: str
    ) -> tuple[str, _Issuer] | None:
        """The path of one order, or None as soon as it is longer or later than the best."""
        path = ""
        to_visit = []
        for node in order:
            self._spend(1)
            if node in self._canonical.issued:
                path += self._canonical.issued[node]
            else:
                if node not in issuer.issued:
                    to_visit.append(node)
                path += issuer.issue(node)
            if _is_worse(path, best):
                return None
        for node in to_visit:
            digest, visited = self._hash_n_degree(node, issuer)
            path += f"{issuer.issue(node)}<{digest}>"
            issuer = visited
            if _is_worse(path, best):
                return None
        return path, issuer

    def _hash(self, text: str) -> str:
        digest: str = self._digest(text.encode()).hexdigest()
        return digest

    def _spend(self, work: int) -> None:
        self._work += work
        if self._work > MAX_WORK:
            raise _too_complex(limit=MAX_WORK)


def _too_complex(*, limit: int) -> Refused:
    return Refused(
        "unnamed objects that look alike in too many ways",
        reason="proof.too_complex",
        limit=limit,
    )


def _is_worse(path: str, best: str) -> bool:
    return bool(best) and len(path) >= len(best) and path > best
