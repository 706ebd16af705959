"""A document to its canonical N-Quads in one walk, without a general JSON-LD processor.

The same bytes as `rdfc.canonical_nquads` for every document that it takes, in a twentieth of the
time. Whatever it is not sure of, and whatever the general route refuses, it declines; the general
route then decides and gives its reason.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from obkit.encoding import jcs, rdfc, scopes
from obkit.encoding.canonical import Quad
from obkit.encoding.labels import in_order
from obkit.encoding.scopes import Declined, Kind, Scope, Term
from obkit.vocabulary import contexts

__all__ = ["Declined", "canonical_nquads", "escaped", "with_prefixes"]

# One level of objects is two of the general route's: the object and the list around it. Close to
# its limit it counts for itself.
_MAX_DEPTH: Final = rdfc.MAX_DEPTH - 3

_RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_TYPE: Final = f"<{_RDF}type>"
_FIRST: Final = f"<{_RDF}first>"
_REST: Final = f"<{_RDF}rest>"
_NIL: Final = f"<{_RDF}nil>"
_JSON: Final = f"<{_RDF}JSON>"
_XSD: Final = "http://www.w3.org/2001/XMLSchema#"
_BOOLEAN: Final = f"<{_XSD}boolean>"
_INTEGER: Final = f"<{_XSD}integer>"
_DOUBLE: Final = f"<{_XSD}double>"

# What a text may not hold (the general route refuses it), and what N-Quads escape.
_REFUSED: Final = re.compile("[\ufffe\uffff\ud800-\udfff]")
_ESCAPED: Final = re.compile('[\x00-\x1f"\\\\\x7f]')
_ESCAPES: Final = {
    '"': '\\"',
    "\\": "\\\\",
    "\b": "\\b",
    "\t": "\\t",
    "\n": "\\n",
    "\f": "\\f",
    "\r": "\\r",
}
_NOT_PROPERTIES: Final = frozenset({"@context", "id", "type"})
_VALUE_MEMBERS: Final = frozenset({"@value", "@language", "type"})


def canonical_nquads(document: Mapping[str, Any]) -> bytes:
    """The canonical N-Quads (RDFC-1.0) of a document, nothing of it left out.

    Raises:
        Declined: take the general route.
        Refused: blank nodes that look alike in too many ways, as on the general route.
    """
    return with_prefixes(document)[0]


def with_prefixes(document: Mapping[str, Any]) -> tuple[bytes, frozenset[str]]:
    """The canonical N-Quads, and the prefixes with which an IRI would be a compact one.

    Raises:
        Declined, Refused: as `canonical_nquads`.
    """
    urls = _urls(document.get("@context"))
    walk = _Walk(document, urls)
    walk.node(document, scopes.root(urls), 0, "")
    return in_order(walk.lines, walk.unlabelled), frozenset(walk.prefixes)


def escaped(text: str) -> str:
    """The text as it stands between the quotes of a literal.

    Raises:
        Declined: a text that the general route refuses.
    """
    if text.startswith("_:"):
        raise Declined
    # Nearly every text is done here, at a tenth of the price of the table below.
    written = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    if written.isprintable():
        return written
    if _REFUSED.search(text):
        raise Declined
    return _ESCAPED.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}"


def _urls(given: object) -> tuple[str, ...]:
    urls = []
    for url in given if isinstance(given, list) else (given,):
        if not isinstance(url, str) or url not in contexts.URLS:
            raise Declined
        urls.append(url)
    return tuple(urls)


class _Place(NamedTuple):
    """Where in the document a walk is: an object, its scope, its graph ("" is the default)."""

    subject: str
    scope: Scope
    depth: int
    graph: str


class _Walk:
    """Collects the quads of one document: whole lines, and those that blank nodes occur in."""

    __slots__ = (
        "_id",
        "_lists",
        "_values",
        "lines",
        "nodes",
        "prefixes",
        "unlabelled",
    )

    def __init__(self, document: Mapping[str, Any], urls: tuple[str, ...]) -> None:
        self._id = document.get("id")
        self.lines: list[str] = []
        self.unlabelled: list[Quad] = []
        self.nodes = 0
        self.prefixes: set[str] = set()
        self._values = 1  # as the general route counts: every value, except contexts
        self._lists = {urls}

    def node(
        self, members: Mapping[str, Any], scope: Scope, depth: int, graph: str
    ) -> str:
        """Add the quads of an object; its subject as N-Quads write it."""
        if depth > _MAX_DEPTH:
            raise Declined
        self._count(len(members))
        if "@context" in members:
            self._values -= 1
            if depth:
                scope = self._named_scope(members["@context"], scope)
        types: tuple[str, ...] = ()
        if "type" in members:
            scope, types = scope.for_types(members["type"])
            if isinstance(members["type"], list):
                self._count(len(types))
        self.prefixes |= scope.prefixes
        if depth and "id" in members and rdfc.is_credential(members):
            self._check_other(members["id"])
        here = _Place(self._subject(members, scope), scope, depth, graph)
        for iri in types:
            self._add(here, _TYPE, iri)
        for name, value in members.items():
            if name not in _NOT_PROPERTIES:
                self._property(here, name, value)
        return here.subject

    def _check_other(self, given: object) -> None:
        # A credential in two places of itself: the general route says why that is refused.
        if given == self._id:
            raise Declined

    def _property(self, here: "_Place", name: str, value: Any) -> None:
        term = here.scope.terms.get(name) or _undefined(name, here.scope)
        if type(value) is not list:
            value = (value,)  # one value is a list of one
        else:
            self._count(len(value))
        if term.kind is Kind.LIST:
            self._list(here, name, term, value)
        elif term.kind is Kind.GRAPH:
            self._graphs(here, name, term, value)
        else:
            for item in value:
                self._add(here, term.iri, self._object(here, name, term, item))

    def _count(self, values: int) -> None:
        self._values += values
        if self._values > rdfc.MAX_VALUES:
            raise Declined

    def _named_scope(self, given: object, scope: Scope) -> Scope:
        urls = _urls(given)
        if urls not in self._lists:
            self._lists.add(urls)
            if sum(map(len, self._lists)) > rdfc.MAX_CONTEXTS:
                raise Declined
        return scope.for_contexts(urls)

    def _subject(self, members: Mapping[str, Any], scope: Scope) -> str:
        if "id" in members:
            given = members["id"]
            if not isinstance(given, str) or "id" not in scope.terms:
                raise Declined
            return scope.link(given)
        return self._blank()

    def _blank(self) -> str:
        self.nodes += 1
        if self.nodes > rdfc.MAX_BLANK_NODES:
            raise Declined
        return f"_:b{self.nodes}"

    def _add(self, here: "_Place", predicate: str, obj: str) -> None:
        subject, _, _, graph = here
        if graph or subject[0] == "_" or obj[0] == "_":
            self.unlabelled.append((subject, predicate, obj, graph))
        else:
            self.lines.append(f"{subject} {predicate} {obj} .\n")

    def _object(self, here: "_Place", name: str, term: Term, item: Any) -> str:
        """One value as the object of a quad; the quads of what hangs on it are added."""
        if term.kind is Kind.JSON:
            return self._json(item, here.depth)
        if type(item) is dict:
            if "@value" in item:
                return self._value(item, here.scope)
            inner = here.scope.for_property(name)
            return self.node(item, inner, here.depth + 1, here.graph)
        if term.kind is Kind.TEXT or term.kind is Kind.LIST:
            return _literal(item, term.datatype)
        if type(item) is not str:
            raise Declined
        if term.kind is Kind.LINK:
            return here.scope.link(item)
        return here.scope.vocab_iri(name, item)

    def _value(self, item: dict[str, Any], scope: Scope) -> str:
        """A value object: a text with its language or datatype."""
        self._count(len(item))
        if not item.keys() <= _VALUE_MEMBERS:
            raise Declined
        value = item["@value"]
        if len(item) == 1:
            return _literal(value, "")
        language = item.get("@language")
        datatype = item.get("type")
        if not isinstance(value, str):
            raise Declined
        if datatype is None:
            if not isinstance(language, str) or not rdfc.LANGUAGE.fullmatch(language):
                raise Declined
            return f'"{escaped(value)}"@{language.lower()}'
        if language is not None or not isinstance(datatype, str):
            raise Declined
        if datatype in scope.terms or datatype.partition(":")[0] in scope.prefixes:
            raise Declined
        return f'"{escaped(value)}"^^{scopes.absolute(datatype)}'

    def _list(
        self, here: "_Place", name: str, term: Term, items: Sequence[Any]
    ) -> None:
        cells = [self._blank() for _ in items]
        self._add(here, term.iri, [*cells, _NIL][0])
        following = [*cells, _NIL][1:]
        for cell, rest, item in zip(cells, following, items, strict=True):
            found = self._object(here, name, term, item)
            self._add(here._replace(subject=cell), _FIRST, found)
            self._add(here._replace(subject=cell), _REST, rest)

    def _graphs(
        self, here: "_Place", name: str, term: Term, items: Sequence[Any]
    ) -> None:
        inner = here.scope.for_property(name)
        for item in items:
            if type(item) is not dict or "@value" in item:
                raise Declined
            named = self._blank()
            self._add(here, term.iri, named)
            before = len(self.unlabelled)
            self.node(item, inner, here.depth + 1, named)
            if len(self.unlabelled) == before:  # an empty graph is dropped
                raise Declined

    def _json(self, item: Any, depth: int) -> str:
        """JSON in the one spelling of RFC 8785, as a literal."""
        text = self._spelled(item, depth)
        return f'"{escaped(text)}"^^{_JSON}'

    def _spelled(self, item: Any, depth: int) -> str:
        if depth > _MAX_DEPTH:
            raise Declined
        if isinstance(item, str):
            escaped(item)  # refuses what may stand nowhere
            return json.dumps(item, ensure_ascii=False)
        if isinstance(item, bool):
            return "true" if item else "false"
        if isinstance(item, int | float):
            if not rdfc.is_read_alike(item):
                raise Declined
            return jcs.canonical(item).decode()
        if isinstance(item, list):
            self._count(len(item))
            if any(isinstance(inner, list) for inner in item):
                raise Declined
            return f"[{','.join([self._spelled(inner, depth + 1) for inner in item])}]"
        if not isinstance(item, dict):
            raise Declined
        return self._spelled_members(item, depth)

    def _spelled_members(self, item: dict[str, Any], depth: int) -> str:
        self._count(len(item))
        for key in item:
            escaped(key)
            if not key or key[0] == "@" or ":" in key or min(key) <= " ":
                raise Declined
        ordered = sorted(item, key=lambda key: key.encode("utf-16-be"))
        members = [
            f"{json.dumps(key, ensure_ascii=False)}:{self._spelled(item[key], depth + 1)}"
            for key in ordered
        ]
        return f"{{{','.join(members)}}}"


def _undefined(name: str, scope: Scope) -> Term:
    """A term that only a catch-all vocabulary defines."""
    if not scope.vocab or not name or ":" in name or name[0] == "@":
        raise Declined
    return Term(Kind.TEXT, scopes.absolute(scope.vocab + name))


def _literal(item: Any, datatype: str) -> str:
    if type(item) is not str:
        return _scalar(item, datatype)
    text = f'"{escaped(item)}"'
    return f"{text}^^{datatype}" if datatype else text


def _scalar(item: Any, datatype: str) -> str:
    if item is True or item is False:
        return f'"{"true" if item else "false"}"^^{datatype or _BOOLEAN}'
    if datatype == _DOUBLE or (type(item) is not int and type(item) is not float):
        raise Declined  # the latter: null, or a list in a list
    if not rdfc.is_read_alike(item):
        raise Declined
    if isinstance(item, int) or item.is_integer():
        return f'"{int(item)}"^^{datatype or _INTEGER}'
    return f'"{_double(item)}"^^{datatype or _DOUBLE}'


def _double(number: float) -> str:
    """The canonical form of xsd:double, as JSON-LD writes numbers: `1.5E0`."""
    mantissa, _, exponent = f"{number:.15E}".partition("E")
    mantissa = mantissa.rstrip("0")
    if mantissa.endswith("."):
        mantissa += "0"
    return f"{mantissa}E{int(exponent)}"
