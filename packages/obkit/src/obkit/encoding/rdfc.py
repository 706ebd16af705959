"""From a JSON-LD document to the canonical N-Quads that a Data Integrity proof signs.

JSON-LD drops in silence whatever no context defines, and what is dropped is not signed: anybody
could add it afterwards (T-LD-1). So a document is refused unless every member, type and IRI of it
arrives in the result.

How (ADR 0005): contexts come from our tables and are put in place of their URLs. In front of them
stands a catch-all vocabulary and the base IRI is one that no document can name, so that an unknown
term or a relative IRI shows in the result under a name that only this process knows.
"""

import json
import re
import secrets
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

import pyoxigraph

from obkit.encoding import jcs
from obkit.encoding.canonical import Quad, canonical_lines
from obkit.encoding.strict_json import Json
from obkit.errors import Refused, Unverifiable
from obkit.vocabulary import contexts

MAX_DEPTH = 32  # levels of objects and lists; the fullest samples have 12
MAX_VALUES = 50_000  # the fullest samples have 600; a record of 500 credentials, 40,000
MAX_CONTEXTS = (
    64  # in lists that differ; what is embedded has its own, mostly all the same
)
MAX_COPIES = (
    160  # of such lists; on this route alone, where each costs 4 ms to expand again
)
MAX_BLANK_NODES = 5_000

_TOKEN = secrets.token_hex(8)
_UNDEFINED = f"x-undefined-{_TOKEN}:"
_RELATIVE = f"x-relative-{_TOKEN}:"

# `@direction` has no place in RDF and would be dropped; `@id` and `@type` are `id` and `type` in
# badges, and a second spelling would let a document say one thing to JSON and another to RDF.
_KEYWORDS = frozenset({"@context", "@value", "@language"})
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# Other implementations write these two in different ways.
_NONCHARACTER = re.compile("[\ufffe\uffff\ud800-\udfff]")
_JSON = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON"
# Their values are graphs. What cannot be one (a text, a mere name) is dropped by JSON-LD.
IN_GRAPHS = frozenset(
    {
        "<https://w3id.org/security#proof>",
        "<https://www.w3.org/2018/credentials#verifiableCredential>",
    }
)
_IRI = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*:[^\x00-\x20\x7f<>\"{}|\\^`]*>")


def canonical_nquads(
    document: Mapping[str, Json], *, hash_name: str = "sha256"
) -> bytes:
    """The canonical N-Quads (RDFC-1.0) of a document, nothing of it left out.

    Raises:
        Unverifiable: `proof.unknown_context`; `facts["contexts"]` names the contexts.
        Refused: something would not be signed, or would not mean the same to every reader
            (`proof.undefined_term`, `proof.relative_iri`, `proof.keyword`, …), with the `path`
            or the `term`; or the document is too large or too complex.
    """
    _Walk(document).check(document)
    quads = set(_quads(_inlined(document)))
    if len({term for quad in quads for term in quad if term.startswith("_:")}) > (
        MAX_BLANK_NODES
    ):
        raise Refused("too many unnamed objects", reason="proof.too_large")
    _check_graphs(quads)
    # In one order, so that of several reasons always the same is given.
    for term in sorted({term for quad in quads for term in quad}):
        _check_term(term, document)
    return canonical_lines(quads, hash_name=hash_name)


def _quads(document: str) -> Iterator[Quad]:
    try:
        # `lenient` keeps IRIs that are none, which would otherwise be dropped without a word.
        found = pyoxigraph.parse(
            document,
            format=pyoxigraph.RdfFormat.JSON_LD,
            base_iri=f"{_RELATIVE}/",
            lenient=True,
        )
        for quad in found:
            graph = quad.graph_name
            yield (
                str(quad.subject),
                str(quad.predicate),
                _object(quad.object),
                "" if isinstance(graph, pyoxigraph.DefaultGraph) else str(graph),
            )
    except (SyntaxError, ValueError) as error:
        raise Refused(
            f"not JSON-LD that we can sign or verify: {error}", reason="proof.json_ld"
        ) from error


