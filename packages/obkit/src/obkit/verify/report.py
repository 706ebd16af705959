"""What verification found: checks with outcomes, reasons and facts; never a bare boolean."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """What one check found. A check that could not run is INCONCLUSIVE, never FAILED."""

    PASSED = "passed"
    FAILED = "failed"
    WARNED = "warned"
    NOT_APPLICABLE = "not_applicable"
    INCONCLUSIVE = "inconclusive"


class Verdict(StrEnum):
    """What the policy makes of a report."""

    VERIFIED = "verified"
    NOT_VERIFIED = "not_verified"
    INCONCLUSIVE = "inconclusive"


class Check(StrEnum):
    """The checks, in the order of the specification (OB 3.0 §verification)."""

    PARSE = "parse"
    CONFORMS = "conforms"
    PROOF = "proof"
    ISSUER = "issuer"  # the key belongs to the issuer, not merely fits the signature
    STATUS = "status"
    VALID_FROM = "valid_from"
    VALID_UNTIL = "valid_until"
    RECIPIENT = "recipient"
    TRUST = "trust"


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its outcome, a stable reason code (`status.revoked`) and plain facts."""

    check: Check
    outcome: Outcome
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Subject:
    """What the credential says, read from the verified document; for showing to people.

    Every field is None (or empty) where the document does not say. Dates are as written.
    """

    id: str | None = None
    name: str | None = None
    description: str | None = None
    criteria: str | None = None
    image: str | None = None
    narrative: str | None = None
    issuer_id: str | None = None
    issuer_name: str | None = None
    issuer_url: str | None = None
    recipient_name: str | None = None
    issued_on: str | None = None
    expires: str | None = None
    alignments: tuple[tuple[str, str], ...] = ()  # (target name, target URL)
    evidence: tuple[tuple[str, str], ...] = ()  # (name or narrative, URL or "")


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one verification found.

    `kind` is the document's kind (`ob3.achievement`, `ob2.assertion`, `status_list`, `unknown`),
    `container` how it came (`json`, `jwt`, `png`, `svg`, `url`), `digest` the SHA-256 of the input
    (hex), `document` the JSON document that was verified (None if none was found).
    """

    kind: str
    container: str
    digest: str
    checked_at: datetime
    results: tuple[CheckResult, ...]
    verdict: Verdict
    subject: Subject = field(default_factory=Subject)
    document: Mapping[str, object] | None = None
    also: tuple["Report", ...] = ()  # further badges in the same file (a second bake)

    def result(self, check: Check) -> CheckResult | None:
        """The result of one check, or None where it did not come to it."""
        return next((r for r in self.results if r.check is check), None)

    def outcome_of(self, check: Check) -> Outcome | None:
        """The outcome of one check, or None where it did not come to it."""
        found = self.result(check)
        return found.outcome if found else None
