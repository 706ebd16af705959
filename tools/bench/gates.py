"""Before anything is measured it is shown to be right: a fast wrong answer is worth nothing."""

import copy
import json
from hashlib import sha256
from typing import Any

from obkit import issue
from obkit.encoding import canon, multibase, rdfc
from obkit.proofs import eddsa_rdfc_2022
from obkit.vocabulary import contexts
from pyld import jsonld

from tools.bench import badge
from tools.bench.node import Node

CHECKED = 200


class NotRight(Exception):
    """A gate is shut; says which."""


def within(badges: badge.Badges) -> list[str]:
    """What was shown without the peer in Node.

    Raises:
        NotRight: the ways of issuing or canonicalising differ.
    """
    for award, data in zip(badges.awards[:CHECKED], badges.signed, strict=False):
        slow = issue.sign_embedded(
            issue.build(award),
            signer=badges.signer,
            verification_method=badge.METHOD,
            created=badge.CREATED,
        )
        if slow != data:
            raise NotRight("a template and the general way issue different bytes")
    for document in badges.documents[:20]:
        if (
            not rdfc.canonical_nquads(document)
            == canon.canonical(document)
            == pyld(document)
        ):
            raise NotRight("the canonical forms differ")
    return [
        f"{CHECKED} credentials from templates equal the general way, byte for byte",
        "20 canonical forms equal those of PyLD and of the general way",
    ]


def against(peer: Node, badges: badge.Badges) -> list[str]:
    """What was shown together with the peer in Node.

    Raises:
        NotRight: one does not accept what the other signs, or accepts what was tampered with.
    """
    texts = [data.decode() for data in badges.signed[:CHECKED]]
    if not all(peer.ask("verified", texts=texts)["verified"]):
        raise NotRight("@digitalbazaar/vc refuses a signature of ours")
    tampered = [_tampered(text) for text in texts[:20]]
    if any(peer.ask("verified", texts=tampered)["verified"]):
        raise NotRight("@digitalbazaar/vc accepts a badge that was tampered with")
    theirs = peer.ask("canonical")["canonical"]
    for document, found in zip(badges.documents, theirs, strict=False):
        if canon.canonical(document) != found.encode():
            raise NotRight("the canonical form differs from that of jsonld.js")
    for text in peer.ask("issued")["signed"]:
        if not verifies(text, badges):
            raise NotRight("we refuse a signature of @digitalbazaar/vc")
    accepted = (
        f"{len(texts)} credentials from templates are accepted by @digitalbazaar/vc"
    )
    return [
        f"{accepted}, {len(tampered)} tampered ones are refused",
        f"{len(theirs)} canonical forms equal those of jsonld.js in safe mode",
        f"{len(theirs)} credentials that @digitalbazaar/vc signed are accepted here",
    ]


def verifies(data: str | bytes, badges: badge.Badges) -> bool:
    """Whether the embedded proof is good."""
    document = json.loads(data)
    proof = eddsa_rdfc_2022.proofs_of(document)[0]
    return eddsa_rdfc_2022.verify(document, proof, key=badges.signer.public_key)  # type: ignore[arg-type]


def _tampered(text: str) -> str:
    document = json.loads(text)
    document["credentialSubject"]["identifier"][0]["salt"] += "x"
    return json.dumps(document)


def _load(url: str, options: Any = None) -> Any:
    del options
    return {
        "contextUrl": None,
        "documentUrl": url,
        "document": contexts.document(url),
        "contentType": "application/ld+json",
    }


_PYLD = {
    "algorithm": "URDNA2015",
    "format": "application/n-quads",
    "documentLoader": _load,
    "base": None,
}


def pyld(document: dict[str, Any]) -> bytes:
    """The canonical form by PyLD."""
    found: str = jsonld.normalize(document, _PYLD)
    return found.encode()


def pyld_issue(document: dict[str, Any], badges: badge.Badges) -> bytes:
    """A credential signed with PyLD doing the canonicalisation."""
    proof = {
        "type": "DataIntegrityProof",
        "created": "2026-11-21T14:02:05Z",
        "verificationMethod": badge.METHOD,
        "cryptosuite": "eddsa-rdfc-2022",
        "proofPurpose": "assertionMethod",
    }
    document = copy.copy(document)
    options = {**proof, "@context": document["@context"]}
    message = sha256(pyld(options)).digest() + sha256(pyld(document)).digest()
    signature = multibase.encode(badges.signer.sign(message))
    document["proof"] = {**proof, "proofValue": signature}
    return json.dumps(document).encode()
