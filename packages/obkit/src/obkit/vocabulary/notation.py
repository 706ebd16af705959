"""The one-line notation of our vocabulary tables, and the JSON-LD context that it stands for.

    "ob:creditsAvailable ^xss:float"     IRI and datatype
    "ob:image ^@id"                      the value is itself an IRI (or an object with an id)
    "ob:tag @set"                        a container
    "ob:creator ->"                      the value is an object, so no datatype ever applies
    "ob:CountryCode text"                a text although its IRI looks like a class
    "<sec:jws>"                          this very IRI, however short it looks

A class with terms of its own is `Class("ob:Achievement", {...})`; `id` and `type` come with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

PREFIXES = {
    "cred": "https://www.w3.org/2018/credentials#",
    "dc": "http://purl.org/dc/terms/",
    "jose": "https://www.iana.org/assignments/jose#",
    "jwt": "https://www.iana.org/assignments/jwt#",
    "ob": "https://purl.imsglobal.org/spec/vc/ob/vocab.html#",
    "obi": "https://w3id.org/openbadges#",
    "schema": "https://schema.org/",
    "sec": "https://w3id.org/security#",
    "status": "https://www.w3.org/ns/credentials/status#",
    "did": "https://www.w3.org/ns/did#",
    "as": "https://www.w3.org/ns/activitystreams#",
    # Two spellings of one namespace are two namespaces to RDF; Open Badges 3.0 chose the second.
    "xs": "http://www.w3.org/2001/XMLSchema#",
    "xss": "https://www.w3.org/2001/XMLSchema#",
}

ALIASES = {"id": "@id", "type": "@type"}

Terms = Mapping[str, "str | Class | Term"]


@dataclass(frozen=True, slots=True)
class Class:
    """A type with terms that only its objects know (a type-scoped context)."""

    iri: str
    terms: Terms
    aliases: bool = True


@dataclass(frozen=True, slots=True)
class Term:
    """A property whose object has terms of its own (a property-scoped context).

    `terms=None` is an object that starts anew, without any context (`@context: null`).
    """

    notation: str
    terms: Terms | None
    aliases: bool = True


@dataclass(frozen=True, slots=True)
class Style:
    """How one edition of a context writes its terms."""

    protected: bool = True
    aliases_in_classes: bool = True
    text_type: str | None = None  # the datatype that plain texts are given


DEFAULT = Style()


def expand(iri: str) -> str:
    """The full IRI of a short one; anything without a known prefix stays as it is."""
    if iri.startswith("<"):
        return iri[1:-1]
    prefix, colon, name = iri.partition(":")
    return PREFIXES[prefix] + name if colon and prefix in PREFIXES else iri


def context(
    terms: Terms, style: Style = DEFAULT, *, aliases: bool = True
) -> dict[str, Any]:
    """The value of `@context` for a table of terms, `id` and `type` included if `aliases`."""
    return _scope(terms, style, aliases=aliases)


def _scope(terms: Terms, style: Style, *, aliases: bool) -> dict[str, Any]:
    start: dict[str, Any] = {"@protected": True} if style.protected else {}
    if aliases:
        start |= ALIASES
    return start | {name: _define(entry, style) for name, entry in terms.items()}


def _define(entry: "str | Class | Term", style: Style) -> Any:
    if isinstance(entry, str):
        return _property(entry, style)
    if isinstance(entry, Class):
        aliases = style.aliases_in_classes and entry.aliases
        scope = _scope(entry.terms, style, aliases=aliases)
        return {"@id": expand(entry.iri), "@context": scope}
    found = _property(entry.notation, style)
    definition = found if isinstance(found, dict) else {"@id": found}
    if entry.terms is None:
        return definition | {"@context": None}
    scope = _scope(entry.terms, style, aliases=entry.aliases)
    return definition | {"@context": scope}


def _property(notation: str, style: Style) -> Any:
    iri, *marks = notation.split()
    definition = {"@id": expand(iri)}
    for mark in marks:
        if mark.startswith("^"):
            definition["@type"] = expand(mark[1:])
        elif mark.startswith("@"):
            definition["@container"] = mark
    is_text = "text" in marks or (_is_member(iri) and "->" not in marks)
    is_text = is_text and style.text_type is not None
    if is_text and "@type" not in definition:
        definition["@type"] = expand(str(style.text_type))
    # The short form may also serve as a prefix, the long one may not (JSON-LD 1.1 §4.1.5).
    return definition["@id"] if len(definition) == 1 else definition


def _is_member(iri: str) -> bool:
    """Whether an IRI names a property: classes start with a capital letter."""
    return iri.rpartition(":")[2][:1].islower()
