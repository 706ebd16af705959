"""Credentials of the data model 2.0 that are no badges: what the W3C asks of any credential.

Records and wallets hold others beside badges. Nothing is known of their claims, but their shape,
their signature, their times and their status are checked like a badge's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from obkit.model.fields import (
    Node,
    Problem,
    type_field,
)
from obkit.model.ob3 import CREDENTIALS_V2, Linked, Status, Typed
from obkit.model.values import (
    Anything,
    Broken,
    Iri,
    Json,
    Members,
    Rule,
    Text,
    When,
    as_list,
    is_absolute_iri,
)
from obkit.overriding import override

_LANGUAGE_VALUE = frozenset({"@value", "@language", "@direction"})


def _words(value: Json) -> Json:
    """VC-8: a text, or a text with its language and direction, and nothing else."""
    if isinstance(value, str):
        return value
    if not isinstance(value, dict) or not isinstance(value.get("@value"), str):
        raise Broken("document.not_a_string")
    if value.keys() - _LANGUAGE_VALUE:
        raise Broken("document.unknown_member")
    return value


Words = Annotated[Any, Rule(_words, lambda value: value)]


@dataclass(frozen=True, kw_only=True)
class Issuer(Node):
    """Who issued the credential (VC-5)."""

    id: Iri
    name: tuple[Words, ...] = ()
    description: tuple[Words, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Credential(Node):
    """Any credential of the data model 2.0 (VC-1..VC-10)."""

    TYPES: ClassVar = ("VerifiableCredential",)

    context: tuple[Anything, ...]
    id: Iri | None = None
    type: tuple[Text, ...] = type_field("VerifiableCredential")
    name: tuple[Words, ...] = ()
    description: tuple[Words, ...] = ()
    issuer: Issuer | Iri
    valid_from: When | None = None
    valid_until: When | None = None
    credential_subject: tuple[Members, ...]
    credential_schema: tuple[Linked, ...] = ()
    credential_status: tuple[Status, ...] = ()
    refresh_service: tuple[Typed, ...] = ()
    terms_of_use: tuple[Typed, ...] = ()
    evidence: tuple[Typed, ...] = ()
    proof: tuple[Typed, ...] = ()

    @classmethod
    @override
    def broken_first(cls, document: Mapping[str, Any], path: str) -> list[Problem]:
        """VC-1: the data model's own context stands first."""
        if as_list(document.get("@context"))[:1] != [CREDENTIALS_V2]:
            return [Problem(f"{path}.@context[0]", "document.context_order")]
        return []

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """VC-6: a subject has claims. VC-3: ids are addresses. VC-7: it ends after it starts."""
        problems = []
        for index, subject in enumerate(self.credential_subject):
            where = f"{path}.credentialSubject[{index}]"
            if not subject:
                problems.append(Problem(where, "document.subject_unidentified"))
            problems.extend(_id_problems(subject, where))
        for name in ("refresh_service", "terms_of_use", "evidence"):
            for item in getattr(self, name):
                problems.extend(_id_problems(item.extra, f"{path}.{name}"))
        start, end = self.valid_from, self.valid_until
        if start and end and end.at < start.at:
            reason = "document.ends_before_it_starts"
            problems.append(Problem(f"{path}.validUntil", reason))
        return problems


def _id_problems(members: Mapping[str, Any], path: str) -> list[Problem]:
    id_ = members.get("id", "urn:x:none")
    if isinstance(id_, str) and is_absolute_iri(id_):
        return []
    return [Problem(f"{path}.id", "document.not_an_iri")]
