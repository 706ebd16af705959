"""Sets of JWKs, as OpenID providers and some issuers publish their keys (RFC 7517, 5)."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from obkit.encoding.strict_json import Json
from obkit.errors import MalformedDocument, ObkitError
from obkit.keys import PublicKey, public_key_from_jwk

MAX_KEYS = 100  # real sets have a handful
PATH = "/.well-known/jwks.json"


def address_for(issuer_id: str) -> str:
    """Where the host of an https issuer publishes its keys (recommended practice of 1EdTech)."""
    return f"https://{urlsplit(issuer_id).netloc}{PATH}"


def is_set(document: Mapping[str, Json]) -> bool:
    """Whether a document is a set of keys."""
    return isinstance(document.get("keys"), list)


def key_named(document: Mapping[str, Json], kid: str) -> PublicKey:
    """The one key of this name.

    Raises:
        MalformedDocument: no such key (`method.not_listed`), or several (`method.ambiguous`).
        MalformedKey, Unsupported: it is not a key that we accept.
    """
    found = [jwk for jwk in _entries(document) if jwk.get("kid") == kid]
    if len(found) != 1:
        reason = "method.ambiguous" if found else "method.not_listed"
        raise MalformedDocument(
            "not one key of this name", reason=reason, path="$.keys", method=kid
        )
    return public_key_from_jwk(found[0])


def owners_of(document: Mapping[str, Json], key: PublicKey) -> set[str | None]:
    """Whose the key is, as the set says: the `iss` of each entry that has it, None where none is.

    Empty: it is not in the set. Keys of kinds that we do not know are passed over.
    """
    found: set[str | None] = set()
    for jwk in _entries(document):
        try:
            if public_key_from_jwk(jwk) == key:
                owner = jwk.get("iss")
                found.add(None if owner is None else str(owner))
        except ObkitError:
            continue
    return found


def _entries(document: Mapping[str, Json]) -> Iterator[dict[str, Json]]:
    keys = document.get("keys")
    for entry in (keys if isinstance(keys, list) else [])[:MAX_KEYS]:
        if isinstance(entry, dict):
            yield entry
