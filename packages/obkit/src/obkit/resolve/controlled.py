"""Reading keys out of published documents (Controlled Identifiers 1.0, 3.3).

Two shapes are read: a document that lists verification methods (a DID document, or a profile), and
one verification method by itself. Whatever they claim, a method counts only with what its
controller's own document says of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from obkit.encoding import times
from obkit.encoding.strict_json import Json
from obkit.errors import MalformedDocument, MalformedKey, MalformedText, Unsupported
from obkit.keys import PublicKey, public_key_from_jwk, public_key_from_multikey

RELATIONSHIPS = (
    "assertionMethod",
    "authentication",
    "keyAgreement",
    "capabilityInvocation",
    "capabilityDelegation",
)

# The type says which member holds the key. Ed25519VerificationKey2020 and JsonWebKey2020 are older
# names for the same two encodings.
_KEY_MEMBERS: tuple[tuple[str, str], ...] = (
    ("Multikey", "publicKeyMultibase"),
    ("JsonWebKey", "publicKeyJwk"),
    ("Ed25519VerificationKey2020", "publicKeyMultibase"),
    ("JsonWebKey2020", "publicKeyJwk"),
)
_PRIVATE_MEMBERS = (
    "secretKeyMultibase",
    "secretKeyJwk",
    "privateKeyMultibase",
    "privateKeyJwk",
    "privateKeyBase58",
    "privateKeyPem",
)

Document = dict[str, Json]


@dataclass(frozen=True, slots=True)
class PublishedMethod:
    """One verification method as its document writes it, with its key read and checked."""

    id: str
    controller: str
    public_key: PublicKey
    revoked: datetime | None
    expires: datetime | None


def read_method(entry: Document, *, base: str, path: str) -> PublishedMethod:
    """Read one verification method. Relative ids (`#key-1`) are of the document `base`.

    Raises:
        MalformedDocument: a member is missing or wrong; `facts["path"]` says which.
        MalformedKey: a private key, or a key that we do not accept.
        Unsupported: another type of method or kind of key.
    """
    controller = entry.get("controller")
    if not isinstance(controller, str):
        raise MalformedDocument(
            "no controller", reason="method.controller", path=f"{path}.controller"
        )
    return PublishedMethod(
        id=_method_id(entry, base, path),
        controller=controller,
        public_key=_read_key(entry, path),
        revoked=_read_time(entry, "revoked", path),
        expires=_read_time(entry, "expires", path),
    )


def find_listed(document: Document, method_id: str, *, base: str) -> PublishedMethod:
    """The one method of this id that a document lists, by itself or inside a relationship.

    Raises:
        MalformedDocument: none, or several that differ; or as `read_method`.
        MalformedKey, Unsupported: as `read_method`.
    """
    found = [
        (path, entry)
        for path, entry in _entries(document)
        if _method_id(entry, base, path) == method_id
    ]
    if not found:
        raise MalformedDocument(
            "the document does not list this method",
            reason="method.not_listed",
            path="$.verificationMethod",
            method=method_id,
        )
    path, entry = found[0]
    if any(other != entry for _, other in found):
        raise MalformedDocument(
            "the document lists several methods under this id",
            reason="method.ambiguous",
            path=path,
            method=method_id,
        )
    return read_method(entry, base=base, path=path)


def purposes(document: Document, method_id: str, *, base: str) -> frozenset[str]:
    """The relationships of a document that list the method, by reference or by value."""
    return frozenset(
        relationship
        for relationship in RELATIONSHIPS
        for entry in _array(document, relationship)
        if _reference(entry, base) == method_id
    )


def _entries(document: Document) -> Iterator[tuple[str, Document]]:
    """Every method that a document writes out, with its path."""
    for member in ("verificationMethod", *RELATIONSHIPS):
        for position, entry in enumerate(_array(document, member)):
            if isinstance(entry, dict):
                yield f"$.{member}[{position}]", entry


def _array(document: Document, member: str) -> list[Json]:
    """A member's values; a single one may stand without brackets, as JSON-LD allows."""
    value = document.get(member, [])
    return value if isinstance(value, list) else [value]


def _reference(entry: Json, base: str) -> str | None:
    identifier = entry.get("id") if isinstance(entry, dict) else entry
    return _absolute(identifier, base) if isinstance(identifier, str) else None


def _absolute(identifier: str, base: str) -> str:
    return base + identifier if identifier.startswith("#") else identifier


def _method_id(entry: Document, base: str, path: str) -> str:
    identifier = entry.get("id")
    if not isinstance(identifier, str):
        raise MalformedDocument(
            "a verification method without an id", reason="method.id", path=f"{path}.id"
        )
    return _absolute(identifier, base)


def _read_key(entry: Document, path: str) -> PublicKey:
    private = [member for member in _PRIVATE_MEMBERS if member in entry]
    if private:
        raise MalformedKey(
            "a private key must not be published",
            reason="key.private",
            path=path,
            members=private,
        )
    kind = entry.get("type")
    member = dict(_KEY_MEMBERS).get(kind) if isinstance(kind, str) else None
    if member is None:
        raise Unsupported(
            "no support for this type of verification method",
            reason="method.type_unsupported",
            path=f"{path}.type",
            type=kind,
        )
    others = {"publicKeyMultibase", "publicKeyJwk"} - {member}
    value = entry.get(member)
    if not others.isdisjoint(entry):
        raise MalformedDocument(
            "a method has one key", reason="method.two_keys", path=path
        )
    if member == "publicKeyMultibase" and isinstance(value, str):
        return public_key_from_multikey(value)
    if member == "publicKeyJwk" and isinstance(value, dict):
        return public_key_from_jwk(value)
    raise MalformedDocument(
        f"a method of the type {kind} has its key in {member}",
        reason="method.no_key",
        path=f"{path}.{member}",
    )


def _read_time(entry: Document, member: str, path: str) -> datetime | None:
    text = entry.get(member)
    if text is None:
        return None
    where = f"{path}.{member}"
    if not isinstance(text, str):
        raise MalformedDocument("not a time", reason="method.time", path=where)
    try:
        return times.parse(text)
    except MalformedText as error:
        raise MalformedDocument(str(error), reason="method.time", path=where) from error
