"""Open Badges 2.0: Assertion, BadgeClass, Profile and what they hold.

2.0 documents live on the web and differ more than signed ones: dates without seconds, types left
out of inner objects, `hosted` for `HostedBadge`. What the validators of 2.0 accept is read; what
we write ourselves follows the text of the standard.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar, Self

from typing_extensions import override

from obkit.model.fields import (
    Anything,
    Broken,
    Flag,
    Instant,
    Json,
    Node,
    Problem,
    Rule,
    Text,
    as_list,
    is_absolute_iri,
    type_field,
)
from obkit.model.identity import is_identity_hash
from obkit.vocabulary import contexts

CONTEXT = "https://w3id.org/openbadges/v2"

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
# `T` is required: a date alone has no zone, and a badge's order of events depends on it (OB20-A7).
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d(:?\d\d){1,2}(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)")
_BLANK = re.compile(r"_:[A-Za-z0-9_.-]+")
_HOST = re.compile(r"(?!\d+(\.\d+){3}$)[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


class Iso8601(Instant):
    """A moment in any form of ISO 8601 that has a time and a zone."""

    @property
    @override
    def at(self) -> datetime:
        """The moment itself, with its zone."""
        return datetime.fromisoformat(self.text)


def _moment(value: Json) -> Iso8601:
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        try:
            datetime.fromisoformat(value)
        except ValueError as error:
            raise Broken("document.not_a_date_time") from error
        return Iso8601(value)
    raise Broken("document.not_a_date_time")


def _picture(value: Json) -> str:
    if isinstance(value, str):
        is_link = is_absolute_iri(value) and not value.startswith("data:")
        if is_link or re.match(r"data:image/(png|svg\+xml)[;,]", value):
            return value
    raise Broken("document.not_an_image")


def _origin(value: Json) -> str:
    if isinstance(value, str) and _HOST.fullmatch(value):
        return value
    raise Broken("document.not_a_host_name")


def _version(value: Json) -> str | int | float:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Broken("document.not_a_version")
    return value


def _iri(value: Json) -> str:
    # 2.0 also names objects inside a document as RDF does: `_:b1`.
    if isinstance(value, str) and (is_absolute_iri(value) or _BLANK.fullmatch(value)):
        return value
    raise Broken("document.not_an_iri")


Iri = Annotated[str, Rule(_iri, lambda value: value)]
Moment = Annotated[Instant, Rule(_moment, lambda instant: instant.text)]
Picture = Annotated[str, Rule(_picture, lambda value: value)]
Origin = Annotated[str, Rule(_origin, lambda value: value)]
Version = Annotated[str | int | float, Rule(_version, lambda value: value)]


@dataclass(frozen=True, kw_only=True)
class Ob2Node(Node):
    """An object of Open Badges 2.0: one type or context alone is written without a list."""

    BARE_TYPE: ClassVar = True

    @classmethod
    @override
    def broken_first(cls, document: Mapping[str, Any], path: str) -> list[Problem]:
        """OB20-A1: the context, where there is one, is that of Open Badges 2.0."""
        context = as_list(document.get("@context"))
        # An object in place of the URL could give the members other meanings than we read in
        # them, so only one that says the same as the standard's is taken.
        if context and not contexts.is_open_badges_2(context[0]):
            return [Problem(f"{path}.@context", "document.context_order")]
        return []

    @override
    def to_document(self) -> dict[str, Json]:
        """Write the object as JSON values."""
        document = super().to_document()
        given = document.get("@context")
        if isinstance(given, list) and len(given) == 1:
            document["@context"] = given[0]
        return document


@dataclass(frozen=True, kw_only=True)
class Related(Ob2Node):
    """Another edition of the same thing (OB20-X1)."""

    id: Iri
    type: tuple[Text, ...] = ()
    version: Version | None = None


@dataclass(frozen=True, kw_only=True)
class Image(Ob2Node):
    """A picture with its caption and author (OB20-E2)."""

    id: Picture
    type: tuple[Text, ...] = ()
    caption: Text | None = None
    author: Iri | None = None


@dataclass(frozen=True, kw_only=True)
class IdentityObject(Ob2Node):
    """The recipient, hashed or plain (OB20-I1..I6)."""

    type: tuple[Text, ...] = type_field()
    identity: Text
    hashed: Flag
    salt: Text | None = None

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB20-I6: hashed is a hash, plain is none, and a plain e-mail address looks like one."""
        where = f"{path}.identity"
        if self.hashed != is_identity_hash(self.identity):
            return [Problem(where, "document.not_an_identity_hash")]
        is_email = "email" in self.type and not self.hashed
        if is_email and not _EMAIL.fullmatch(self.identity):
            return [Problem(where, "document.not_an_email")]
        return []


