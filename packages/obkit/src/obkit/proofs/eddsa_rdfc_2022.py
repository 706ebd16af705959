"""The Data Integrity cryptosuite `eddsa-rdfc-2022`: Ed25519 over two RDFC-1.0 hashes (ED-1..ED-4).

The signature covers what JSON-LD makes of the document, so a document of which JSON-LD would drop
something is neither signed nor verified (`encoding.canon`).
"""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from obkit.encoding import canon, multibase, times
from obkit.encoding.strict_json import Json
from obkit.errors import Malformed, MalformedDocument, Refused, Unsupported
from obkit.keys import KeyKind, PublicKey, Signer

NAME = "eddsa-rdfc-2022"
# `eddsa-2022` is an earlier name of the same steps (OB30-PR5): read, never written.
CRYPTOSUITES = (NAME, "eddsa-2022")
PURPOSE = "assertionMethod"
SIGNATURE_BYTES = 64


def accepts(secured: object) -> bool:
    """Whether a proof object is of this format."""
    return (
        isinstance(secured, Mapping)
        and secured.get("type") == "DataIntegrityProof"
        and secured.get("cryptosuite") in CRYPTOSUITES
    )


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
    proof: dict[str, Json] = {
        "type": "DataIntegrityProof",
        "created": times.format(created),
        "verificationMethod": verification_method,
        "cryptosuite": NAME,
        "proofPurpose": PURPOSE,
    }
    # (2) (3) Canonicalise both, hash both, options first.
    signature = signer.sign(hash_data(document, proof))
    proof["proofValue"] = multibase.encode(signature)
    return {**_unsecured(document), "proof": [*proofs_of(document), proof]}


def verify(
    document: Mapping[str, Json], proof: Mapping[str, Json], *, key: PublicKey
) -> bool:
    """Whether the owner of the key made this proof over this document.

    That the key belongs to the issuer and that the proof has not expired is for the caller.

    Raises:
        MalformedDocument: the proof is not shaped as DI-1 to DI-3 say.
        Unsupported: another cryptosuite, or a chain of proofs.
        Refused: something in the document is not covered by any such proof.
        Unverifiable: the document has a context that we do not know.
    """
    # (1) The proof is one that we understand, down to its dates.
    signature = _check(proof)
    if key.kind is not KeyKind.ED25519:
        return False
    # (2) (3) The same two hashes, from the document as it came.
    options = {name: v for name, v in proof.items() if name != "proofValue"}
    return key.verify(signature, hash_data(document, options))


def hash_data(document: Mapping[str, Json], options: Mapping[str, Json]) -> bytes:
    """What is signed: SHA-256 of the options, then of the document (ED-2, T-PR-1)."""
    context = document.get("@context")
    config = {**options, "@context": context}  # always the document's own (ED-3)
    canonical_config = canon.canonical(config)
    canonical_document = canon.canonical(_unsecured(document))
    return sha256(canonical_config).digest() + sha256(canonical_document).digest()


def proofs_of(document: Mapping[str, Json]) -> list[Json]:
    """The document's embedded proofs, one or many, as a list."""
    found = document.get("proof", [])
    return found if isinstance(found, list) else [found]


def _unsecured(document: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in document.items() if name != "proof"}


def _check(proof: Mapping[str, Json]) -> bytes:
    for name in ("type", "verificationMethod", "proofPurpose", "proofValue"):
        if not isinstance(proof.get(name), str):
            raise MalformedDocument(
                f"the proof has no {name}", reason="proof.member_missing", member=name
            )
    if not accepts(proof):
        raise Unsupported(
            "another proof format",
            reason="proof.unknown_cryptosuite",
            type=proof["type"],
            cryptosuite=proof.get("cryptosuite"),
        )
    if "previousProof" in proof:
        raise Unsupported("a chain of proofs", reason="proof.chain")
    if proof["proofPurpose"] != PURPOSE:
        raise MalformedDocument(
            "credentials are signed to assert",
            reason="proof.wrong_purpose",
            purpose=proof["proofPurpose"],
        )
    for name in ("created", "expires"):
        if name in proof:
            _check_date(proof[name], name)
    return _decode(str(proof["proofValue"]))


def _check_date(value: Json, name: str) -> None:
    try:
        times.parse(value if isinstance(value, str) else "")
    except Malformed as error:
        raise MalformedDocument(
            f"the proof's {name} is no date-time with a zone",
            reason="proof.bad_date",
            member=name,
        ) from error


def _decode(value: str) -> bytes:
    try:
        signature = multibase.decode(value)
    except Malformed as error:
        raise MalformedDocument(
            "the proof value is not base58btc", reason="proof.bad_value"
        ) from error
    if len(signature) != SIGNATURE_BYTES:
        raise MalformedDocument(
            "the proof value is no Ed25519 signature", reason="proof.bad_value"
        )
    return signature
