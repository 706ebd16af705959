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
from functools import cache
from typing import Any

import pyoxigraph

from obkit.encoding.canonical import Quad, canonical_lines
from obkit.encoding.strict_json import Json
from obkit.errors import Refused, Unverifiable
from obkit.vocabulary import contexts

MAX_DEPTH = 32  # levels of objects and lists; the fullest samples have 12
MAX_VALUES = 10_000  # the fullest samples have 600
MAX_CONTEXTS = 64  # embedded endorsements have their own; each costs 20 KB to expand
MAX_BLANK_NODES = 2_000

_TOKEN = secrets.token_hex(8)
_UNDEFINED = f"x-undefined-{_TOKEN}:"
_RELATIVE = f"x-relative-{_TOKEN}:"

# `@direction` has no place in RDF and would be dropped; `@id` and `@type` are `id` and `type` in
# badges, and a second spelling would let a document say one thing to JSON and another to RDF.
_KEYWORDS = frozenset({"@context", "@value", "@language"})
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
# Other implementations write these two in different ways.
_NONCHARACTER = re.compile("[\ufffe\uffff\ud800-\udfff]")
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
    for quad in quads:
        for term in quad:
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
                str(quad.object),
                "" if isinstance(graph, pyoxigraph.DefaultGraph) else str(graph),
            )
    except (SyntaxError, ValueError) as error:
        raise Refused(
            f"not JSON-LD that we can sign or verify: {error}", reason="proof.json_ld"
        ) from error


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
        self._contexts = 0
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
        for key, item in value.items():
            where = f"{path}.{key}"
            if key == "@context":
                self._check_context(item, where)
                continue
            _check_key(key, where)
            if key == "@language" and not (
                isinstance(item, str) and _LANGUAGE.fullmatch(item)
            ):
                raise Refused("not a language", reason="proof.language", path=where)
            self.check(item, where, depth + 1)

    def _check_context(self, context: Json, path: str) -> None:
        unknown = []
        for index, entry in enumerate(_as_list(context)):
            self._contexts += 1
            if not isinstance(entry, str):
                raise Refused(
                    "a context written into the document could redefine its members",
                    reason="proof.inline_context",
                    path=f"{path}[{index}]",
                )
            if entry not in contexts.URLS:
                unknown.append(entry)
        if unknown:
            raise Unverifiable(
                f"unknown contexts: {', '.join(unknown)}",
                reason="proof.unknown_context",
                contexts=unknown,
                path=path,
            )
        if self._contexts > MAX_CONTEXTS:
            raise Refused(
                "too many contexts", reason="proof.too_large", limit=MAX_CONTEXTS
            )


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
