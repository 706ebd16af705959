"""Open Badges 3.0: the classes of a credential, one frozen dataclass each (OB 3.0 §B).

`AchievementCredential.from_document` is the conformance check of the verifier: what it reads is
shaped as the standard says, and what it refuses is refused with a path and a reason code. The
models are views; the signed bytes stay the truth.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from typing_extensions import override

from obkit.model.fields import (
    Anything,
    Day,
    Flag,
    Iri,
    Language,
    Members,
    Node,
    Number,
    Problem,
    Text,
    When,
    as_list,
    type_field,
)
from obkit.model.identity import is_identity_hash
from obkit.model.ob3_terms import (
    AchievementType,
    CompactJws,
    IdentifierType,
    ResultStatus,
    ResultType,
    TargetType,
)

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OB3_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB3_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

_OB3_CONTEXT = re.compile(
    r"https://purl\.imsglobal\.org/spec/ob/v3p0/"
    r"(context(-3\.\d\.\d)*\.json|context/ob_v3p0\.jsonld)"
)


@dataclass(frozen=True, kw_only=True)
class Image(Node):
    """A picture (OB30-O9)."""

    TYPES: ClassVar = ("Image",)
    CLOSED: ClassVar = True
    ONE_TYPE: ClassVar = True

    id: Iri
    type: tuple[Text, ...] = type_field("Image")
    caption: Text | None = None


@dataclass(frozen=True, kw_only=True)
class IdentityObject(Node):
    """An identifier of the recipient, hashed or plain (OB30-O6..O8)."""

    TYPES: ClassVar = ("IdentityObject",)
    CLOSED: ClassVar = True
    ONE_TYPE: ClassVar = True

    type: tuple[Text, ...] = type_field("IdentityObject")
    hashed: Flag
    identity_hash: Text
    identity_type: IdentifierType
    salt: Text | None = None

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB30-O8: what is called hashed has the form of a hash."""
        if self.hashed and not is_identity_hash(self.identity_hash):
            return [Problem(f"{path}.identityHash", "document.not_an_identity_hash")]
        return []


@dataclass(frozen=True, kw_only=True)
class IdentifierEntry(Node):
    """A further identifier of an organisation or an achievement (OB30-O10)."""

    TYPES: ClassVar = ("IdentifierEntry",)
    CLOSED: ClassVar = True
    ONE_TYPE: ClassVar = True

    type: tuple[Text, ...] = type_field("IdentifierEntry")
    identifier: Text
    identifier_type: IdentifierType


@dataclass(frozen=True, kw_only=True)
class GeoCoordinates(Node):
    """A place on Earth."""

    TYPES: ClassVar = ("GeoCoordinates",)
    ONE_TYPE: ClassVar = True

    type: tuple[Text, ...] = type_field("GeoCoordinates")
    latitude: Number
    longitude: Number


@dataclass(frozen=True, kw_only=True)
class Address(Node):
    """A postal address."""

    TYPES: ClassVar = ("Address",)

    type: tuple[Text, ...] = type_field("Address")
    address_country: Text | None = None
    address_country_code: Text | None = None
    address_region: Text | None = None
    address_locality: Text | None = None
    street_address: Text | None = None
    post_office_box_number: Text | None = None
    postal_code: Text | None = None
    geo: GeoCoordinates | None = None


@dataclass(frozen=True, kw_only=True)
class Profile(Node):
    """A person or an organisation (OB30-P1)."""

    TYPES: ClassVar = ("Profile",)

    id: Iri
    type: tuple[Text, ...] = type_field("Profile")
    name: Text | None = None
    url: Iri | None = None
    phone: Text | None = None
    description: Text | None = None
    endorsement: "tuple[EndorsementCredential, ...]" = ()
    endorsement_jwt: tuple[CompactJws, ...] = ()
    image: Image | None = None
    email: Text | None = None
    address: Address | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()
    official: Text | None = None
    parent_org: "Profile | None" = None
    family_name: Text | None = None
    given_name: Text | None = None
    additional_name: Text | None = None
    patronymic_name: Text | None = None
    honorific_prefix: Text | None = None
    honorific_suffix: Text | None = None
    family_name_prefix: Text | None = None
    date_of_birth: Day | None = None


