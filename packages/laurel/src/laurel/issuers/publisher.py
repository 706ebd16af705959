"""This instance itself, as the party that puts together what issuers signed.

It awards nothing. What it signs says: these documents were here together, as I hand them on. Its
identity is the did:web of the host, its key is made when it is first needed. It also signs for
people who endorse something and have no key; each of them has an identity of their own here.
"""

from dataclasses import replace
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.db import IntegrityError, transaction
from obkit import issue
from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.keys import KeyKind

from laurel.foundation.actors import SYSTEM
from laurel.issuers.documents import DID_CONTEXT
from laurel.issuers.types import SigningKey
from laurel.keys import selectors as published_keys
from laurel.keys import services as keys
from laurel.keys.errors import NoActiveKey

KEYS_OF = "publisher"  # beside the public ids of issuers, which are longer


def did() -> str:
    """The instance's id: its document is at `/.well-known/did.json`."""
    host = urlsplit(settings.LAUREL.base_url).netloc
    return f"did:web:{quote(host, safe='')}"  # a port's colon: %3A


def facts() -> issue.Issuer:
    """The instance as records name it."""
    return issue.Issuer(
        id=did(),
        name=f"Laurel at {settings.LAUREL.host}",
        url=settings.LAUREL.base_url,
        email="",  # whom to ask about a badge, its own issuer says
        description="Puts together badges that their issuers signed. It awards none.",
    )


def key() -> SigningKey:
    """The instance's own key, ready to sign; made at the first use.

    Raises:
        WrongMasterKey: the private part does not open under our master key.
    """
    try:
        return _held()
    except NoActiveKey:
        _make()
        return _held()


def did_document() -> bytes:
    """The DID document: every key that ever signed in the instance's own name."""
    return strict_json.dumps(_document(did()))


def endorser_did(public_id: str) -> str:
    """The id of somebody who endorsed, and has no key: the instance signs for them (ADR 17)."""
    return f"{did()}:endorsers:{public_id}"


def endorser_key(public_id: str) -> SigningKey:
    """The instance's own key, as the one that signs for this endorser.

    Raises:
        WrongMasterKey: the private part does not open under our master key.
    """
    held = key()
    fragment = held.verification_method.rpartition("#")[2]
    return replace(held, verification_method=f"{endorser_did(public_id)}#{fragment}")


def endorser_did_document(public_id: str) -> bytes:
    """The DID document of an endorser: it says that the instance controls it."""
    document = _document(endorser_did(public_id))
    return strict_json.dumps(document | {"controller": did()})


def _document(identity: str) -> dict[str, Json]:
    methods: list[dict[str, Json]] = [
        {
            "id": f"{identity}#{each.public_id}",
            "type": "Multikey",
            "controller": identity,
            "publicKeyMultibase": each.multikey,
        }
        for each in published_keys.published(KEYS_OF)
    ]
    return {
        "@context": DID_CONTEXT,
        "id": identity,
        "verificationMethod": [*methods],
        "assertionMethod": [method["id"] for method in methods],
    }


def _held() -> SigningKey:
    held = keys.held(issuer_public_id=KEYS_OF, kind=KeyKind.ED25519)
    return SigningKey(signer=held.signer, verification_method=_method(held.public_id))


def _make() -> None:
    try:
        with transaction.atomic():
            keys.create(
                issuer_public_id=KEYS_OF,
                kind=KeyKind.ED25519,
                organization_id=None,
                actor=SYSTEM,
            )
    except IntegrityError:
        return  # somebody else was first; there is one now


def _method(key_public_id: str) -> str:
    return f"{did()}#{key_public_id}"