@dataclass(frozen=True, kw_only=True)
class VerificationObject(Ob2Node):
    """How to verify an assertion, or what a profile claims as its own (OB20-V1..V4)."""

    type: tuple[Text, ...] = ()
    creator: Iri | None = None
    verification_property: Text | None = None
    starts_with: tuple[Iri, ...] = ()
    allowed_origins: tuple[Origin, ...] = ()

    @property
    def is_hosted(self) -> bool:
        """Whether the badge is as true as what its URL answers."""
        return any(term in ("HostedBadge", "hosted") for term in self.type)

    @property
    def is_signed(self) -> bool:
        """Whether the badge is a signed token."""
        return any(term in ("SignedBadge", "signed") for term in self.type)


@dataclass(frozen=True, kw_only=True)
class CryptographicKey(Ob2Node):
    """A public key and who owns it (OB20-K1)."""

    TYPES: ClassVar = ("CryptographicKey",)

    context: tuple[Anything, ...] = ()
    id: Iri
    type: tuple[Text, ...] = type_field("CryptographicKey")
    owner: Iri
    public_key_pem: Text


@dataclass(frozen=True, kw_only=True)
class Criteria(Ob2Node):
    """What must be done to earn the badge (OB20-B3)."""

    id: Iri | None = None
    type: tuple[Text, ...] = ()
    narrative: Text | None = None

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB20-B3: criteria that neither say nor link anything are none."""
        if self.id is None and self.narrative is None:
            return [Problem(path, "document.criteria_empty")]
        return []


@dataclass(frozen=True, kw_only=True)
class Evidence(Ob2Node):
    """What supports the award (OB20-E1)."""

    id: Iri | None = None
    type: tuple[Text, ...] = ()
    name: Text | None = None
    description: Text | None = None
    narrative: Text | None = None
    genre: Text | None = None
    audience: Text | None = None


@dataclass(frozen=True, kw_only=True)
class AlignmentObject(Ob2Node):
    """A node of a framework that the badge aligns to (OB20-E3)."""

    type: tuple[Text, ...] = ()
    target_name: Text
    target_url: Iri
    target_description: Text | None = None
    target_framework: Text | None = None
    target_code: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Profile(Ob2Node):
    """An issuer (OB20-P1..P3)."""

    TYPES: ClassVar = ("Issuer", "Profile")

    context: tuple[Anything, ...] = ()
    id: Iri
    type: tuple[Text, ...] = type_field("Issuer")
    name: Text
    url: Iri
    email: Text
    description: Text | None = None
    telephone: Text | None = None
    image: Image | Picture | None = None
    public_key: tuple[CryptographicKey | Iri, ...] = ()
    verification: VerificationObject | None = None
    revocation_list: Iri | None = None
    related: tuple[Related | Iri, ...] = ()

    @property
    def key_ids(self) -> tuple[str, ...]:
        """The ids of the keys that the profile calls its own."""
        return tuple(k if isinstance(k, str) else k.id for k in self.public_key)


@dataclass(frozen=True, kw_only=True)
class BadgeClass(Ob2Node):
    """What can be earned (OB20-B1..B4)."""

    TYPES: ClassVar = ("BadgeClass",)

    context: tuple[Anything, ...] = ()
    id: Iri
    type: tuple[Text, ...] = type_field("BadgeClass")
    name: Text
    description: Text
    image: Image | Picture
    criteria: Criteria | Iri
    issuer: Profile | Iri
    alignment: tuple[AlignmentObject, ...] = ()
    tags: tuple[Text, ...] = ()
    version: Version | None = None
    related: tuple[Related | Iri, ...] = ()

    @property
    def issuer_id(self) -> str:
        """The issuer's id, however the issuer is given."""
        return self.issuer if isinstance(self.issuer, str) else self.issuer.id