@dataclass(frozen=True, kw_only=True)
class Criteria(Node):
    """What must be done to earn the achievement: a page, a text, or both (OB30-AC2)."""

    id: Iri | None = None
    narrative: Text | None = None

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB30-AC2: criteria that neither say nor link anything are none."""
        if self.id is None and self.narrative is None:
            return [Problem(path, "document.criteria_empty")]
        return []


@dataclass(frozen=True, kw_only=True)
class Alignment(Node):
    """A node of a framework that the achievement or result aligns to (OB30-O4)."""

    TYPES: ClassVar = ("Alignment",)

    type: tuple[Text, ...] = type_field("Alignment")
    target_name: Text
    target_url: Iri
    target_code: Text | None = None
    target_description: Text | None = None
    target_framework: Text | None = None
    target_type: TargetType | None = None


@dataclass(frozen=True, kw_only=True)
class Evidence(Node):
    """What supports the award (OB30-O5)."""

    TYPES: ClassVar = ("Evidence",)

    id: Iri | None = None
    type: tuple[Text, ...] = type_field("Evidence")
    name: Text | None = None
    description: Text | None = None
    narrative: Text | None = None
    genre: Text | None = None
    audience: Text | None = None


@dataclass(frozen=True, kw_only=True)
class RubricCriterionLevel(Node):
    """One level of a rubric criterion (OB30-O3)."""

    TYPES: ClassVar = ("RubricCriterionLevel",)

    id: Iri
    type: tuple[Text, ...] = type_field("RubricCriterionLevel")
    name: Text
    alignment: tuple[Alignment, ...] = ()
    description: Text | None = None
    level: Text | None = None
    points: Text | None = None


@dataclass(frozen=True, kw_only=True)
class ResultDescription(Node):
    """A result that earners of the achievement may have (OB30-O2)."""

    TYPES: ClassVar = ("ResultDescription",)

    id: Iri
    type: tuple[Text, ...] = type_field("ResultDescription")
    name: Text
    result_type: ResultType
    alignment: tuple[Alignment, ...] = ()
    allowed_value: tuple[Text, ...] = ()  # ordered from low to high
    required_level: Iri | None = None
    required_value: Text | None = None
    rubric_criterion_level: tuple[RubricCriterionLevel, ...] = ()
    value_min: Text | None = None
    value_max: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Result(Node):
    """A result that this earner had (OB30-O1)."""

    TYPES: ClassVar = ("Result",)

    type: tuple[Text, ...] = type_field("Result")
    achieved_level: Iri | None = None
    alignment: tuple[Alignment, ...] = ()
    result_description: Iri | None = None
    status: ResultStatus | None = None
    value: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Related(Node):
    """Another edition of the same thing, in another language, version or standard."""

    TYPES: ClassVar = ("Related",)

    id: Iri
    type: tuple[Text, ...] = type_field("Related")
    in_language: Language | None = None
    version: Text | None = None


@dataclass(frozen=True, kw_only=True)
class Achievement(Node):
    """What can be earned (OB30-AC1..AC3)."""

    TYPES: ClassVar = ("Achievement",)

    id: Iri
    type: tuple[Text, ...] = type_field("Achievement")
    achievement_type: AchievementType | None = None
    name: Text
    description: Text
    criteria: Criteria
    image: Image | None = None
    alignment: tuple[Alignment, ...] = ()
    creator: Profile | None = None
    credits_available: Number | None = None
    endorsement: "tuple[EndorsementCredential, ...]" = ()
    endorsement_jwt: tuple[CompactJws, ...] = ()
    field_of_study: Text | None = None
    human_code: Text | None = None
    in_language: Language | None = None
    other_identifier: tuple[IdentifierEntry, ...] = ()
    related: tuple[Related, ...] = ()
    result_description: tuple[ResultDescription, ...] = ()
    specialization: Text | None = None
    tag: tuple[Text, ...] = ()
    version: Text | None = None


@dataclass(frozen=True, kw_only=True)
class AchievementSubject(Node):
    """Who earned it and how (OB30-AS1, AS2)."""

    TYPES: ClassVar = ("AchievementSubject",)

    id: Iri | None = None
    type: tuple[Text, ...] = type_field("AchievementSubject")
    identifier: tuple[IdentityObject, ...] = ()
    achievement: Achievement
    activity_start_date: When | None = None
    activity_end_date: When | None = None
    credits_earned: Number | None = None
    image: Image | None = None
    license_number: Text | None = None
    narrative: Text | None = None
    result: tuple[Result, ...] = ()
    role: Text | None = None
    source: Profile | None = None
    term: Text | None = None

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB30-AS1: somebody must have earned it. OB30-O1: results point into the achievement."""
        problems = []
        if self.id is None and not self.identifier:
            problems.append(Problem(path, "document.subject_unidentified"))
        described = {d.id: d for d in self.achievement.result_description}
        for index, result in enumerate(self.result):
            where = f"{path}.result[{index}]"
            known = described.get(result.result_description or "")
            if result.result_description and known is None:
                reason = "document.result_description_unknown"
                problems.append(Problem(f"{where}.resultDescription", reason))
            elif known and known.result_type == "Status" and result.status is None:
                problems.append(Problem(where, "document.result_status_missing"))
        return problems


@dataclass(frozen=True, kw_only=True)
class Typed(Node):
    """An object that we only look into as far as its type: proof, schema, refresh, terms."""

    BARE_TYPE: ClassVar = True

    type: tuple[Text, ...] = type_field()


