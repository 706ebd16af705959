"""A verification report as a page shows it, and as JSON."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from laurel.sites.public import wording
from laurel.sites.public.sentences import Foreign, Number, Sentence, Value
from laurel.sites.ui.dates import Day, Moment
from laurel.sites.ui.text import clean, host_of
from obkit.verify.report import Check, CheckResult, Outcome, Report, Subject, Verdict

# Statuses of which nothing is shown as if it were true.
UNSHOWN = frozenset({"false", "none"})

_LOOKS = {
    Outcome.PASSED: ("passed", "tick", "Passed"),
    Outcome.FAILED: ("failed", "cross", "Failed"),
    Outcome.WARNED: ("warning", "exclaim", "Note"),
    Outcome.INCONCLUSIVE: ("inconclusive", "question", "Not known"),
    Outcome.NOT_APPLICABLE: ("passed", "tick", "Passed"),
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the check list."""

    outcome: str
    icon: str
    spoken: str
    title: SafeString
    sentence: SafeString
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The answer: the stylesheet's status, the word, one sentence."""

    status: str
    title: Sentence
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Revocation:
    """What an issuer of this instance says in public about a revoked badge."""

    at: datetime
    issuer: str
    wording: str


def status_of(report: Report) -> str:
    """`valid`, `expired`, `revoked`, `early`, `unknown`, `none` (no badge), or `false`.

    Revoked or expired is only said of a badge whose proof is sound: a forger's date or list
    would otherwise be shown as the issuer's word.
    """
    if report.verdict is Verdict.VERIFIED:
        return "valid"
    if report.verdict is Verdict.INCONCLUSIVE:
        return "unknown"
    failed = {r.check for r in report.results if r.outcome is Outcome.FAILED}
    if failed and failed <= {Check.STATUS, Check.VALID_UNTIL, Check.VALID_FROM}:
        if Check.STATUS in failed:
            return "revoked"
        return "expired" if Check.VALID_UNTIL in failed else "early"
    parsed = report.result(Check.PARSE)
    no_badge = parsed is not None and parsed.reason in wording.NO_BADGE
    return "none" if no_badge else "false"


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report ready for a template."""

    status: str
    line: StatusLine
    checks: tuple[CheckLine, ...]
    subject: Subject
    kind: str
    digest: str
    # Nothing of a document that was tampered with is shown as if it were true.
    may_show: bool


def show(report: Report, *, revocation: Revocation | None = None) -> ShownReport:
    """The report as the page shows it."""
    status = status_of(report)
    return ShownReport(
        status=status,
        line=_status_line(report, status, revocation),
        checks=tuple(_check_lines(report)),
        subject=report.subject,
        kind=wording.KINDS.get(report.kind, "Not a badge that we know"),
        digest=report.digest,
        may_show=status not in UNSHOWN and report.subject.name is not None,
    )


def as_json(
    report: Report, *, revocation: Revocation | None = None
) -> dict[str, object]:
    """The report for a program: stable codes, and the sentences of the page beside them."""
    status = status_of(report)
    line = _status_line(report, status, revocation)
    return {
        "status": status,
        "verdict": report.verdict.value,
        "title": str(line.title),
        "sentence": str(line.sentence),
        "checkedAt": report.checked_at.isoformat(),
        "kind": report.kind,
        "container": report.container,
        "digest": {"sha256": report.digest},
        "checks": [_check_json(report, result) for result in report.results],
        "badge": _subject_json(report.subject) if status not in UNSHOWN else None,
        "also": [as_json(other) for other in report.also],
    }


def _check_json(report: Report, result: CheckResult) -> dict[str, object]:
    words = wording.words_of(result)
    return {
        "check": result.check.value,
        "outcome": result.outcome.value,
        "reason": result.reason,
        "title": str(_sentence(words.title, report, result)) if words else "",
        "sentence": str(_sentence(words.sentence, report, result)) if words else "",
        "facts": {name: _json_value(value) for name, value in result.facts.items()},
    }


def _json_value(value: object) -> object:
    plain = value is None or isinstance(value, (bool, int, float))
    return value if plain else clean(value)


def _subject_json(subject: Subject) -> dict[str, object]:
    return {
        "id": subject.id,
        "name": subject.name,
        "description": subject.description,
        "criteria": subject.criteria,
        "narrative": subject.narrative,
        "issuer": {
            "id": subject.issuer_id,
            "name": subject.issuer_name,
            "url": subject.issuer_url,
            "domain": host_of(subject.issuer_id or "") or None,
        },
        "recipient": {"name": subject.recipient_name},
        "issuedOn": subject.issued_on,
        "expires": subject.expires,
        "alignments": [{"name": n, "url": u} for n, u in subject.alignments],
        "evidence": [{"name": n, "url": u} for n, u in subject.evidence],
    }


# --- lines ---------------------------------------------------------------------------


def _check_lines(report: Report) -> Iterator[CheckLine]:
    """The lines in the order in which a visitor asks; what has nothing to say is left out."""
    for check in wording.ORDER:
        result = report.result(check)
        words = wording.words_of(result) if result else None
        if result is None or words is None:
            continue
        outcome, icon, spoken = _LOOKS[result.outcome]
        yield CheckLine(
            outcome=outcome,
            icon=icon,
            spoken=spoken,
            title=_sentence(words.title, report, result).html,
            sentence=_sentence(words.sentence, report, result).html,
            facts=tuple(_details(result)),
        )


def _details(result: CheckResult) -> Iterator[tuple[str, str]]:
    for name, label in wording.LABELS.items():
        value = result.facts.get(name)
        if value not in (None, "", b"") and not isinstance(value, bytes):
            yield label, clean(value)


def _status_line(
    report: Report, status: str, revocation: Revocation | None
) -> StatusLine:
    words = wording.STATUS_LINES[status]
    if status == "revoked" and revocation:
        words = wording.REVOKED_HERE if revocation.wording else wording.REVOKED_ON
    values = _values(report) | _revocation_values(revocation)
    deciding = _deciding(report)
    found = wording.words_of(deciding) if deciding else None
    if deciding and found and "{why}" in words.sentence:
        values["why"] = _Nested(_sentence(found.sentence, report, deciding))
    look = wording.LINE_LOOKS.get(status, status)
    return StatusLine(
        look, Sentence(words.title, values), Sentence(words.sentence, values)
    )


def _deciding(report: Report) -> CheckResult | None:
    """The first check that kept the badge from being valid."""
    bad = Outcome.FAILED if report.verdict is Verdict.NOT_VERIFIED else Outcome.INCONCLUSIVE
    for check in wording.ORDER:
        result = report.result(check)
        if result and result.outcome is bad and check is not Check.RECIPIENT:
            return result
    return None


# --- facts ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Nested:
    """A sentence inside a sentence."""

    sentence: Sentence

    def __str__(self) -> str:
        return str(self.sentence)

    @property
    def html(self) -> SafeString:
        return self.sentence.html


def _sentence(template: str, report: Report, result: CheckResult) -> Sentence:
    facts: dict[str, Value] = {
        name: Number(value) if isinstance(value, int) else Foreign(value)
        for name, value in result.facts.items()
        if not isinstance(value, bytes)
    }
    return Sentence(template, _Known(facts | _values(report)))


def _values(report: Report) -> dict[str, Value]:
    """What every sentence may name."""
    subject = report.subject
    issuer = subject.issuer_name or host_of(subject.issuer_id or "") or "its issuer"
    host = host_of(subject.issuer_id or "") or host_of(subject.issuer_url or "")
    passed = sum(r.outcome is Outcome.PASSED for r in report.results)
    return _Known(
        {
            "issuer": Foreign(issuer),
            "issuer_id": Foreign(subject.issuer_id or "the issuer"),
            "host": Foreign(host or "the issuer’s own key"),
            "checked": Moment(report.checked_at),
            "issued": Day(clean(subject.issued_on or "")),
            "expires": Day(clean(subject.expires or "")),
            "passed": Number(passed),
        }
    )


def _revocation_values(revocation: Revocation | None) -> dict[str, Value]:
    if revocation is None:
        return {}
    return {
        "revoked": Day(revocation.at),
        "issuer": Foreign(revocation.issuer),
        "wording": Foreign(revocation.wording.rstrip(".")),
    }


class _Known(dict[str, Value]):
    """Facts by name; a fact that a library leaves out is a gap, not a crash."""

    def __missing__(self, name: str) -> Value:
        return Foreign("…")
