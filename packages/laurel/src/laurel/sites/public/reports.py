"""A verification report as a page shows it, and as JSON."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from obkit.verify.policy import Policy
from obkit.verify.report import Check, CheckResult, Outcome, Report, Subject, Verdict

from laurel.sites.public import wording
from laurel.sites.public.sentences import Foreign, Number, Sentence, Value
from laurel.sites.ui.dates import Day, Moment
from laurel.sites.ui.text import clean, host_of

_POLICY = Policy()
_GOOD = (Outcome.PASSED, Outcome.WARNED)
_CHANGED = wording.TITLES_BY_REASON["proof.altered"]
# From bad to good: a file is as good as the worst badge in it.
_WORST_FIRST = (
    "altered", "false", "revoked", "early", "expired", "unread", "unknown", "none", "valid",
)  # fmt: skip

_LOOKS = {
    Outcome.PASSED: ("passed", "tick", "Passed"),
    Outcome.FAILED: ("failed", "cross", "Failed"),
    Outcome.WARNED: ("warning", "exclaim", "Note"),
    Outcome.INCONCLUSIVE: ("inconclusive", "question", "Not known"),
    Outcome.NOT_APPLICABLE: ("inconclusive", "question", "Not checked"),
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
    """One of `wording.STATUS_LINES`, for this badge by itself.

    Revoked or expired is only said of a badge that is known to be the issuer's: a forger's date
    or list would otherwise be shown as the issuer's word. Of a hosted badge that its host says
    is revoked, the host's word is all there is.
    """
    verdict = _POLICY.judge(report.results)
    if verdict is Verdict.VERIFIED:
        return "valid"
    parsed = report.result(Check.PARSE)
    if parsed is None or parsed.outcome not in _GOOD:
        no_badge = parsed is not None and parsed.reason in wording.NO_BADGE
        return "none" if no_badge else _unread(verdict)
    if verdict is Verdict.INCONCLUSIVE:
        return "unknown"
    return _what_failed(report)


def _unread(verdict: Verdict) -> str:
    return "unread" if verdict is Verdict.INCONCLUSIVE else "false"


def _what_failed(report: Report) -> str:
    failed = {r.check for r in report.results if r.outcome is Outcome.FAILED}
    proof = report.result(Check.PROOF)
    gone = proof is not None and proof.reason == "hosted.gone"
    theirs = all(report.outcome_of(c) in _GOOD for c in (Check.PROOF, Check.ISSUER))
    if failed <= {Check.STATUS, Check.VALID_UNTIL, Check.VALID_FROM} and (
        theirs or gone
    ):
        if Check.STATUS in failed:
            return "revoked"
        return "expired" if Check.VALID_UNTIL in failed else "early"
    if proof is not None and wording.TITLES_BY_REASON.get(proof.reason) == _CHANGED:
        return "altered"
    return "false"


@dataclass(frozen=True, slots=True)
class ShownReport:
    """A report ready for a template."""

    status: str
    line: StatusLine
    checks: tuple[CheckLine, ...]
    subject: Subject
    kind: str
    digest: str
    refresh: (
        str  # what became of asking for a newer version; empty where nobody was asked
    )

    @property
    def is_read(self) -> bool:
        """Whether there was a badge to check at all."""
        return self.status not in {"none", "unread"}

    @property
    def may_show(self) -> bool:
        """Whether the badge's words may be shown: only what is known to be the issuer's."""
        return self.subject.name is not None


def show(report: Report, *, revocation: Revocation | None = None) -> ShownReport:
    """One badge's report as the page shows it."""
    status = status_of(report)
    return ShownReport(
        status=status,
        line=_status_line(report, status, revocation),
        checks=tuple(_check_lines(report)),
        subject=report.subject,
        kind=wording.KINDS.get(report.kind, "Not a badge that we know"),
        digest=report.digest,
        refresh=wording.refresh_words(report),
    )


def worst_of(report: Report) -> Report:
    """The badge in the file that decides about the whole file."""
    return min((report, *report.also), key=lambda r: _WORST_FIRST.index(status_of(r)))


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
        "refresh": report.refresh.as_json() if report.refresh else None,
        "badge": _subject_json(report.subject) if report.subject.name else None,
        "also": [as_json(other) for other in report.also],
    }


