"""Looking a key up where only the issuer can put it: in the issuer's own document."""

from collections.abc import Iterator

from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.errors import (
    FetchError,
    HttpStatus,
    MalformedDocument,
    MalformedJson,
    ObkitError,
    Unsupported,
)
from obkit.keys import PublicKey
from obkit.resolve import Fetcher, VerificationMethod, find_method, jwks
from obkit.resolve.controlled import read_method
from obkit.resolve.did_web import document_url
from obkit.verify.kinds import as_list

ACCEPT = (
    "application/did+ld+json, application/did+json, application/json,"
    " application/ld+json"
)
JWKS_ACCEPT = "application/jwk-set+json, application/json"
# An issuer has a handful of keys; the retired ones stay listed.
MAX_METHODS = 200

_PURPOSE = "assertionMethod"
_OWN_KEY = ("did:key:", "did:jwk:")
_ABSENT = (404, 410)


def find_key(
    issuer_id: str, key: PublicKey, url: str, *, fetcher: Fetcher
) -> VerificationMethod | None:
    """The method under which the issuer publishes this key, or None: it is not there.

    `url` is where the key was found, if anywhere: the issuer may list that address instead of
    writing the key out.

    Raises:
        Unsupported: the issuer's id is not one whose document we can ask for.
        FetchError: the document did not come.
        Malformed: it is not a document that could list keys.
    """
    if issuer_id.startswith(_OWN_KEY):
        method = find_method(issuer_id, fetcher=fetcher)
        return method if method.public_key == key else None
    try:
        document = _fetch(issuer_id, fetcher)
    except Unsupported as error:
        try:
            found = _in_key_set(issuer_id, key, fetcher)
        except FetchError:
            raise error from None  # the more telling of the two
        if found is None:
            raise
        return found
    for id_ in _ids_of(key, document, issuer_id):
        return find_method(id_, fetcher=fetcher)
    if url and url in as_list(document.get(_PURPOSE)):
        return VerificationMethod(
            id=url,
            controller=issuer_id,
            public_key=key,
            document_id=issuer_id,
            purposes=frozenset({_PURPOSE}),
        )
    # A document that lists keys is the issuer's last word on them.
    lists_keys = "verificationMethod" in document or _PURPOSE in document
    return None if lists_keys else _in_key_set(issuer_id, key, fetcher)


def find_named(
    issuer_id: str, kid: str, *, fetcher: Fetcher
) -> VerificationMethod | None:
    """The method that the issuer's document lists under a name that is no URL (JO-4), or None.

    Raises:
        Unsupported, FetchError, Malformed: as `find_key`.
    """
    document = _fetch(issuer_id, fetcher)
    for entry in _listed(document):
        jwk = entry.get("publicKeyJwk")
        id_ = entry.get("id")
        named = isinstance(jwk, dict) and jwk.get("kid") == kid
        if isinstance(id_, str) and (named or id_ in (f"#{kid}", f"{issuer_id}#{kid}")):
            url = issuer_id + id_ if id_.startswith("#") else id_
            return find_method(url, fetcher=fetcher)
    return None


def _in_key_set(
    issuer_id: str, key: PublicKey, fetcher: Fetcher
) -> VerificationMethod | None:
    """The key as the host of an https issuer publishes it, or None: not as this issuer's.

    The host answers for every address on it. Where it says whose key it is (`iss`), that is as
    good as the issuer's own document; where not, the key may be of any issuer there.
    """
    if not issuer_id.startswith("https://"):
        return None
    location = jwks.address_for(issuer_id)
    try:
        body = fetcher.fetch(location, accept=JWKS_ACCEPT).body
        document = strict_json.loads_object(body)
    except HttpStatus as error:
        if error.facts.get("status") in _ABSENT:
            return None
        raise
    except MalformedJson:
        return None
    owners = jwks.owners_of(document, key)
    if not owners & {issuer_id, None}:
        return None
    return VerificationMethod(
        id=location,
        controller=issuer_id,
        public_key=key,
        document_id=issuer_id if issuer_id in owners else location,
        purposes=frozenset({_PURPOSE}),
    )


def _fetch(issuer_id: str, fetcher: Fetcher) -> dict[str, Json]:
    if issuer_id.startswith("did:web:"):
        location = document_url(issuer_id)
    elif issuer_id.startswith("https://"):
        location = issuer_id
    else:
        raise Unsupported(
            "no way to ask this issuer",
            reason="issuer.unknown_kind_of_id",
            issuer=issuer_id,
        )
    body = fetcher.fetch(location, accept=ACCEPT).body
    try:
        document = strict_json.loads_object(body)
    except MalformedJson as error:
        # A web page for people says nothing about keys: that is not a "no".
        raise Unsupported(
            "the issuer's address answers no document",
            reason="issuer.no_document",
            url=location,
            why=error.reason,
        ) from error
    if document.get("id") != issuer_id:
        raise MalformedDocument(
            "the issuer's address answers the document of another",
            reason="method.document_id",
            expected=issuer_id,
            found=document.get("id"),
        )
    return document


def _ids_of(key: PublicKey, document: dict[str, Json], base: str) -> Iterator[str]:
    """The ids of the methods that are written out with this key."""
    for entry in _listed(document):
        try:
            method = read_method(entry, base=base, path="$.verificationMethod")
        except ObkitError:
            continue  # another key of theirs, of a kind that we do not know
        if method.public_key == key:
            yield method.id


def _listed(document: dict[str, Json]) -> list[dict[str, Json]]:
    """The methods that a document writes out."""
    listed = as_list(document.get("verificationMethod")) + as_list(
        document.get(_PURPOSE)
    )
    return [entry for entry in listed[:MAX_METHODS] if isinstance(entry, dict)]
