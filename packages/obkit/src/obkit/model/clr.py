"""Comprehensive Learner Records 2.0: many credentials of one person in one (checklist §5)."""

import re
from dataclasses import dataclass
from typing import ClassVar

from obkit.model.fields import (
    Node,
    Problem,
    type_field,
)
from obkit.model.ob3 import (
    OB3_CONTEXT_PATTERN,
    Achievement,
    EndorsementCredential,
    Evidence,
    IdentityObject,
    VerifiableCredential,
)
from obkit.model.ob3_terms import AssociationType, CompactJws
from obkit.model.values import (
    Flag,
    Iri,
    Members,
    Text,
)
from obkit.overriding import override

CLR_CONTEXT = "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json"

_CLR_CONTEXT = re.compile(
    r"https://purl\.imsglobal\.org/spec/clr/v2p0/context(-2\.\d\.\d)*\.json"
)


@dataclass(frozen=True, kw_only=True)
class Association(Node):
    """How two achievements of the record belong together (CL-6)."""

    TYPES: ClassVar = ("Association",)
    CLOSED: ClassVar = True
    ONE_TYPE: ClassVar = True

    type: tuple[Text, ...] = type_field("Association")
    association_type: AssociationType
    source_id: Iri
    target_id: Iri


@dataclass(frozen=True, kw_only=True)
class IncludedCredential(VerifiableCredential):
    """What every credential in a record must have, whatever its kind (CL-4)."""

    CONTEXTS: ClassVar = ()

    id: Iri | None = None  # type: ignore[assignment]  # only here it may be missing
    credential_subject: Members
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ClrSubject(Node):
    """Whose record it is and what is in it (CL-4, CL-5).

    The credentials stay as they are written: each has its own proof over its own words.
    """

    TYPES: ClassVar = ("ClrSubject",)

    id: Iri | None = None
    type: tuple[Text, ...] = type_field("ClrSubject")
    identifier: tuple[IdentityObject, ...] = ()
    achievement: tuple[Achievement, ...] = ()
    verifiable_credential: tuple[Members, ...]
    association: tuple[Association, ...] = ()

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """CL-4: somebody's record, of whole credentials."""
        problems = []
        if self.id is None and not self.identifier:
            problems.append(Problem(path, "document.subject_unidentified"))
        for index, document in enumerate(self.verifiable_credential):
            where = f"{path}.verifiableCredential[{index}]"
            problems.extend(IncludedCredential.problems_of(document, path=where))
        return problems


@dataclass(frozen=True, kw_only=True)
class ClrCredential(VerifiableCredential):
    """A learner record: an issuer's statement of what somebody has achieved (CL-1..CL-8)."""

    FURTHER_TYPES: ClassVar = ("ClrCredential",)
    CONTEXTS: ClassVar = (_CLR_CONTEXT, OB3_CONTEXT_PATTERN)

    credential_subject: ClrSubject
    partial: Flag | None = None
    evidence: tuple[Evidence, ...] = ()
    endorsement: tuple[EndorsementCredential, ...] = ()
    endorsement_jwt: tuple[CompactJws, ...] = ()

    @override
    def broken_rules(self, path: str) -> list[Problem]:
        """The rules of every credential, and a name (T-DM-6)."""
        problems = super().broken_rules(path)
        if self.name is None:
            problems.append(Problem(f"{path}.name", "document.member_missing"))
        return problems
