"""Finding the key that a URL names: did:key, did:jwk, did:web, https documents and JWKs."""

from dataclasses import dataclass
from datetime import datetime

from obkit.encoding import strict_json
from obkit.errors import AddressRefused, MalformedDocument, MalformedKey, Unsupported
from obkit.keys import PublicKey, public_key_from_jwk, public_key_from_multikey
from obkit.resolve import did_jwk, jwks
from obkit.resolve.controlled import (
    Document,
    PublishedMethod,
    find_listed,
    purposes,
    read_method,
)
from obkit.resolve.did_web import document_url
from obkit.resolve.fetcher import Fetcher

MAX_URL_CHARACTERS = 2048  # longer ones are attacks or mistakes
ASSERTION_METHOD = "assertionMethod"
ACCEPT = (
    "application/did+json, application/ld+json, application/json, application/jwk+json"
)

_DID_KEY_PURPOSES = frozenset(
    {ASSERTION_METHOD, "authentication", "capabilityInvocation", "capabilityDelegation"}
)


@dataclass(frozen=True, slots=True)
class VerificationMethod:
    """A public key as somebody published it, with what its controller says of it.

    `controller` is None where the document names none (a JWK by itself): whoever verifies decides
    what that is worth. `purposes` are the relationships under which the *controller's own* document
    lists the method, so a stranger's claim to be controlled by a university leaves them empty.
    `revoked` and `expires` are as written, and judged by whoever knows the time.
    """

    id: str
    controller: str | None
    public_key: PublicKey
    document_id: str
    purposes: frozenset[str]
    revoked: datetime | None = None
    expires: datetime | None = None


def find_method(url: str, *, fetcher: Fetcher) -> VerificationMethod:
    """The verification method that `url` names (Controlled Identifiers 1.0, 3.3).

    Raises:
        MalformedDocument: the URL or the document breaks a rule: another id than was asked for, a
            method that is not listed, a controller that is not the document's.
        MalformedJson: the document is not strict JSON.
        MalformedKey: the key is not one that we accept, or a private one.
        Unsupported: a DID method, a type of method or a kind of key that we do not implement.
        FetchError: the document did not come, or is not one that we ask for.
    """
    if len(url) > MAX_URL_CHARACTERS:
        raise MalformedDocument(
            "the URL is too long", reason="method.url", url=url[:MAX_URL_CHARACTERS]
        )
    document_id, _, fragment = url.partition("#")
    if document_id.startswith("did:key:"):
        return _from_did_key(document_id, fragment)
    if document_id.startswith(did_jwk.PREFIX):
        return _from_did_jwk(document_id, fragment)
    if document_id.startswith("did:web:"):
        return _from_did_web(document_id, fragment, fetcher)
    if document_id.startswith("https://"):
        return _from_web(url, document_id, fetcher)
    if document_id.startswith("http://"):
        raise AddressRefused(
            "a key that came over plain http proves nothing",
            reason="fetch.scheme",
            url=url,
        )
    raise Unsupported("no way to find this key", reason="method.unsupported", url=url)


def _from_did_key(did: str, fragment: str) -> VerificationMethod:
    multikey = did.removeprefix("did:key:")
    # The DID alone names its one key too; a fragment that names another key is a forgery.
    if fragment not in ("", multikey):
        raise MalformedKey(
            "the fragment of a did:key is the key itself",
            reason="key.fragment",
            did=did,
        )
    return VerificationMethod(
        id=f"{did}#{multikey}",
        controller=did,
        public_key=public_key_from_multikey(multikey),
        document_id=did,
        purposes=_DID_KEY_PURPOSES,
    )


def _from_did_jwk(did: str, fragment: str) -> VerificationMethod:
    return VerificationMethod(
        id=f"{did}#{did_jwk.FRAGMENT}",
        controller=did,
        public_key=did_jwk.key_of(did, fragment),
        document_id=did,
        purposes=_DID_KEY_PURPOSES,
    )