@dataclass(frozen=True, kw_only=True)
class Assertion(Ob2Node):
    """That somebody earned a badge (OB20-A1..A12)."""

    TYPES: ClassVar = ("Assertion",)

    context: tuple[Anything, ...]
    id: Iri
    type: tuple[Text, ...] = type_field("Assertion")
    recipient: IdentityObject
    badge: BadgeClass | Iri
    verification: VerificationObject
    issued_on: Moment
    expires: Moment | None = None
    image: Image | Iri | None = None
    narrative: Text | None = None
    evidence: tuple[Evidence | Iri, ...] = ()
    revoked: Flag | None = None
    revocation_reason: Text | None = None

    @classmethod
    @override
    def from_document(cls, document: Json, *, path: str = "$") -> Self:
        """Read the assertion; the alias `verify` counts as `verification` (OB20-A6).

        Raises:
            MalformedDocument: with `path` and `reason` of the first broken rule.
        """
        if isinstance(document, dict) and "verification" not in document:
            names = {"verify": "verification"}
            document = {names.get(k, k): v for k, v in document.items()}
        return super().from_document(document, path=path)

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB20-V1, a data URI is no assertion image (OB20-A9), and expiry after issue."""
        problems = []
        if not (self.verification.is_hosted or self.verification.is_signed):
            problems.append(Problem(f"{path}.verification.type", "document.wrong_type"))
        image = self.image.id if isinstance(self.image, Image) else self.image
        if image and image.startswith("data:"):
            problems.append(Problem(f"{path}.image", "document.not_an_image"))
        if self.expires and self.expires.at < self.issued_on.at:
            reason = "document.ends_before_it_starts"
            problems.append(Problem(f"{path}.expires", reason))
        return problems

    @property
    def badge_id(self) -> str:
        """The BadgeClass's id, however it is given."""
        return self.badge if isinstance(self.badge, str) else self.badge.id


@dataclass(frozen=True, kw_only=True)
class RevokedAssertion(Ob2Node):
    """What remains of a revoked assertion: only its id and that it is revoked (OB20-A11)."""

    context: tuple[Anything, ...] = ()
    id: Iri
    type: tuple[Text, ...] = ()
    revoked: Flag
    revocation_reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class RevokedEntry(Ob2Node):
    """One entry of a RevocationList (OB20-R1); `uid` is how 1.x named badges."""

    id: Iri | None = None
    uid: Text | None = None
    revoked: Flag | None = None
    revocation_reason: Text | None = None


@dataclass(frozen=True, kw_only=True)
class RevocationList(Ob2Node):
    """The signed badges that the issuer has revoked (OB20-R1, R2)."""

    TYPES: ClassVar = ("RevocationList",)

    context: tuple[Anything, ...] = ()
    id: Iri | None = None
    type: tuple[Text, ...] = type_field("RevocationList")
    issuer: Iri | None = None
    revoked_assertions: tuple[RevokedEntry | Iri, ...] = ()

    def find(self, assertion_id: str) -> RevokedEntry | None:
        """The entry that revokes an assertion, or None."""
        for entry in self.revoked_assertions:
            found = RevokedEntry(id=entry) if isinstance(entry, str) else entry
            if assertion_id in (found.id, found.uid) and found.revoked is not False:
                return found
        return None
