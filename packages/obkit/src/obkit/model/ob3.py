"""Open Badges 3.0: the classes of a credential, one frozen dataclass each (OB 3.0 §B).

`AchievementCredential.from_document` is the conformance check of the verifier: what it reads is
shaped as the standard says, and what it refuses is refused with a path and a reason code. The
models are views; the signed bytes stay the truth.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from obkit.model.fields import (
    Node,
    Problem,
    type_field,
)
from obkit.model.ob3_objects import (
    Address,
    Alignment,
    BitstringStatusListEntry,
    Criteria,
    Evidence,
    GeoCoordinates,
    IdentifierEntry,
    IdentityObject,
    Image,
    Linked,
    Related,
    Result,
    ResultDescription,
    RubricCriterionLevel,
    Status,
    Typed,
)
from obkit.model.ob3_terms import AchievementType, CompactJws
from obkit.model.values import (
    Anything,
    Day,
    Iri,
    Language,
    Members,
    Number,
    Text,
    When,
    as_list,
)
from obkit.overriding import override

__all__ = [
    "Achievement",
    "AchievementCredential",
    "AchievementSubject",
    "Address",
    "Alignment",
    "BitstringStatusListEntry",
    "Criteria",
    "EndorsementCredential",
    "EndorsementSubject",
    "Evidence",
    "GeoCoordinates",
    "IdentifierEntry",
    "IdentityObject",
    "Image",
    "Linked",
    "Profile",
    "Related",
    "Result",
    "ResultDescription",
    "RubricCriterionLevel",
    "Status",
    "Typed",
    "VerifiableCredential",
]

CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
OB3_CONTEXT = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
OB3_EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"

OLDER_NAMES: Mapping[str, str] = {
    "validFrom": "issuanceDate",
    "validUntil": "expirationDate",
}

OB3_CONTEXT_PATTERN = re.compile(
    r"https://purl\.imsglobal\.org/spec/ob/v3p0/"
    r"(context(-3\.\d\.\d)*\.json|context/ob_v3p0\.jsonld)"
)


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
        for index, result in enumerate(self.result):
            problems.extend(self._result_problems(result, f"{path}.result[{index}]"))
        return problems

    def _result_problems(self, result: Result, path: str) -> Iterator[Problem]:
        described = {d.id: d for d in self.achievement.result_description}
        levels = {
            level.id
            for description in described.values()
            for level in description.rubric_criterion_level
        }
        known = described.get(result.result_description or "")
        if result.result_description and known is None:
            reason = "document.result_description_unknown"
            yield Problem(f"{path}.resultDescription", reason)
        elif known and known.result_type == "Status" and result.status is None:
            yield Problem(path, "document.result_status_missing")
        if result.achieved_level and result.achieved_level not in levels:
            yield Problem(f"{path}.achievedLevel", "document.result_level_unknown")


@dataclass(frozen=True, kw_only=True)
class VerifiableCredential(Node):
    """What every credential of OB 3.0 has (VCDM 2.0, OB30-C1..C5).

    One of the data model 1.1 is read too and written as it was: its `issuanceDate` is
    `valid_from` here, its `expirationDate` is `valid_until`.
    """

    TYPES: ClassVar = ("VerifiableCredential",)
    FURTHER_TYPES: ClassVar[tuple[str, ...]] = ()
    # What stands in `@context` behind the data model's own, in this order.
    CONTEXTS: ClassVar[tuple[re.Pattern[str], ...]] = (OB3_CONTEXT_PATTERN,)

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
    credential_status: Status | None = None
    refresh_service: Linked | None = None
    terms_of_use: tuple[Typed, ...] = ()
    proof: tuple[Members, ...] = ()

    @property
    def issuer_id(self) -> str:
        """The issuer's id, however the issuer is given."""
        return self.issuer if isinstance(self.issuer, str) else self.issuer.id

    @classmethod
    @override
    def member_names(cls, document: Mapping[str, Any]) -> Mapping[str, str]:
        """The data model 1.1 has other names for the times."""
        return OLDER_NAMES if is_of_data_model_1(document) else {}

    @classmethod
    @override
    def broken_first(cls, document: Mapping[str, Any], path: str) -> list[Problem]:
        """OB30-C1: the contexts in their order. OB30-C2: the types."""
        problems = list(cls._context_problems(document.get("@context"), path))
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

    @classmethod
    def _context_problems(cls, context: Any, path: str) -> Iterator[Problem]:
        given = as_list(context)
        if given[:1] not in ([CREDENTIALS_V2], [CREDENTIALS_V1]):
            yield Problem(f"{path}.@context[0]", "document.context_order")
            return
        # T-LD-4: the order is part of the standard.
        for index, pattern in enumerate(cls.CONTEXTS, 1):
            url = given[index] if index < len(given) else None
            if not isinstance(url, str) or not pattern.fullmatch(url):
                where = f"{path}.@context[{index}]"
                yield Problem(where, "document.context_order")
                return


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
    evidence: tuple[Evidence, ...] = ()

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """The rules of every credential, and a name (T-DM-6)."""
        problems = super().broken_rules(path)
        if self.name is None:
            problems.append(Problem(f"{path}.name", "document.member_missing"))
        return problems


def is_of_data_model_1(document: Mapping[str, Any]) -> bool:
    """Whether a credential is one of the data model 1.1, by its first context."""
    return as_list(document.get("@context"))[:1] == [CREDENTIALS_V1]


def _proof_problems(
    proofs: tuple[Mapping[str, Any], ...], path: str
) -> Iterator[Problem]:
    for index, proof in enumerate(proofs):
        if not isinstance(proof.get("type"), str):
            yield Problem(f"{path}.proof[{index}].type", "document.member_missing")
