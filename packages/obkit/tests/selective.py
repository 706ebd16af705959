"""Derived proofs of ecdsa-sd-2023 as an issuer and a holder make them: obkit only reads them."""

import hmac
import json
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from obkit.encoding import canon, multibase
from obkit.keys import KeyKind, LocalSigner
from obkit.proofs import data_integrity, ecdsa_sd_2023

DERIVED = b"\xd9\x5d\x01"
# Keys for tests, so that the same names of cases stand for the same inputs.
ISSUER = LocalSigner.from_private_bytes(KeyKind.P256, bytes(range(1, 33)))
OF_ONE_CREDENTIAL = LocalSigner.from_private_bytes(KeyKind.P256, bytes(range(2, 34)))


def cbor(value: Any) -> bytes:
    """The bytes of a value in the part of CBOR that proofs are written in."""
    if isinstance(value, int):
        return _head(0, value)
    if isinstance(value, bytes):
        return _head(2, len(value)) + value
    if isinstance(value, dict):
        members = (cbor(k) + cbor(v) for k, v in value.items())
        return _head(5, len(value)) + b"".join(members)
    return _head(4, len(value)) + b"".join(map(cbor, value))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for short, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if number < 256**size:
            return bytes([kind << 5 | short]) + number.to_bytes(size)
    raise ValueError(number)


def parts(
    document: dict[str, Any],
    *,
    options: dict[str, Any],
    signer: LocalSigner = ISSUER,
    other: LocalSigner = OF_ONE_CREDENTIAL,
    is_mandatory: Iterable[bytes] = (b"#issuer>", b"#validFrom>"),
) -> list[Any]:
    """The five parts of a proof that shows all of the document."""
    names = sorted({t for t in canon.canonical(document).split() if t[:2] == b"_:"})
    labels = {int(n[6:]): hmac.digest(b"a key", n, "sha256") for n in names}
    as_texts = {
        f"_:c14n{number}": f"_:{multibase.encode_base64url(label)}"
        for number, label in labels.items()
    }
    statements = sorted(ecdsa_sd_2023._relabelled(canon.canonical(document), as_texts))
    mandatory = [
        i for i, s in enumerate(statements) if any(word in s for word in is_mandatory)
    ]
    key = multibase.decode(other.public_key.to_multikey())
    message = (
        sha256(canon.canonical(options | {"@context": document["@context"]})).digest()
        + key
        + sha256(b"".join(statements[i] for i in mandatory)).digest()
    )
    signatures = [other.sign(s) for i, s in enumerate(statements) if i not in mandatory]
    return [signer.sign(message), key, signatures, labels, mandatory]


def proof_value(five: Any) -> str:
    return multibase.encode_base64url(DERIVED + cbor(five))


def derived(document: dict[str, Any], *, method: str, created: str) -> dict[str, Any]:
    """The document with a derived proof; its issuer's key is `ISSUER`, under `method`."""
    bare = data_integrity.without_proofs(json.loads(json.dumps(document)))
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": ecdsa_sd_2023.NAME,
        "created": created,
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = proof_value(parts(bare, options=options))
    return {**bare, "proof": {**options, "proofValue": value}}
