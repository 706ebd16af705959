"""The older proof type `Ed25519Signature2020`: the steps of eddsa-rdfc-2022 under another name.

Badges of the data model 1.1 carry it. It is read, never written.
"""

from collections.abc import Mapping

from obkit.encoding.strict_json import Json
from obkit.keys import KeyKind, PublicKey
from obkit.proofs import data_integrity

NAME = "Ed25519Signature2020"
SIGNATURE_BYTES = 64


def accepts(secured: object) -> bool:
    """Whether a proof object is of this format."""
    return isinstance(secured, Mapping) and secured.get("type") == NAME


def verify(
    document: Mapping[str, Json], proof: Mapping[str, Json], *, key: PublicKey
) -> bool:
    """Whether the owner of the key made this proof over this document.

    Raises:
        MalformedDocument: the proof is not shaped as it should be.
        Unsupported: another type.
        Refused: something in the document is not covered by the proof.
        Unverifiable: the document has a context that we do not know.
    """
    signature = data_integrity.read_signature(
        proof, accepts=accepts, sizes=(SIGNATURE_BYTES,)
    )
    if key.kind is not KeyKind.ED25519:
        return False
    signed = data_integrity.signed_document(document, proof)
    config = data_integrity.without_value(proof)
    return key.verify(signature, data_integrity.rdfc_hashes(signed, config, key.kind))
