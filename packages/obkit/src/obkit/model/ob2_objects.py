"""Open Badges 2.0: the objects that assertions, badge classes and profiles hold.

2.0 documents live on the web and differ more than signed ones: dates without seconds, types left
out of inner objects, `hosted` for `HostedBadge`. What the validators of 2.0 accept is read; what
we write ourselves follows the text of the standard.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar

from obkit.model.fields import (
    Node,
    Problem,
    type_field,
)
from obkit.model.identity import is_identity_hash, is_older_identity_hash
from obkit.model.values import (
    Anything,
    Broken,
    Flag,
    Instant,
    Json,
    Rule,
    Text,
    as_list,
    is_absolute_iri,
)
from obkit.overriding import override
from obkit.vocabulary import contexts

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
# `T` is required: a date alone has no zone, and a badge's order of events depends on it (OB20-A7).
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d(:?\d\d){1,2}(\.\d+)?(Z|[+-]\d\d(:?\d\d)?)")
_BLANK = re.compile(r"_:[A-Za-z0-9_.-]+")
# BCP 47 in its outline; whether a subtag is registered is not for us to say.
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
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


def _tag(value: Json) -> str:
    if isinstance(value, str) and _LANGUAGE.fullmatch(value):
        return value
    raise Broken("document.not_a_language")


Iri = Annotated[str, Rule(_iri, lambda value: value)]
Moment = Annotated[Instant, Rule(_moment, lambda instant: instant.text)]
Picture = Annotated[str, Rule(_picture, lambda value: value)]
Origin = Annotated[str, Rule(_origin, lambda value: value)]
Version = Annotated[str | int | float, Rule(_version, lambda value: value)]


Tag = Annotated[str, Rule(_tag, lambda value: value)]


@dataclass(frozen=True, kw_only=True)
class Ob2Node(Node):
    """An object of Open Badges 2.0: one type or context alone is written without a list."""

    BARE_TYPE: ClassVar = True

    @classmethod
    @override
    def broken_first(cls, document: Mapping[str, Any], path: str) -> list[Problem]:
        """OB20-A1: the context, where there is one, is that of 2.0. OB20-EX1: extensions."""
        problems = list(_extension_problems(document, path))
        context = as_list(document.get("@context"))
        # An object in place of the URL could give the members other meanings than we read in
        # them, so only one that says the same as the standard's is taken.
        if context and not contexts.is_open_badges_2(context[0]):
            problems.append(Problem(f"{path}.@context", "document.context_order"))
        return problems

    @override
    def to_document(self) -> dict[str, Json]:
        """Write the object as JSON values."""
        document = super().to_document()
        given = document.get("@context")
        if isinstance(given, list) and len(given) == 1:
            document["@context"] = given[0]
        return document


def _extension_problems(document: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """OB20-EX1. What an extension says is its own matter; that it is one has to be seen."""
    for name, value in document.items():
        for item in as_list(value):
            types = as_list(item.get("type")) if isinstance(item, dict) else []
            if "Extension" not in types:
                continue
            where = f"{path}.{name}"
            if "@context" not in item:
                yield Problem(f"{where}.@context", "document.member_missing")
            if len(types) < 2:  # noqa: PLR2004 - `Extension`, and which one
                yield Problem(f"{where}.type", "document.extension_untyped")


@dataclass(frozen=True, kw_only=True)
class Related(Ob2Node):
    """Another edition of the same thing (OB20-X1)."""

    id: Iri
    type: tuple[Text, ...] = ()
    version: Version | None = None
    language: Tag | None = None


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

    @property
    def has_hash(self) -> bool:
        """Whether what stands there has the form of a hash."""
        return is_identity_hash(self.identity)

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """OB20-I6: hashed is a hash, plain is none, and a plain e-mail address looks like one."""
        where = f"{path}.identity"
        if self.hashed != self.has_hash:
            return [Problem(where, "document.not_an_identity_hash")]
        is_email = "email" in self.type and not self.hashed
        if is_email and not _EMAIL.fullmatch(self.identity):
            return [Problem(where, "document.not_an_email")]
        return []


@dataclass(frozen=True, kw_only=True)
class OlderIdentityObject(IdentityObject):
    """The recipient of a badge from before 2.0, which allowed SHA-1 too."""

    @property
    @override
    def has_hash(self) -> bool:
        """Whether what stands there has the form of a hash."""
        return is_older_identity_hash(self.identity)


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
