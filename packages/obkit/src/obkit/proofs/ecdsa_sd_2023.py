"""The Data Integrity cryptosuite `ecdsa-sd-2023`, derived proofs: the holder shows a part (EC-4).

The issuer signs each statement by itself, under a key made for this credential alone, and the
statements that may not be left out together. So what is shown is the issuer's word; what else the
credential says, an end for example, is not known. Read, never written.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from obkit.encoding import canon, cbor, multibase
from obkit.encoding.strict_json import Json
from obkit.errors import (
    Malformed,
    MalformedDocument,
    MalformedText,
    Unsupported,
)
from obkit.keys import KeyKind, PublicKey, public_key_from_multikey
from obkit.proofs import data_integrity

NAME = "ecdsa-sd-2023"
MAX_STATEMENTS = 1_000  # each costs a verification; the fullest samples have 250
_DERIVED = b"\xd9\x5d\x01"
_BASE = b"\xd9\x5d\x00"  # the issuer's own proof, which is for the holder alone
_SIGNATURE_BYTES = 64
_LABEL_BYTES = 32
_MULTIKEY_BYTES = 35
_PARTS = 5

_TERM = r'"(?:[^"\\]|\\.)*"\S*|\S+'
_QUAD = re.compile(
    rf"(?P<subject>\S+) (?P<predicate>\S+) (?P<object>{_TERM})(?: (?P<graph>\S+))? \.\n"
)


def accepts(secured: object) -> bool:
    """Whether a proof object is of this format."""
    return data_integrity.is_proof(secured, (NAME,))


def verify(
    document: Mapping[str, Json], proof: Mapping[str, Json], *, key: PublicKey
) -> bool:
    """Whether every statement of this document is the word of the owner of the key.

    Raises:
        MalformedDocument: the proof is not shaped as a derived proof is.
        Unsupported: another cryptosuite, or more statements than we verify.
        Refused: something in the document is not covered by any such proof.
        Unverifiable: the document has a context that we do not know.
    """
    # (1) The proof, taken apart.
    value = data_integrity.check(proof, accepts=accepts)
    disclosed = _read(value)
    if key.kind is not KeyKind.P256:
        return False
    # (2) The statements, with the labels under which the issuer signed them.
    signed = data_integrity.signed_document(document, proof)
    statements = sorted(_relabelled(canon.canonical(signed), disclosed.labels))
    # (3) Those that the issuer wants shown are signed together, with the key for the others.
    mandatory = [s for i, s in enumerate(statements) if i in disclosed.mandatory]
    others = [s for i, s in enumerate(statements) if i not in disclosed.mandatory]
    if len(mandatory) != len(disclosed.mandatory):
        return False
    if len(others) != len(disclosed.signatures):
        return False  # a statement that nobody signed, or one that was taken away
    config = data_integrity.without_value(proof)
    canonical_config = canon.canonical({**config, "@context": signed.get("@context")})
    message = (
        sha256(canonical_config).digest()
        + disclosed.encoded_key
        + sha256(b"".join(mandatory)).digest()
    )
    if not key.verify(disclosed.base_signature, message):
        return False
    # (4) Each of the others by itself.
    return all(
        disclosed.key.verify(signature, statement)
        for signature, statement in zip(disclosed.signatures, others, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Disclosed:
    base_signature: bytes
    key: PublicKey
    encoded_key: bytes
    signatures: tuple[bytes, ...]
    labels: Mapping[str, str]
    mandatory: frozenset[int]


def _read(value: str) -> _Disclosed:
    try:
        data = multibase.decode_base64url(value)
    except MalformedText as error:
        raise _malformed("not multibase base64url") from error
    if data.startswith(_BASE):
        raise _malformed("the proof that only the holder should have")
    if not data.startswith(_DERIVED):
        raise _malformed("not a derived proof")
    try:
        parts = cbor.loads(data[len(_DERIVED) :])
    except MalformedText as error:
        raise _malformed(str(error)) from error
    if not isinstance(parts, list) or len(parts) != _PARTS:
        raise _malformed("not five parts")
    base, encoded_key, signatures, labels, mandatory = parts
    if not isinstance(signatures, list) or len(signatures) > MAX_STATEMENTS:
        raise Unsupported("too many statements", reason="proof.too_large")
    _require(all(_is_bytes(s, _SIGNATURE_BYTES) for s in (base, *signatures)))
    _require(_is_bytes(encoded_key, _MULTIKEY_BYTES))
    _require(isinstance(mandatory, list) and all(isinstance(i, int) for i in mandatory))
    _require(len(set(mandatory)) == len(mandatory))
    return _Disclosed(
        base_signature=base,
        key=_key(encoded_key),
        encoded_key=encoded_key,
        signatures=tuple(signatures),
        labels=_labels(labels),
        mandatory=frozenset(mandatory),
    )


def _key(encoded: bytes) -> PublicKey:
    try:
        key = public_key_from_multikey(multibase.encode(encoded))
    except (Malformed, Unsupported) as error:
        raise _malformed("not a key of P-256") from error
    _require(key.kind is KeyKind.P256)
    return key


def _labels(given: Any) -> dict[str, str]:
    _require(isinstance(given, dict))
    _require(all(_is_bytes(label, _LABEL_BYTES) for label in given.values()))
    # Two nodes under one label would be one node to the issuer's signatures.
    _require(len(set(given.values())) == len(given))
    return {
        f"_:c14n{number}": f"_:{multibase.encode_base64url(label)}"
        for number, label in given.items()
    }


def _relabelled(nquads: bytes, labels: Mapping[str, str]) -> Iterator[bytes]:
    for line in nquads.decode().splitlines(keepends=True):
        quad = _QUAD.fullmatch(line)
        assert quad is not None  # noqa: S101 - we wrote the line
        terms = [quad["subject"], quad["predicate"], quad["object"]]
        if quad["graph"]:
            terms.append(quad["graph"])
        unknown = [t for t in terms if t.startswith("_:") and t not in labels]
        if unknown:
            raise _malformed("an object without a label")
        yield f"{' '.join(labels.get(term, term) for term in terms)} .\n".encode()


def _is_bytes(value: Any, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size


def _require(holds: bool) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise _malformed("a part of the proof is not as it should be")


def _malformed(message: str) -> MalformedDocument:
    return MalformedDocument(message, reason="proof.bad_value")
