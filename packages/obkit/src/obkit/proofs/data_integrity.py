"""What all Data Integrity cryptosuites share: the shape of a proof, sets and chains of proofs.

A suite is a module beside this one; it says what is hashed and by which keys it is signed.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from hashlib import sha256, sha384
from typing import Any

from obkit.encoding import canon, jcs, multibase, rdfc, times
from obkit.encoding.strict_json import Json
from obkit.errors import Malformed, MalformedDocument, Refused, Unsupported
from obkit.keys import KeyKind

TYPE = "DataIntegrityProof"
PURPOSE = "assertionMethod"
# A proof may stand on others; real chains have two or three.
MAX_PREVIOUS = 4

# The hash belongs to the curve (EC-2), the one inside of RDFC-1.0 too.
HASHES = {
    KeyKind.ED25519: sha256,
    KeyKind.P256: sha256,
    KeyKind.P384: sha384,
}


def is_proof(secured: object, cryptosuites: Collection[str]) -> bool:
    """Whether a proof object names one of these suites."""
    return (
        isinstance(secured, Mapping)
        and secured.get("type") == TYPE
        and secured.get("cryptosuite") in cryptosuites
    )


def options(
    cryptosuite: str, *, verification_method: str, created: datetime
) -> dict[str, Json]:
    """The members of a new proof, all but its value."""
    return {
        "type": TYPE,
        "created": times.format(created),
        "verificationMethod": verification_method,
        "cryptosuite": cryptosuite,
        "proofPurpose": PURPOSE,
    }


def secured(
    document: Mapping[str, Json], proof: dict[str, Json], signature: bytes
) -> dict[str, Any]:
    """The document with one more proof, after those that it has."""
    made = {**proof, "proofValue": multibase.encode(signature)}
    return {**without_proofs(document), "proof": [*proofs_of(document), made]}


def proofs_of(document: Mapping[str, Json]) -> list[Json]:
    """The document's embedded proofs, one or many, as a list."""
    found = document.get("proof", [])
    return found if isinstance(found, list) else [found]


def without_proofs(document: Mapping[str, Json]) -> dict[str, Json]:
    """The document as it was before anybody signed."""
    return {name: value for name, value in document.items() if name != "proof"}


def without_value(proof: Mapping[str, Json]) -> dict[str, Json]:
    """The proof's options: all that stood there before it was made."""
    return {name: value for name, value in proof.items() if name != "proofValue"}


def signed_document(
    document: Mapping[str, Json], proof: Mapping[str, Json]
) -> dict[str, Json]:
    """What this proof signs: the document, with the proofs that it stands on and no others (DI-5).

    Raises:
        MalformedDocument: `proof.chain_broken`, a proof that it names is not there.
    """
    bare = without_proofs(document)
    previous = proof.get("previousProof")
    if previous is None:
        return bare
    names = previous if isinstance(previous, list) else [previous]
    if not names or len(names) > MAX_PREVIOUS:
        raise MalformedDocument(
            "a chain of no proofs or of too many", reason="proof.chain_broken"
        )
    matching: list[Json] = []
    for name in names:
        found = [p for p in proofs_of(document) if _is_named(p, name)]
        if len(found) != 1:
            raise MalformedDocument(
                "a proof stands on another that is not there, or there twice",
                reason="proof.chain_broken",
                previous=name,
            )
        matching += found
    return {**bare, "proof": matching}


def _is_named(proof: Json, name: Json) -> bool:
    return isinstance(proof, dict) and isinstance(name, str) and proof.get("id") == name


def rdfc_hashes(
    document: Mapping[str, Json], config: Mapping[str, Json], kind: KeyKind
) -> bytes:
    """What an `…-rdfc-…` suite signs: the hash of the options, then of the document (T-PR-1).

    Raises:
        Refused: something in the document would not be covered.
        Unverifiable: a context that we do not know.
    """
    digest = HASHES[kind]
    # The options are read in the document's own context, whatever they say (ED-3).
    in_context = {**config, "@context": document.get("@context")}
    canonical_config = _canonical(in_context, kind)
    canonical_document = _canonical(document, kind)
    return digest(canonical_config).digest() + digest(canonical_document).digest()


def _canonical(document: Mapping[str, Json], kind: KeyKind) -> bytes:
    if kind is KeyKind.P384:  # rare, so the fast routes do not know its hash
        return rdfc.canonical_nquads(document, hash_name="sha384")
    return canon.canonical(document)


def jcs_hashes(
    document: Mapping[str, Json], config: Mapping[str, Json], kind: KeyKind
) -> bytes:
    """What a `…-jcs-…` suite signs: the hash of the options, then of the document.

    Everything in the document is covered, whether a context defines it or not.

    Raises:
        Refused: the document has contexts that the proof does not cover, or a value that has no
            canonical form.
    """
    stated = config.get("@context")
    if stated is not None and stated != document.get("@context"):
        # The standard lets contexts be added behind those that were signed (ED-5). Nobody vouches
        # for them, and they can change what a document is taken for; so we do not.
        raise Refused(
            "contexts that were not signed", reason="proof.context_not_signed"
        )
    digest = HASHES[kind]
    canonical_config = jcs.canonical(dict(config))
    canonical_document = jcs.canonical(dict(document))
    return digest(canonical_config).digest() + digest(canonical_document).digest()


def read_signature(
    proof: Mapping[str, Json],
    *,
    accepts: Callable[[object], bool],
    sizes: Collection[int],
) -> bytes:
    """The signature of a proof that is shaped as DI-1 to DI-3 say.

    Raises:
        MalformedDocument: it is not; `reason` says where.
        Unsupported: another suite.
    """
    signature = decode(check(proof, accepts=accepts))
    if len(signature) not in sizes:
        raise MalformedDocument(
            "the proof value has not the length of a signature",
            reason="proof.bad_value",
        )
    return signature


def check(proof: Mapping[str, Json], *, accepts: Callable[[object], bool]) -> str:
    """The proof value of a proof whose other members are as DI-1 and DI-2 say.

    Raises:
        MalformedDocument: they are not; `reason` says where.
        Unsupported: another suite.
    """
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
    if proof["proofPurpose"] != PURPOSE:
        raise MalformedDocument(
            "credentials are signed to assert",
            reason="proof.wrong_purpose",
            purpose=proof["proofPurpose"],
        )
    for name in ("created", "expires"):
        if name in proof:
            _check_date(proof[name], name)
    return str(proof["proofValue"])


def decode(value: str) -> bytes:
    """The bytes of a proof value in base58btc.

    Raises:
        MalformedDocument: `proof.bad_value`.
    """
    try:
        return multibase.decode(value)
    except Malformed as error:
        raise MalformedDocument(
            "the proof value is not base58btc", reason="proof.bad_value"
        ) from error


def _check_date(value: Json, name: str) -> None:
    try:
        times.parse(value if isinstance(value, str) else "")
    except Malformed as error:
        raise MalformedDocument(
            f"the proof's {name} is no date-time with a zone",
            reason="proof.bad_date",
            member=name,
        ) from error