def _object(term: Any) -> str:
    """A term as N-Quads write it, in the spelling that other processors give it."""
    if not isinstance(term, pyoxigraph.Literal):
        return str(term)
    if term.language:
        # JSON-LD allows either; what signs and verifies badges elsewhere uses lower case.
        return str(pyoxigraph.Literal(term.value, language=term.language.lower()))
    if term.datatype.value == _JSON:
        text = jcs.canonical(json.loads(term.value)).decode()
        return str(pyoxigraph.Literal(text, datatype=term.datatype))
    return str(term)


def _check_graphs(quads: set[Quad]) -> None:
    graphs = {graph for _, _, _, graph in quads}
    for _, predicate, value, _ in quads:
        if predicate in IN_GRAPHS and value not in graphs:
            raise Refused(
                f"{predicate[1:-1]} leads to something other than objects with members",
                reason="proof.json_ld",
            )


def _check_term(term: str, document: Mapping[str, Json]) -> None:
    if term.startswith(f"<{_UNDEFINED}"):
        name = term[len(_UNDEFINED) + 1 : -1]
        raise Refused(
            f"no context defines {name!r}, so it would not be signed",
            reason="proof.undefined_term",
            term=name,
            path=_find(document, name),
        )
    if term.startswith(f"<{_RELATIVE}"):
        name = term[len(_RELATIVE) + 1 : -1].removeprefix("/")
        raise Refused(
            f"{name!r} is a relative IRI", reason="proof.relative_iri", iri=name
        )
    # Datatypes stand behind a literal: `"…"^^<…>`.
    iri = term if term.startswith("<") else term.rpartition('"^^')[2]
    if iri.startswith("<") and not _IRI.fullmatch(iri):
        raise Refused(
            f"{iri[1:-1]!r} is not an IRI", reason="proof.invalid_iri", iri=iri[1:-1]
        )


