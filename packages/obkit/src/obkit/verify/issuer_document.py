"""Looking a key up where only the issuer can put it: in the issuer's own document."""

from collections.abc import Iterator

from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.errors import MalformedDocument, MalformedJson, ObkitError, Unsupported
from obkit.keys import PublicKey
from obkit.resolve import Fetcher, VerificationMethod, find_method
from obkit.resolve.controlled import read_method
from obkit.resolve.did_web import document_url
from obkit.verify.kinds import as_list

ACCEPT = (
    "application/did+ld+json, application/did+json, application/json,"
    " application/ld+json"
)
# An issuer has a handful of keys; the retired ones stay listed.
MAX_METHODS = 200

_PURPOSE = "assertionMethod"


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
    if issuer_id.startswith("did:key:"):
        method = find_method(issuer_id, fetcher=fetcher)
        return method if method.public_key == key else None
    document = _fetch(issuer_id, fetcher)
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
    return None


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
    listed = as_list(document.get("verificationMethod")) + as_list(
        document.get(_PURPOSE)
    )
    for entry in listed[:MAX_METHODS]:
        if not isinstance(entry, dict):
            continue
        try:
            method = read_method(entry, base=base, path="$.verificationMethod")
        except ObkitError:
            continue  # another key of theirs, of a kind that we do not know
        if method.public_key == key:
            yield method.id
