"""Every JSON-LD context that we know, made from our vocabulary tables; nothing is ever fetched.

The published contexts exist in more than one edition under one name: 3.0.3 of Open Badges with and
without `endorsementJwt` and `jti`, and 2.0 with two meanings of `targetFramework`. Ours are the
editions that are served today: with the two terms, and `schema:educationalFramework`.
"""

from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import Any

from obkit.vocabulary import clr, extensions, notation, ob2, ob3, vc1, w3c

_OB3 = "https://purl.imsglobal.org/spec/ob/v3p0/"
_CLR = "https://purl.imsglobal.org/spec/clr/v2p0/"
_EXTENSION_HOSTS = (
    "https://w3id.org/openbadges/extensions/",
    "https://openbadgespec.org/extensions/",
)
_OPEN = notation.Style(protected=False)

_MAKERS: Mapping[str, Callable[[], dict[str, Any]]] = {
    "https://www.w3.org/ns/credentials/v2": lambda: notation.context(
        w3c.CREDENTIALS_V2
    ),
    "https://www.w3.org/ns/credentials/examples/v2": lambda: {
        "@vocab": w3c.EXAMPLES_V2
    },
    "https://www.w3.org/ns/credentials/undefined-terms/v2": lambda: {
        "@vocab": w3c.UNDEFINED_TERMS_V2
    },
    "https://w3id.org/security/data-integrity/v2": lambda: notation.context(
        w3c.DATA_INTEGRITY_V2
    ),
    "https://w3id.org/security/suites/ed25519-2020/v1": lambda: notation.context(
        w3c.ED25519_2020
    ),
    "https://w3id.org/security/multikey/v1": lambda: notation.context(w3c.MULTIKEY_V1),
    "https://www.w3.org/ns/cid/v1": lambda: notation.context(
        w3c.CONTROLLED_IDENTIFIERS_V1
    ),
    f"{_OB3}context-3.0.3.json": ob3.E303.context,
    f"{_OB3}context-3.0.2.json": ob3.E302.context,
    f"{_OB3}context-3.0.1.json": ob3.E301.context,
    f"{_OB3}context.json": ob3.E300.context,
    f"{_OB3}context/ob_v3p0.jsonld": ob3.E300.context,
    f"{_OB3}extensions.json": lambda: notation.context(ob3.EXTENSIONS, _OPEN),
    f"{_CLR}context-2.0.1.json": lambda: notation.context(clr.TERMS, _OPEN),
    f"{_CLR}context.json": lambda: notation.context(clr.FIRST_EDITION, _OPEN),
    "https://w3id.org/openbadges/v2": ob2.context,
    "https://openbadgespec.org/v2/context.json": ob2.context,
    "https://www.w3.org/2018/credentials/v1": lambda: notation.context(
        vc1.CREDENTIALS_V1
    ),
    "https://www.w3.org/ns/credentials/status/v1": lambda: notation.context(
        {name: w3c.CREDENTIALS_V2[name] for name in w3c.STATUS}
    ),
    "https://w3id.org/vc/status-list/2021/v1": lambda: notation.context(
        vc1.STATUS_LIST_2021, aliases=False
    ),
    "https://w3id.org/security/data-integrity/v1": lambda: notation.context(
        vc1.DATA_INTEGRITY_V1
    ),
    "https://w3id.org/security/suites/ed25519-2018/v1": lambda: notation.context(
        vc1.ED25519_2018
    ),
    "https://w3id.org/security/jwk/v1": lambda: notation.context(vc1.JWK_V1),
    "https://www.w3.org/ns/did/v1": lambda: notation.context(vc1.DID_V1),
    **{
        f"{host}{name}/context.json": partial(extensions.make, name)
        for host in _EXTENSION_HOSTS
        for name in extensions.TERMS
    },
}

URLS = frozenset(_MAKERS)
OPEN_BADGES_2 = frozenset(
    {"https://w3id.org/openbadges/v2", "https://openbadgespec.org/v2/context.json"}
)


@cache
def document(url: str) -> dict[str, Any]:
    """The context document of a known URL. Shared: do not change it.

    Raises:
        KeyError: we do not know the context.
    """
    return {"@context": _MAKERS[url]()}


def is_open_badges_2(context: object) -> bool:
    """Whether a context is that of Open Badges 2.0: its URL, or an object that says the same."""
    if isinstance(context, str):
        return context in OPEN_BADGES_2
    return isinstance(context, dict) and _expanded(context) in _open_badges_2_objects()


@cache
def _open_badges_2_objects() -> tuple[dict[str, Any], ...]:
    current = _expanded(ob2.context())
    older = current | {"targetFramework": {"@id": ob2.OLDER_TARGET_FRAMEWORK}}
    return current, older


# The standard's own has terms that stand for a term. A stranger's may have a circle of them.
_MAX_ALIASES = 4


def _expanded(context: Mapping[str, Any]) -> dict[str, Any]:
    """A context without scopes, with every IRI in full and every definition an object."""

    def full(iri: Any) -> Any:
        for _ in range(_MAX_ALIASES):
            if not isinstance(iri, str) or not isinstance(context.get(iri), dict):
                break
            iri = context[iri].get("@id")  # a term that stands for another term
        prefix, colon, name = str(iri).partition(":")
        base = context.get(prefix)
        return f"{base}{name}" if colon and isinstance(base, str) else iri

    found = {}
    for term, entry in context.items():
        definition = entry if isinstance(entry, dict) else {"@id": entry}
        found[term] = {key: full(value) for key, value in definition.items()}
    return found