def _find(value: Any, name: str, path: str = "$") -> str:
    """Where a member or type of this name stands first; the whole document if nowhere."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key == name or (key == "type" and name in (item, *_as_list(item))):
                return f"{path}.{key}"
        steps = [(f"{path}.{key}", item) for key, item in value.items()]
    elif isinstance(value, list):
        steps = [(f"{path}[{index}]", item) for index, item in enumerate(value)]
    else:
        return "$"
    found = (_find(item, name, step) for step, item in steps)
    return next((place for place in found if place != "$"), "$")


def _as_list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


class _Walk:
    """One pass over a document before any work: limits, and what JSON-LD would lose or bend."""

    def __init__(self, document: Mapping[str, Json]) -> None:
        self._values = 0
        self._lists: set[tuple[str, ...]] = set()
        self._copies = 0
        self._document = document
        self._id = document.get("id")

    def check(self, value: Any, path: str = "$", depth: int = 0) -> None:
        self._values += 1
        if self._values > MAX_VALUES:
            raise Refused("too many values", reason="proof.too_large", limit=MAX_VALUES)
        if depth > MAX_DEPTH:
            raise Refused("too deep", reason="proof.too_deep", path=path)
        if isinstance(value, str):
            _check_text(value, path)
        elif isinstance(value, Mapping):
            self._check_object(value, path, depth)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                where = f"{path}[{index}]"
                if isinstance(item, list):
                    raise Refused(
                        "a list in a list loses its shape",
                        reason="proof.nested_list",
                        path=where,
                    )
                self.check(item, where, depth + 1)
        elif isinstance(value, int | float) and not is_read_alike(value):
            raise Refused(
                "a number that readers write in different ways",
                reason="proof.number",
                path=path,
            )
        elif value is None:
            raise Refused("null is not signed", reason="proof.null", path=path)

    def _check_object(self, value: Mapping[str, Json], path: str, depth: int) -> None:
        # To RDF, objects with one id are one object. In a credential that mentions itself (an
        # endorsement does), a forger could move `credentialStatus` to the other place, where
        # nobody looks, and the signature would hold.
        is_again = value is not self._document and self._id is not None
        if is_again and value.get("id") == self._id and is_credential(value):
            raise Refused(
                "the credential is in two places", reason="proof.two_places", path=path
            )
        if "@language" in value and "@value" not in value:
            raise Refused("a language of nothing", reason="proof.language", path=path)
        for key, item in value.items():
            where = f"{path}.{key}"
            if key == "@context":
                self._check_context(item, where)
                continue
            _check_key(key, where)
            if key == "@language" and not (
                isinstance(item, str) and LANGUAGE.fullmatch(item)
            ):
                raise Refused("not a language", reason="proof.language", path=where)
            self.check(item, where, depth + 1)

    def _check_context(self, context: Json, path: str) -> None:
        named = []
        for index, entry in enumerate(_as_list(context)):
            if not isinstance(entry, str):
                raise Refused(
                    "a context written into the document could redefine its members",
                    reason="proof.inline_context",
                    path=f"{path}[{index}]",
                )
            named.append(entry)
        if unknown := [entry for entry in named if entry not in contexts.URLS]:
            raise Unverifiable(
                f"unknown contexts: {', '.join(unknown)}",
                reason="proof.unknown_context",
                contexts=unknown,
                path=path,
            )
        self._copies += 1
        self._lists.add(tuple(named))
        is_too_much = sum(map(len, self._lists)) > MAX_CONTEXTS
        if is_too_much or self._copies > MAX_COPIES:
            limit = MAX_CONTEXTS if is_too_much else MAX_COPIES
            raise Refused("too many contexts", reason="proof.too_large", limit=limit)


def is_read_alike(number: float) -> bool:
    """Whether every JSON-LD processor writes a number as the same literal."""
    if not -(2**53) < number < 2**53:  # nor is NaN; beyond, integers have neighbours
        return False
    if isinstance(number, int) or number.is_integer():
        return True
    written = repr(number)
    # JSON-LD writes sixteen digits, some readers as many as tell it from its neighbours. And
    # where ECMAScript writes no point (`1e-7`), the reader most used takes it for an integer.
    if "." not in written and abs(number) < 1e-6:  # noqa: PLR2004 - ECMAScript's own bound
        return False
    return Decimal(f"{number:.15E}") == Decimal(written)


def is_credential(value: Mapping[str, Json]) -> bool:
    """Whether an object says that it is a credential."""
    return "VerifiableCredential" in _as_list(value.get("type"))


def _check_key(key: str, path: str) -> None:
    if key.startswith("@") and key not in _KEYWORDS:
        raise Refused("a keyword of JSON-LD", reason="proof.keyword", path=path)
    if not key or ":" in key or any(char <= " " for char in key):
        raise Refused("not a term", reason="proof.not_a_term", path=path)
    _check_text(key, path)


def _check_text(text: str, path: str) -> None:
    if text.startswith("_:"):
        raise Refused("a name for a blank node", reason="proof.blank_node", path=path)
    if not text.isascii() and _NONCHARACTER.search(text):
        raise Refused("not a character", reason="proof.noncharacter", path=path)


def _inlined(document: Mapping[str, Json]) -> str:
    """The document as JSON text, every context URL replaced by the context itself."""
    if "@context" not in document:
        raise Refused("no context", reason="proof.no_context", path="$")
    rest = {key: _with_contexts(v) for key, v in document.items() if key != "@context"}
    body = json.dumps(rest, ensure_ascii=False, allow_nan=False)
    entries = ",".join(_context_text(url) for url in _urls(document["@context"]))
    separator = "," if rest else ""
    return f'{{"@context":[{entries}]{separator}{body[1:]}'


def _with_contexts(value: Json) -> Any:
    if isinstance(value, dict):
        return {
            key: [json.loads(_context_text(url)) for url in _urls(item)]
            if key == "@context"
            else _with_contexts(item)
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [_with_contexts(item) for item in value]
    return value


def _urls(context: Json) -> list[str]:
    # The empty string stands for the catch-all, which every list of contexts starts with.
    return ["", *(str(entry) for entry in _as_list(context))]


@cache
def _context_text(url: str) -> str:
    if not url:
        return json.dumps({"@vocab": _UNDEFINED})
    return json.dumps(_keeping_catch_all(contexts.document(url)["@context"]))


def _keeping_catch_all(context: Any) -> Any:
    """A context in which `null` (start anew) does not lose the catch-all."""
    if not isinstance(context, dict):
        return context
    return {
        key: [None, {"@vocab": _UNDEFINED}]
        if key == "@context" and value is None
        else _keeping_catch_all(value)
        for key, value in context.items()
    }
