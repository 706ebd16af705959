"""The public documents of an issuer."""

from collections.abc import Sequence
from dataclasses import replace

from obkit import issue
from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json

from laurel.issuers import addresses
from laurel.issuers.models import Issuer
from laurel.keys import selectors as keys
from laurel.keys.types import PublishedKey

DID_CONTEXT: list[Json] = [
    "https://www.w3.org/ns/did/v1",
    "https://w3id.org/security/multikey/v1",
    "https://w3id.org/security/jwk/v1",
]


def facts(issuer: Issuer) -> issue.Issuer:
    """The issuer as credentials name it."""
    return issue.Issuer(
        id=addresses.did(issuer.public_id),
        name=issuer.name,
        url=issuer.url,
        email=issuer.email,
        description=issuer.description,
        image=addresses.logo(issuer.public_id) if issuer.logo else "",
        ob2_id=addresses.ob2(issuer.public_id),
    )


def profile(issuer: Issuer, endorsements: tuple[issue.Endorsed, ...]) -> bytes:
    """The Open Badges 3.0 Profile."""
    endorsed = replace(facts(issuer), endorsements=endorsements)
    return strict_json.dumps(issue.published(issue.profile(endorsed)))


def ob2_profile(issuer: Issuer, endorsements: tuple[issue.Endorsed, ...]) -> bytes:
    """The Open Badges 2.0 Profile."""
    endorsed = replace(facts(issuer), endorsements=endorsements)
    return strict_json.dumps(issue.ob2_profile(endorsed).to_document())


def did_document(issuer: Issuer) -> bytes:
    """The DID document: every key that ever signed, so that old badges keep verifying."""
    return did_document_of(issuer.public_id, keys.published(issuer.public_id))


def did_document_of(public_id: str, published: Sequence[PublishedKey]) -> bytes:
    """The DID document of the issuer of this id, with these keys.

    `assertionMethod` is an array of strings, ids are absolute and the controller is the DID
    itself, because that is all that some verifiers read (T-PR-4). Retired keys stay without
    `expires` or `revoked`: either would void what they signed.
    """
    did = addresses.did(public_id)
    methods = [_method(public_id, key) for key in published]
    document: dict[str, Json] = {
        "@context": DID_CONTEXT,
        "id": did,
        "alsoKnownAs": [addresses.page(public_id), addresses.ob2(public_id)],
        "verificationMethod": [*methods],
        "assertionMethod": [method["id"] for method in methods],
    }
    return strict_json.dumps(document)


def jwk(issuer: Issuer, key: PublishedKey) -> bytes:
    """One key as a JWK, public members only."""
    return strict_json.dumps(_public_jwk(issuer.public_id, key))


def _method(public_id: str, key: PublishedKey) -> dict[str, Json]:
    method: dict[str, Json] = {
        "id": addresses.verification_method(public_id, key.public_id),
        "type": "Multikey" if key.multikey else "JsonWebKey",
        "controller": addresses.did(public_id),
    }
    if key.multikey:
        return method | {"publicKeyMultibase": key.multikey}
    return method | {"publicKeyJwk": _public_jwk(public_id, key)}


def _public_jwk(public_id: str, key: PublishedKey) -> dict[str, Json]:
    # An allow-list, so that a private member could not come along whatever the row held.
    shared = {name: str(key.jwk[name]) for name in _JWK_MEMBERS if name in key.jwk}
    return {
        **shared,
        "alg": key.algorithm,
        "kid": addresses.verification_method(public_id, key.public_id),
    }


_JWK_MEMBERS = ("kty", "crv", "x", "y", "n", "e")
