"""What each term means at each place of a document: JSON-LD scopes over our vocabulary tables.

A scope is the active context of JSON-LD 1.1, worked out once and kept. Entering an object moves to
another scope: that of its types (not inherited further down), of the property that leads to it, of
the contexts that it names itself. This is the part of context processing that the known contexts
use; anything else is declined, never guessed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Any, Final

from obkit.vocabulary import contexts

# Honest documents need some sixty scopes. Types in every order and contexts in every combination
# are a stranger's choice, so when this many were made they are all forgotten and made again.
MAX_KEPT_SCOPES = 500

# As the general route has it: any scheme, no character that N-Quads would have to escape.
IRI: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>\"{}|\\^`]*")
_NOT_CHARACTERS: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")


class Declined(Exception):
    """This route cannot be sure; the general route decides. Never leaves the package."""


class Kind(Enum):
    """What becomes of the value of a term."""

    ID = auto()  # the object's own name
    TYPE = auto()
    TEXT = auto()  # a literal, of the datatype if there is one
    LINK = auto()  # an IRI
    VOCAB = auto()  # an IRI, or a term that stands for one
    JSON = auto()  # kept as JSON
    LIST = auto()  # an ordered list
    GRAPH = auto()  # an object in a graph of its own


class _Nothing(Enum):
    NOTHING = auto()


NOTHING: Final = (
    _Nothing.NOTHING
)  # no scope of its own; `None` is JSON-LD's "start anew"


@dataclass(frozen=True, slots=True)
class Term:
    """One definition. `iri` and `datatype` are written as N-Quads write them: `<…>`."""

    kind: Kind
    iri: str
    datatype: str = ""
    prefix: bool = False
    protected: bool = False
    scope: Any = NOTHING  # the context of the objects that it leads to, as JSON


_KINDS = {"@id": Kind.LINK, "@vocab": Kind.VOCAB, "@json": Kind.JSON}
_CONTAINERS = {"@list": Kind.LIST, "@graph": Kind.GRAPH, "@set": None, None: None}
_ALIASES = {"@id": Kind.ID, "@type": Kind.TYPE}


class Scope:
    """The meaning of every term at one place. Never changed once it is made; shared by threads."""

    __slots__ = (
        "_by_contexts",
        "_by_property",
        "_by_types",
        "outer",
        "prefixes",
        "terms",
        "vocab",
    )

    def __init__(
        self, terms: Mapping[str, Term], vocab: str = "", outer: "Scope | None" = None
    ) -> None:
        """Use `root`."""
        self.terms = dict(terms)
        self.vocab = vocab
        # Where objects further down go back to: types do not reach through to them.
        self.outer = outer or self
        self.prefixes = frozenset(name for name, term in terms.items() if term.prefix)
        self._by_types: dict[object, tuple[Scope, tuple[str, ...]]] = {}
        self._by_property: dict[str, Scope] = {}
        self._by_contexts: dict[tuple[str, ...], Scope] = {}

    def for_types(self, given: object) -> tuple["Scope", tuple[str, ...]]:
        """The scope of an object with these types, and the IRIs of the types."""
        key = tuple(given) if isinstance(given, list) else given
        try:
            found = self._by_types.get(key)
        except TypeError:  # something unhashable among the types
            raise Declined from None
        if found is None:
            found = self._make_for_types(key if isinstance(key, tuple) else (key,))
            self._by_types[key] = found
            _KEPT.count()
        return found

    def for_property(self, name: str) -> "Scope":
        """The scope of the objects that a property leads to."""
        term = self.terms.get(name)
        local = term.scope if term else NOTHING
        if local is NOTHING:
            return self.outer
        return self._kept_for_property(name, self.outer, local)

    def for_contexts(self, urls: tuple[str, ...]) -> "Scope":
        """The scope of an object that names contexts itself."""
        found = self._by_contexts.get(urls)
        if found is None:
            if self.vocab:  # the general route then starts from its own catch-all
                raise Declined
            found = self
            for url in urls:
                found = found.extended(contexts.document(url)["@context"])
            self._by_contexts[urls] = found
            _KEPT.count()
        return found

    def vocab_iri(self, name: str, text: str) -> str:
        """The IRI that a text stands for as the value of a property of the kind VOCAB."""
        local = self.terms[name].scope
        scope: Scope = self
        if local is not NOTHING:  # on top of the types here: a text opens no object
            scope = self._kept_for_property(f"{name} of a text", self, local)
        return scope.expand(text)

    def expand(self, text: str) -> str:
        """The IRI, as `<…>`, of a term, a compact IRI or an IRI, where terms may stand."""
        term = self.terms.get(text)
        if term is not None:
            if term.kind in (Kind.ID, Kind.TYPE):
                raise Declined
            return term.iri
        if ":" not in text and self.vocab and not text.startswith("@"):
            return absolute(self.vocab + text)
        return self.link(text)

    def link(self, text: str) -> str:
        """The IRI, as `<…>`, of an IRI or compact IRI."""
        prefix, _, name = text.partition(":")
        if prefix in self.prefixes and not name.startswith("//"):
            return absolute(self.terms[prefix].iri[1:-1] + name)
        return absolute(text)

    def extended(
        self, local: Any, *, override: bool = False, propagate: bool = True
    ) -> "Scope":
        """The scope with another context on top (JSON-LD 1.1 API §4.1)."""
        if local is None:  # start anew, without even `id` and `type`
            return Scope({})
        definitions = dict(local)
        protected = definitions.pop("@protected", False)
        vocab = definitions.pop("@vocab", self.vocab)
        terms = dict(self.terms)
        for name, definition in definitions.items():
            made = self._define(definition, local, protected=protected)
            known = terms.get(name)
            if known is not None and known.protected and not override:
                if replace(made, protected=True) != known:
                    raise Declined  # two contexts that contradict each other
                continue
            terms[name] = made
        if terms == self.terms and vocab == self.vocab and propagate:
            return self
        _check_aliases(terms)
        # A type after another type still goes back to where the first one started.
        return Scope(terms, vocab, None if propagate else self.outer)

    def _define(
        self, definition: Any, local: Mapping[str, Any], *, protected: bool
    ) -> Term:
        entry = {"@id": definition} if isinstance(definition, str) else dict(definition)
        iri = entry.pop("@id", None)
        if not isinstance(iri, str):
            raise Declined
        if iri in _ALIASES:
            return Term(_ALIASES[iri], iri, protected=protected)
        iri = self._full(iri, local)
        datatype = entry.pop("@type", "")
        kind = _KINDS.get(datatype, Kind.TEXT)
        try:
            kind = _CONTAINERS[entry.pop("@container", None)] or kind
        except KeyError:
            raise Declined from None
        scope = entry.pop("@context", NOTHING)
        if entry or (kind is Kind.LIST and datatype):
            raise Declined
        is_iri = datatype and datatype not in _KINDS
        return Term(
            kind,
            absolute(iri),
            absolute(self._full(datatype, local)) if is_iri else "",
            # §4.2: only a short definition that ends in a delimiter serves as a prefix.
            prefix=isinstance(definition, str) and iri[-1] in ":/?#[]@",
            protected=protected,
            scope=scope,
        )

    def _full(self, iri: str, local: Mapping[str, Any]) -> str:
        prefix, _, name = iri.partition(":")
        if name.startswith("//"):
            return iri
        if prefix in local:
            base = local[prefix]
            return base + name if isinstance(base, str) else iri
        return self.terms[prefix].iri[1:-1] + name if prefix in self.prefixes else iri

    def _kept_for_property(self, key: str, start: "Scope", local: Any) -> "Scope":
        found = self._by_property.get(key)
        if found is None:
            found = self._by_property[key] = start.extended(local, override=True)
        return found

    def _make_for_types(
        self, given: tuple[object, ...]
    ) -> tuple["Scope", tuple[str, ...]]:
        names = [name for name in given if isinstance(name, str)]
        if len(names) != len(given):
            raise Declined
        scope = self
        # In the order of their names, whatever their order in the document (§5.1.2, 11).
        for name in sorted(names):
            term = self.terms.get(name)
            if term is not None and term.scope is not NOTHING:
                scope = scope.extended(term.scope, propagate=False)
        return scope, tuple(self.expand(name) for name in names)


class _Kept:
    """The scope that all others are reached from, until so many were made."""

    def __init__(self) -> None:
        self._nothing = Scope({})
        self._made = 0

    def start(self) -> Scope:
        # Threads may miscount by a few or start anew twice; neither changes a result.
        if self._made > MAX_KEPT_SCOPES:
            self._nothing, self._made = Scope({}), 0
        return self._nothing

    def count(self) -> None:
        self._made += 1


def root(urls: tuple[str, ...]) -> Scope:
    """The scope of a document with these contexts.

    Raises:
        Declined: they contradict each other, or `id` and `type` do not name and type objects.
    """
    found = _KEPT.start().for_contexts(urls)
    _check_aliases(found.terms)
    return found


def absolute(text: str) -> str:
    """The text as `<…>` if it is an absolute IRI of characters that all agree on."""
    if IRI.fullmatch(text) is None:
        raise Declined
    if not text.isascii() and _NOT_CHARACTERS.search(text):
        raise Declined
    return f"<{text}>"


def _check_aliases(terms: Mapping[str, Term]) -> None:
    for name, kind in (("id", Kind.ID), ("type", Kind.TYPE)):
        if name not in terms or terms[name].kind is not kind:
            raise Declined


_KEPT = _Kept()
