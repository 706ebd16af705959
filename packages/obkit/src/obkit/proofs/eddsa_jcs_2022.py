"""The Data Integrity cryptosuite `eddsa-jcs-2022`: Ed25519 over two JCS hashes (ED-5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from obkit.encoding.strict_json import Json
from obkit.errors import Refused
from obkit.keys import KeyKind, PublicKey, Signer
from obkit.proofs import data_integrity

NAME = "eddsa-jcs-2022"
SIGNATURE_BYTES = 64


def accepts(secured: object) -> bool:
    """Whether a proof object is of this format."""
    return data_integrity.is_proof(secured, (NAME,))


def sign(
    document: Mapping[str, Json],
    *,
    signer: Signer,
    verification_method: str,
    created: datetime,
) -> dict[str, Any]:
    """The document with a new proof, added to those that it already has.

    Raises:
        Refused: the key is not Ed25519, or a value has no canonical form.
    """
    kind = signer.public_key.kind
    if kind is not KeyKind.ED25519:
        raise Refused(f"{NAME} needs Ed25519", reason="proof.wrong_key_kind")
    proof = data_integrity.options(
        NAME, verification_method=verification_method, created=created
    )
    if "@context" in document:
        proof["@context"] = document["@context"]
    bare = data_integrity.without_proofs(document)
    signature = signer.sign(data_integrity.jcs_hashes(bare, proof, kind))
    return data_integrity.secured(document, proof, signature)


def verify(
    document: Mapping[str, Json], proof: Mapping[str, Json], *, key: PublicKey
) -> bool:
    """Whether the owner of the key made this proof over this document.

    Raises:
        MalformedDocument: the proof is not shaped as DI-1 to DI-3 say.
        Unsupported: another cryptosuite.
        Refused: something in the document is not covered by the proof.
    """
    signature = data_integrity.read_signature(
        proof, accepts=accepts, sizes=(SIGNATURE_BYTES,)
    )
    if key.kind is not KeyKind.ED25519:
        return False
    signed = data_integrity.signed_document(document, proof)
    config = data_integrity.without_value(proof)
    return key.verify(signature, data_integrity.jcs_hashes(signed, config, key.kind))
