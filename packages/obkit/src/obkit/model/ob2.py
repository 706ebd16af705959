"""Open Badges 2.0: Assertion, BadgeClass, Profile, Endorsement and RevocationList."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Self

from obkit.model.fields import (
    Problem,
    type_field,
)
from obkit.model.ob2_objects import (
    AlignmentObject,
    Criteria,
    CryptographicKey,
    Evidence,
    IdentityObject,
    Image,
    Iri,
    Iso8601,
    Moment,
    Ob2Node,
    OlderIdentityObject,
    Picture,
    Related,
    Tag,
    VerificationObject,
    Version,
)
from obkit.model.values import (
    Anything,
    Flag,
    Json,
    Text,
)
from obkit.overriding import override

__all__ = [
    "AlignmentObject",
    "Assertion",
    "BadgeClass",
    "Criteria",
    "CryptographicKey",
    "Endorsement",
    "EndorsementClaim",
    "Evidence",
    "IdentityObject",
    "Image",
    "Iso8601",
    "OlderAssertion",
    "OlderBadgeClass",
    "OlderIdentityObject",
    "OlderProfile",
    "Profile",
    "Related",
    "RevocationList",
    "RevokedAssertion",
    "RevokedEndorsement",
    "RevokedEntry",
    "Statement",
    "VerificationObject",
    "WholeAssertion",
]

CONTEXT = "https://w3id.org/openbadges/v2"


@dataclass(frozen=True, kw_only=True)
class EndorsementClaim(Ob2Node):
    """What is endorsed and what is said of it (OB20-E4)."""

    id: Iri
    type: tuple[Text, ...] = ()
    endorsement_comment: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Statement(Ob2Node):
    """What counts as its issuer hosts or signs it: an assertion or an endorsement."""

    @classmethod
    @override
    def from_document(cls, document: Json, *, path: str = "$") -> Self:
        """Read the statement; the alias `verify` counts as `verification` (OB20-A6).

        Raises:
            MalformedDocument: with `path` and `reason` of the first broken rule.
        """
        if isinstance(document, dict) and "verification" not in document:
            names = {"verify": "verification"}
            document = {names.get(k, k): v for k, v in document.items()}
        return super().from_document(document, path=path)


def _verification_problems(
    verification: VerificationObject, path: str
) -> Iterator[Problem]:
    """OB20-V1: it is hosted or signed."""
    if not (verification.is_hosted or verification.is_signed):
        yield Problem(f"{path}.verification.type", "document.wrong_type")


@dataclass(frozen=True, kw_only=True)
class Endorsement(Statement):
    """What somebody says of an assertion, a badge class or a profile (OB20-E4)."""

    TYPES: ClassVar = ("Endorsement",)

    context: tuple[Anything, ...] = ()
    id: Iri
    type: tuple[Text, ...] = type_field("Endorsement")
    claim: EndorsementClaim
    issuer: "Profile | Iri"
    issued_on: Moment
    verification: VerificationObject
    language: Tag | None = None

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB20-E4, OB20-V1: somebody answers for it, at an address or with a signature."""
        return list(_verification_problems(self.verification, path))

    @property
    def issuer_id(self) -> str:
        """The endorser's id, however the endorser is given."""
        return self.issuer if isinstance(self.issuer, str) else self.issuer.id


@dataclass(frozen=True, kw_only=True)
class RevokedEndorsement(Ob2Node):
    """What remains of an endorsement that was taken back (OB20-E6)."""

    TYPES: ClassVar = ("Endorsement",)

    context: tuple[Anything, ...] = ()
    id: Iri
    type: tuple[Text, ...] = type_field("Endorsement")
    issuer: Iri
    revoked: Flag
    revocation_reason: Text | None = None


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
    endorsement: tuple[Endorsement | Iri, ...] = ()
    language: Tag | None = None


@dataclass(frozen=True, kw_only=True)
class OlderProfile(Profile):
    """An issuer from before 2.0, which needed no address for mail."""

    email: Text | None = None  # type: ignore[assignment]  # only 2.0 wants one


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
    endorsement: tuple[Endorsement | Iri, ...] = ()
    language: Tag | None = None

    @property
    def issuer_id(self) -> str:
        """The issuer's id, however the issuer is given."""
        return self.issuer if isinstance(self.issuer, str) else self.issuer.id


@dataclass(frozen=True, kw_only=True)
class Assertion(Statement):
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
    endorsement: tuple[Endorsement | Iri, ...] = ()
    related: tuple[Related | Iri, ...] = ()
    language: Tag | None = None
    revoked: Flag | None = None
    revocation_reason: Text | None = None

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB20-V1, a data URI is no assertion image (OB20-A9), and expiry after issue."""
        problems = list(_verification_problems(self.verification, path))
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
class OlderBadgeClass(BadgeClass):
    """A badge class of 0.5, with its issuer in it."""

    issuer: OlderProfile


@dataclass(frozen=True, kw_only=True)
class OlderAssertion(Assertion):
    """An assertion from before 2.0."""

    recipient: OlderIdentityObject


@dataclass(frozen=True, kw_only=True)
class WholeAssertion(OlderAssertion):
    """An assertion of 0.5, with everything in it."""

    badge: OlderBadgeClass


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
