"""The Data Integrity cryptosuite `ecdsa-rdfc-2019`: ECDSA over two RDFC-1.0 hashes (EC-1..EC-3).

P-256 goes with SHA-256 everywhere, P-384 with SHA-384.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from obkit.encoding.strict_json import Json
from obkit.errors import Refused
from obkit.keys import KeyKind, PublicKey, Signer
from obkit.proofs import data_integrity

NAME = "ecdsa-rdfc-2019"
KINDS = (KeyKind.P256, KeyKind.P384)
SIGNATURE_BYTES = (64, 96)  # r then s


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
        Refused: the key is on neither curve, or something in the document would not be signed.
        Unverifiable: the document has a context that we do not know.
    """
    kind = signer.public_key.kind
    if kind not in KINDS:
        raise Refused(f"{NAME} needs P-256 or P-384", reason="proof.wrong_key_kind")
    proof = data_integrity.options(
        NAME, verification_method=verification_method, created=created
    )
    bare = data_integrity.without_proofs(document)
    signature = signer.sign(data_integrity.rdfc_hashes(bare, proof, kind))
    return data_integrity.secured(document, proof, signature)


def verify(
    document: Mapping[str, Json], proof: Mapping[str, Json], *, key: PublicKey
) -> bool:
    """Whether the owner of the key made this proof over this document.

    Raises:
        MalformedDocument: the proof is not shaped as DI-1 to DI-3 say.
        Unsupported: another cryptosuite.
        Refused: something in the document is not covered by the proof.
        Unverifiable: the document has a context that we do not know.
    """
    signature = data_integrity.read_signature(
        proof, accepts=accepts, sizes=SIGNATURE_BYTES
    )
    if key.kind not in KINDS:
        return False
    signed = data_integrity.signed_document(document, proof)
    config = data_integrity.without_value(proof)
    return key.verify(signature, data_integrity.rdfc_hashes(signed, config, key.kind))
