"""The Data Integrity cryptosuite `eddsa-rdfc-2022`: Ed25519 over two RDFC-1.0 hashes (ED-1..ED-4).

The signature covers what JSON-LD makes of the document, so a document of which JSON-LD would drop
something is neither signed nor verified (`encoding.canon`).
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from obkit.encoding.strict_json import Json
from obkit.errors import Refused
from obkit.keys import KeyKind, PublicKey, Signer
from obkit.proofs import data_integrity
from obkit.proofs.data_integrity import PURPOSE, proofs_of

__all__ = ["NAME", "PURPOSE", "accepts", "hash_data", "proofs_of", "sign", "verify"]

NAME = "eddsa-rdfc-2022"
# `eddsa-2022` is an earlier name of the same steps (OB30-PR5): read, never written.
CRYPTOSUITES = (NAME, "eddsa-2022")
SIGNATURE_BYTES = 64


def accepts(secured: object) -> bool:
    """Whether a proof object is of this format."""
    return data_integrity.is_proof(secured, CRYPTOSUITES)


def sign(
    document: Mapping[str, Json],
    *,
    signer: Signer,
    verification_method: str,
    created: datetime,
) -> dict[str, Any]:
    """The document with a new proof, added to those that it already has.

    Raises:
        Refused: the key is not Ed25519, or something in the document would not be signed.
        Unverifiable: the document has a context that we do not know.
    """
    if signer.public_key.kind is not KeyKind.ED25519:
        raise Refused("eddsa-rdfc-2022 needs Ed25519", reason="proof.wrong_key_kind")
    # (1) The proof options.
    proof = data_integrity.options(
        NAME, verification_method=verification_method, created=created
    )
    # (2) (3) Canonicalise both, hash both, options first.
    signature = signer.sign(hash_data(document, proof))
    return data_integrity.secured(document, proof, signature)


def verify(
    document: Mapping[str, Json], proof: Mapping[str, Json], *, key: PublicKey
) -> bool:
    """Whether the owner of the key made this proof over this document.

    That the key belongs to the issuer and that the proof has not expired is for the caller.

    Raises:
        MalformedDocument: the proof is not shaped as DI-1 to DI-3 say.
        Unsupported: another cryptosuite.
        Refused: something in the document is not covered by any such proof.
        Unverifiable: the document has a context that we do not know.
    """
    # (1) The proof is one that we understand, down to its dates.
    signature = data_integrity.read_signature(
        proof, accepts=accepts, sizes=(SIGNATURE_BYTES,)
    )
    if key.kind is not KeyKind.ED25519:
        return False
    # (2) (3) The same two hashes, from the document as it came.
    signed = data_integrity.signed_document(document, proof)
    config = data_integrity.without_value(proof)
    return key.verify(
        signature, data_integrity.rdfc_hashes(signed, config, KeyKind.ED25519)
    )


def hash_data(document: Mapping[str, Json], options: Mapping[str, Json]) -> bytes:
    """What is signed: SHA-256 of the options, then of the document (ED-2, T-PR-1)."""
    bare = data_integrity.without_proofs(document)
    return data_integrity.rdfc_hashes(bare, options, KeyKind.ED25519)