@dataclass(frozen=True, kw_only=True)
class Linked(Node):
    """An object of which the standard requires `id` and `type` (OB30-O12, OB30-O13)."""

    BARE_TYPE: ClassVar = True

    id: Iri
    type: tuple[Text, ...] = type_field()


@dataclass(frozen=True, kw_only=True)
class BitstringStatusListEntry(Linked):
    """Where a verifier finds the credential's bit (BS-1)."""

    TYPES: ClassVar = ("BitstringStatusListEntry",)
    ONE_TYPE: ClassVar = True

    type: tuple[Text, ...] = type_field("BitstringStatusListEntry")
    status_purpose: Text = "revocation"
    status_list_index: Text  # a string by the standard; T-DM-4
    status_list_credential: Iri


@dataclass(frozen=True, kw_only=True)
class VerifiableCredential(Node):
    """What every credential of OB 3.0 has (VCDM 2.0, OB30-C1..C5)."""

    TYPES: ClassVar = ("VerifiableCredential",)
    FURTHER_TYPES: ClassVar[tuple[str, ...]] = ()

    context: tuple[Anything, ...]
    id: Iri
    type: tuple[Text, ...] = type_field("VerifiableCredential")
    name: Text | None = None
    description: Text | None = None
    image: Image | None = None
    issuer: (
        Profile | Iri
    )  # a bare IRI is legal (OB30-C3), though some validators refuse it
    valid_from: When
    valid_until: When | None = None
    awarded_date: When | None = None
    credential_schema: tuple[Linked, ...] = ()
    credential_status: Linked | None = None
    refresh_service: Linked | None = None
    terms_of_use: tuple[Typed, ...] = ()
    proof: tuple[Members, ...] = ()

    @property
    def issuer_id(self) -> str:
        """The issuer's id, however the issuer is given."""
        return self.issuer if isinstance(self.issuer, str) else self.issuer.id

    @classmethod
    @override
    def broken_first(cls, document: Mapping[str, Any], path: str) -> list[Problem]:
        """OB30-C1: the contexts in their order. OB30-C2: the types."""
        problems = list(_context_problems(document.get("@context"), path))
        types = as_list(document.get("type"))
        if cls.FURTHER_TYPES and not any(term in cls.FURTHER_TYPES for term in types):
            problems.append(Problem(f"{path}.type", "document.wrong_type"))
        return problems

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """VC-7: validity does not end before it starts. OB30-O12: every proof has a type."""
        return [*self._date_problems(path), *_proof_problems(self.proof, path)]

    def _date_problems(self, path: str) -> Iterator[Problem]:
        if self.valid_until and self.valid_until.at < self.valid_from.at:
            yield Problem(f"{path}.validUntil", "document.ends_before_it_starts")


@dataclass(frozen=True, kw_only=True)
class AchievementCredential(VerifiableCredential):
    """An Open Badge: the statement of an issuer that somebody earned an achievement."""

    FURTHER_TYPES: ClassVar = ("AchievementCredential", "OpenBadgeCredential")

    credential_subject: AchievementSubject
    evidence: tuple[Evidence, ...] = ()
    endorsement: "tuple[EndorsementCredential, ...]" = ()
    endorsement_jwt: tuple[CompactJws, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EndorsementSubject(Node):
    """What is endorsed, and what is said of it (OB30-E1)."""

    TYPES: ClassVar = ("EndorsementSubject",)

    id: Iri
    type: tuple[Text, ...] = type_field("EndorsementSubject")
    endorsement_comment: Text | None = None


@dataclass(frozen=True, kw_only=True)
class EndorsementCredential(VerifiableCredential):
    """A signed opinion on an issuer, an achievement or a credential (OB30-E1)."""

    FURTHER_TYPES: ClassVar = ("EndorsementCredential",)

    credential_subject: EndorsementSubject

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """The rules of every credential, and a name (T-DM-6)."""
        problems = super().broken_rules(path)
        if self.name is None:
            problems.append(Problem(f"{path}.name", "document.member_missing"))
        return problems


def _context_problems(context: Any, path: str) -> Iterator[Problem]:
    given = [*as_list(context), None, None]
    if given[0] == CREDENTIALS_V1:
        yield Problem(f"{path}.@context[0]", "document.data_model_1_1")
    elif given[0] != CREDENTIALS_V2:
        yield Problem(f"{path}.@context[0]", "document.context_order")
    # T-LD-4: the order is part of the standard; other contexts in second place fail elsewhere.
    elif not isinstance(given[1], str) or not _OB3_CONTEXT.fullmatch(given[1]):
        yield Problem(f"{path}.@context[1]", "document.context_order")


def _proof_problems(
    proofs: tuple[Mapping[str, Any], ...], path: str
) -> Iterator[Problem]:
    for index, proof in enumerate(proofs):
        if not isinstance(proof.get("type"), str):
            yield Problem(f"{path}.proof[{index}].type", "document.member_missing")
