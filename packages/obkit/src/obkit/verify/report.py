"""What verification found: checks with outcomes, reasons and facts; never a bare boolean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from enum import StrEnum

from obkit.encoding import times
from obkit.verify import reasons


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
    ABOUT = "about"  # an endorsement: whether it is one of what carries it
    CONTENTS = "contents"  # a learner record: whether the credentials in it hold too


@dataclass(frozen=True, slots=True)
class CheckResult:
    """One check: its outcome, a stable reason code (`status.revoked`) and plain facts."""

    check: Check
    outcome: Outcome
    reason: str
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether later checks may build on this one: passed, if need be with a warning."""
        return self.outcome in (Outcome.PASSED, Outcome.WARNED)

    def as_json(self) -> dict[str, object]:
        """The result as plain JSON values, with the one-line cause of its reason."""
        return {
            "check": str(self.check),
            "outcome": str(self.outcome),
            "reason": self.reason,
            "cause": reasons.cause_of(self.reason),
            "facts": _plain(self.facts),
        }


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
    endorses: str | None = None  # an endorsement: the id of what it is about
    comment: str | None = None

    def as_json(self) -> dict[str, object]:
        """The fields that the credential states, as plain JSON values."""
        stated = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {
            name: _plain(value) for name, value in stated if value not in (None, ())
        }


@dataclass(frozen=True, slots=True)
class Refresh:
    """What became of asking the issuer for a newer edition: where, and a reason code."""

    url: str
    reason: str

    def as_json(self) -> dict[str, object]:
        """The same as plain JSON values."""
        cause = reasons.cause_of(self.reason)
        return {"url": self.url, "reason": self.reason, "cause": cause}


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one verification found.

    `kind` is the document's kind (`Kind`), `container` how it came (`json`, `jwt`, `png`,
    `svg`, `url`, `unknown`), `digest` the SHA-256 of the input (hex). `document` is the JSON
    document that the checks looked at, verified or not (None if none was found): show people
    `subject`, which is filled only when the document has the issuer's word. `also` has the
    reports of further badges in the same file; the verdict covers them.

    `endorsements` has a report for every endorsement found in the document, good or bad; they do
    not change its verdict. Show people `confirmed_endorsements` only. `contents` has a report for
    every credential in a learner record; the check CONTENTS sums them up. `refresh` says whether a
    newer edition was asked for; with `refresh.newer` that is what the checks looked at.
    """

    kind: str
    container: str
    digest: str
    checked_at: datetime
    results: tuple[CheckResult, ...]
    verdict: Verdict
    subject: Subject = field(default_factory=Subject)
    document: Mapping[str, object] | None = None
    refresh: Refresh | None = None
    also: tuple["Report", ...] = ()  # further badges in the same file (a second bake)
    endorsements: tuple["Report", ...] = ()
    contents: tuple["Report", ...] = ()

    @property
    def confirmed_endorsements(self) -> tuple["Report", ...]:
        """The endorsements that are their endorsers' word, about this, and still hold."""
        return tuple(
            report for report in self.endorsements if report.verdict is Verdict.VERIFIED
        )

    def result(self, check: Check) -> CheckResult | None:
        """The result of one check, or None where it did not come to it."""
        return next((r for r in self.results if r.check is check), None)

    def outcome_of(self, check: Check) -> Outcome | None:
        """The outcome of one check, or None where it did not come to it."""
        found = self.result(check)
        return found.outcome if found else None

    def as_json(self) -> dict[str, object]:
        """The report as plain JSON values, for programs."""
        return {
            "verdict": str(self.verdict),
            "kind": self.kind,
            "container": self.container,
            "digest": f"sha256:{self.digest}",
            "checked_at": times.format(self.checked_at),
            "checks": [result.as_json() for result in self.results],
            "subject": self.subject.as_json(),
            "document": _plain(self.document),
            "also": [report.as_json() for report in self.also],
            "refresh": self.refresh.as_json() if self.refresh else None,
            "endorsements": [report.as_json() for report in self.endorsements],
            "contents": [report.as_json() for report in self.contents],
        }


def _plain(value: object) -> object:
    """JSON values only: what is none is named by its type, never shown by accident."""
    if value is None or isinstance(value, str | int | float):
        return str(value) if isinstance(value, StrEnum) else value
    if isinstance(value, datetime):
        return times.format(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, bytes):
        return [_plain(item) for item in value]
    return f"<{type(value).__name__}>"
