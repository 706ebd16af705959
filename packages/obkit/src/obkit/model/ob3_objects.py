"""Open Badges 3.0: the objects that a credential holds, one frozen dataclass each (OB 3.0 §B).

Those that may carry endorsements, and the credentials themselves, are in `ob3`.
"""

from dataclasses import dataclass
from typing import ClassVar

from obkit.model.fields import (
    Node,
    Problem,
    type_field,
)
from obkit.model.identity import is_identity_hash
from obkit.model.ob3_terms import IdentifierType, ResultStatus, ResultType, TargetType
from obkit.model.values import (
    Flag,
    Iri,
    Language,
    Number,
    Text,
)
from obkit.overriding import override


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

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB30-O2: the level that is required is one of those that are described."""
        levels = {level.id for level in self.rubric_criterion_level}
        if self.required_level and levels and self.required_level not in levels:
            where = f"{path}.requiredLevel"
            return [Problem(where, "document.result_level_unknown")]
        return []


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
class Status(Node):
    """Where the status is published. Only the plain form of the standard wants an `id` (T-DM-3)."""

    BARE_TYPE: ClassVar = True

    id: Iri | None = None
    type: tuple[Text, ...] = type_field()


@dataclass(frozen=True, kw_only=True)
class BitstringStatusListEntry(Status):
    """Where a verifier finds the credential's bit (BS-1)."""

    TYPES: ClassVar = ("BitstringStatusListEntry",)
    ONE_TYPE: ClassVar = True

    id: Iri  # ours always have one (OB30-O13)
    type: tuple[Text, ...] = type_field("BitstringStatusListEntry")
    status_purpose: Text = "revocation"
    status_list_index: Text  # a string by the standard; T-DM-4
    status_list_credential: Iri