def _check_json(report: Report, result: CheckResult) -> dict[str, object]:
    words = wording.words_of(result)
    return {
        "check": result.check.value,
        "outcome": result.outcome.value,
        "reason": result.reason,
        "title": str(_sentence(words.title, report, result)),
        "sentence": str(_sentence(words.sentence, report, result)),
        "facts": {name: _json_value(value) for name, value in result.facts.items()},
    }


def _json_value(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): _json_value(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json_value(inner) for inner in value]
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
        if result is None or not wording.is_said(result):
            continue
        words = wording.words_of(result)
        outcome, icon, spoken = _LOOKS[wording.look_of(result)]
        yield CheckLine(
            outcome=outcome,
            icon=icon,
            spoken=spoken,
            title=_sentence(words.title, report, result).html,
            sentence=_sentence(words.sentence, report, result).html,
            facts=tuple(_details(result)),
        )


def _details(result: CheckResult) -> Iterator[tuple[str, str]]:
    facts = dict(result.facts)
    proofs = facts.get("proofs")
    if isinstance(proofs, (list, tuple)) and proofs and isinstance(proofs[0], Mapping):
        facts |= {"suite": proofs[0].get("suite"), "method": proofs[0].get("method")}
    for name, label in wording.LABELS.items():
        value = facts.get(name)
        if isinstance(value, (list, tuple)):
            value = ", ".join(str(item) for item in value)
        if value not in (None, "", b"") and not isinstance(value, (bytes, Mapping)):
            yield label, clean(value)


def _status_line(
    report: Report, status: str, revocation: Revocation | None
) -> StatusLine:
    values = _values(report)
    deciding = _deciding(report)
    words = wording.STATUS_LINES[status]
    if status == "revoked":
        words = _revoked_words(report, revocation)
        values |= _revocation_values(report, revocation)
    if deciding:
        why = wording.words_of(deciding).sentence
        values["why"] = _Nested(_sentence(why, report, deciding))
    look = wording.LINE_LOOKS.get(status, status)
    return StatusLine(
        look, Sentence(words.title, values), Sentence(words.sentence, values)
    )


def _revoked_words(report: Report, revocation: Revocation | None) -> wording.Words:
    if revocation:
        return wording.REVOKED_HERE if revocation.wording else wording.REVOKED_ON
    found = report.result(Check.STATUS)
    if found and found.reason == "status.suspended":
        return wording.SUSPENDED
    said = found and clean(found.facts.get("said") or "")
    return wording.REVOKED_THERE if said else wording.STATUS_LINES["revoked"]


def _deciding(report: Report) -> CheckResult | None:
    """The first check that kept the badge from being valid, not one that waited for it."""
    bad = (
        Outcome.FAILED
        if report.verdict is Verdict.NOT_VERIFIED
        else Outcome.INCONCLUSIVE
    )
    for check in wording.ORDER:
        result = report.result(check)
        if result is None or check is Check.RECIPIENT:
            continue
        if result.outcome is bad and result.reason != wording.NOT_RUN:
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
    }
    facts["fetch"] = Foreign(wording.fetch_words(result))
    facts["really"] = Foreign(wording.really_words(result))
    return Sentence(template, _Known(facts | _values(report)))


def _values(report: Report) -> dict[str, Value]:
    """What every sentence may name."""
    subject = report.subject
    issuer = (
        subject.issuer_name or host_of(subject.issuer_id or "") or "the issuer it names"
    )
    host = host_of(subject.issuer_id or "") or host_of(subject.issuer_url or "")
    # As many as the page lists: whoever counts the ticks finds this number.
    passed = sum(
        _LOOKS[wording.look_of(r)][0] == "passed"
        for r in report.results
        if r.check in wording.ORDER and wording.is_said(r)
    )
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


def _revocation_values(
    report: Report, revocation: Revocation | None
) -> dict[str, Value]:
    if revocation:
        return {
            "revoked": Day(revocation.at),
            "issuer": Foreign(revocation.issuer),
            "wording": Foreign(revocation.wording.rstrip(".")),
        }
    found = report.result(Check.STATUS)
    said = str(found.facts.get("said") or "") if found else ""
    return {"said": Foreign(said.rstrip("."))}


class _Known(dict[str, Value]):
    """Facts by name; a fact that a library leaves out is a gap, not a crash."""

    def __missing__(self, name: str) -> Value:
        return Foreign("…")