def _from_did_web(did: str, fragment: str, fetcher: Fetcher) -> VerificationMethod:
    location = document_url(did)
    if not fragment:
        raise MalformedDocument(
            "the DID URL names no key of its document",
            reason="method.no_fragment",
            did=did,
        )
    document = _fetch(location, fetcher)
    return _listed(document, f"{did}#{fragment}", document_id=did)


def _from_web(url: str, document_id: str, fetcher: Fetcher) -> VerificationMethod:
    document = _fetch(document_id, fetcher)
    if "kty" in document:
        return _from_jwk(document, url, document_id)
    if jwks.is_set(document):
        return _from_key_set(document, url)
    if "publicKeyMultibase" in document or "publicKeyJwk" in document:
        return _standing_alone(document, url, document_id, fetcher)
    return _listed(document, url, document_id=document_id)


def _from_jwk(document: Document, url: str, document_id: str) -> VerificationMethod:
    if url != document_id:
        raise MalformedDocument(
            "a JWK by itself has no part that a fragment could name",
            reason="method.not_listed",
            path="$",
            method=url,
        )
    return VerificationMethod(
        id=url,
        controller=None,
        public_key=public_key_from_jwk(document),
        document_id=document_id,
        purposes=frozenset(),
    )


def _from_key_set(document: Document, url: str) -> VerificationMethod:
    """A key of a set; like a JWK by itself it says nothing of who controls it."""
    document_id, _, name = url.partition("#")
    return VerificationMethod(
        id=url,
        controller=None,
        public_key=jwks.key_named(document, name),
        document_id=document_id,
        purposes=frozenset(),
    )


def _standing_alone(
    document: Document, url: str, document_id: str, fetcher: Fetcher
) -> VerificationMethod:
    """One method by itself: it is worth what its controller's document says of it."""
    method = read_method(document, base=document_id, path="$")
    if method.id != url:
        raise _other_id("$.id", asked=url, found=method.id)
    return _confirmed(
        method,
        document_id=document_id,
        purposes=_purposes_by_controller(method, fetcher),
    )


def _purposes_by_controller(
    method: PublishedMethod, fetcher: Fetcher
) -> frozenset[str]:
    if method.controller.startswith("did:web:"):
        location = document_url(method.controller)
    elif method.controller.startswith("https://") and "#" not in method.controller:
        location = method.controller
    else:
        return frozenset()  # nobody whom we could ask
    document = _fetch(location, fetcher)
    _check_document_id(document, method.controller)
    return purposes(document, method.id, base=method.controller)


def _listed(
    document: Document, method_id: str, *, document_id: str
) -> VerificationMethod:
    # (1) The document is the one that was asked for.
    _check_document_id(document, document_id)
    # (2) It lists the method, under its full URL.
    method = find_listed(document, method_id, base=document_id)
    # (3) The method's controller is the document, or anybody could list a key as another's.
    if method.controller != document_id:
        raise MalformedDocument(
            "the method's controller is not the document that lists it",
            reason="method.controller",
            path="$.verificationMethod",
            expected=document_id,
            found=method.controller,
        )
    # (4) What it may be used for is for whoever verifies to ask.
    return _confirmed(
        method,
        document_id=document_id,
        purposes=purposes(document, method_id, base=document_id),
    )


def _confirmed(
    method: PublishedMethod, *, document_id: str, purposes: frozenset[str]
) -> VerificationMethod:
    return VerificationMethod(
        id=method.id,
        controller=method.controller,
        public_key=method.public_key,
        document_id=document_id,
        purposes=purposes,
        revoked=method.revoked,
        expires=method.expires,
    )


def _fetch(location: str, fetcher: Fetcher) -> Document:
    return strict_json.loads_object(fetcher.fetch(location, accept=ACCEPT).body)


def _check_document_id(document: Document, expected: str) -> None:
    if document.get("id") != expected:
        raise _other_id("$.id", asked=expected, found=document.get("id"))


def _other_id(path: str, *, asked: str, found: object) -> MalformedDocument:
    return MalformedDocument(
        "the document has another id than the one that was asked for",
        reason="method.document_id",
        path=path,
        expected=asked,
        found=found,
    )
