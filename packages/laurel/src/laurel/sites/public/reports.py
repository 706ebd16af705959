"""A verification report as a page shows it, and as JSON."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.conf import settings
from django.utils.safestring import SafeString
from obkit.verify.report import Check, CheckResult, Outcome, Report, Subject, Verdict

from laurel.issuers import selectors as issuers
from laurel.sites.public import standings, wording
from laurel.sites.public.sentences import Foreign, Number, Sentence, Value
from laurel.sites.public.standings import Standing
from laurel.sites.ui.dates import Day, Moment
from laurel.sites.ui.text import clean, host_of
from laurel.verification.selectors import status_of
from laurel.verification.types import Status

_WORST_FIRST = [status.value for status in Status]

# What a bit in our own list means, where we know more.
_OUR_REASON = {"suspended": "status.suspended", "replaced": "status.refresh_available"}

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
    title_text: str = ""  # the same without tags
    sentence_text: str = ""


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The answer: the stylesheet's status, the word, one sentence."""

    status: str
    title: Sentence
    sentence: Sentence
    page: str = (
        ""  # where the badge that counts is, if this one was replaced or renewed
    )


@dataclass(frozen=True, slots=True)
class Endorsement:
    """Somebody else's signed word for a badge, as it is shown: who, as what, and what they say."""

    name: str
    role: str  # as they describe themselves
    host: str
    comment: str
    since: str
    page: str = ""  # ours, on which stands how it is known; empty for others'
    signed_for: bool = False  # by this instance, for a person without a key


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
    endorsements: tuple[Endorsement, ...] = ()
    unconfirmed: int = (
        0  # endorsements in the file that are nobody's word, or hold no more
    )

    @property
    def is_read(self) -> bool:
        """Whether there was a badge to check at all."""
        return self.status not in {"none", "unread"}

    @property
    def is_offered(self) -> bool:
        """Whether somebody may want to take it with them."""
        return self.status not in {"revoked", "suspended", "replaced", "renewed"}

    @property
    def may_show(self) -> bool:
        """Whether the badge's words may be shown: only what is known to be the issuer's."""
        return self.subject.name is not None


def show(report: Report, *, standing: Standing | None = None) -> ShownReport:
    """One badge's report as the page shows it, with what its issuer here says of it."""
    status = standings.refined(status_of(report), standing)
    return ShownReport(
        status=status,
        line=_status_line(report, status, standing),
        checks=tuple(_check_lines(report, status)),
        subject=report.subject,
        kind=wording.KINDS.get(report.kind, "Not a badge that we know"),
        digest=report.digest,
        refresh=wording.refresh_words(report),
        endorsements=tuple(_endorsements(report)),
        unconfirmed=len(report.endorsements) - len(report.confirmed_endorsements),
    )


def worst_of(badges: Sequence[ShownReport]) -> ShownReport:
    """The badge in the file that decides about the whole file."""
    return min(badges, key=lambda shown: _WORST_FIRST.index(shown.status))


def answer(badges: Sequence[ShownReport], *, aside: str = "") -> StatusLine:
    """The line about the whole file; without a badge in it, with what else was looked for."""
    worst = worst_of(badges)
    return _with_aside(worst.line, aside) if worst.status == "none" else worst.line


def _with_aside(line: StatusLine, aside: str) -> StatusLine:
    if not aside:
        return line
    said = {"said": _Nested(line.sentence), "aside": _Nested(Sentence(aside))}
    return replace(line, sentence=Sentence("{said} {aside}", said))


def as_json(
    report: Report,
    *,
    standing_of: Callable[[Report], Standing | None] = standings.unknown,
    aside: str = "",
) -> dict[str, object]:
    """The report for a program: stable codes, and the sentences of the page beside them.

    Of a badge that was replaced, the checks and the badge are those of the newer edition; the
    verdict is on what was handed in.
    """
    standing = standing_of(report)
    status = standings.refined(status_of(report), standing)
    line = _status_line(report, status, standing)
    if status == "none":
        line = _with_aside(line, aside)
    is_replaced = status == standings.Kind.REPLACED
    verdict = Verdict.NOT_VERIFIED if is_replaced else report.verdict
    return {
        "status": status,
        "verdict": verdict.value,
        "title": str(line.title),
        "sentence": str(line.sentence),
        "checkedAt": report.checked_at.isoformat(),
        "kind": report.kind,
        "container": report.container,
        "digest": {"sha256": report.digest},
        "checks": [_check_json(report, result) for result in report.results],
        "refresh": report.refresh.as_json() if report.refresh else None,
        "badge": _subject_json(report.subject) if report.subject.name else None,
        "endorsements": [
            {
                "name": each.name,
                "role": each.role,
                "domain": each.host,
                "comment": each.comment,
                "issuedOn": each.since,
            }
            for each in _endorsements(report)
        ],
        "also": [as_json(other, standing_of=standing_of) for other in report.also],
    }


def endorsements(reports: Sequence[Report]) -> list[Endorsement]:
    """Endorsements that were checked by themselves, as they are shown; those that hold."""
    return list(_shown(r for r in reports if r.verdict is Verdict.VERIFIED))


def _endorsements(report: Report) -> Iterator[Endorsement]:
    return _shown(report.confirmed_endorsements)


def _shown(found: Iterable[Report]) -> Iterator[Endorsement]:
    for each in found:
        said = each.subject
        issuer = (each.document or {}).get("issuer")
        role = issuer.get("description") if isinstance(issuer, Mapping) else ""
        yield Endorsement(
            name=clean(said.issuer_name or ""),
            role=clean(role or ""),
            host=host_of(said.issuer_id or ""),
            comment=said.comment or "",
            since=clean(said.issued_on or ""),
            page=_own_page(said),
            signed_for=_is_signed_for(said),
        )


def _own_page(said: Subject) -> str:
    """The path of an endorsement that was made here; empty for any other."""
    base, id_ = settings.LAUREL.base_url, said.id or ""
    host = issuers.publisher().id
    own = (said.issuer_id or "").startswith(f"{host}:")
    is_here = own and id_.startswith(f"{base}/endorsements/")
    return id_.removeprefix(base) if is_here else ""


def _is_signed_for(said: Subject) -> bool:
    """Whether the instance signed for somebody who has no key."""
    return (said.issuer_id or "").startswith(issuers.endorser_did(""))


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


def _check_lines(report: Report, status: str) -> Iterator[CheckLine]:
    """The lines in the order in which a visitor asks; what has nothing to say is left out."""
    for result in _told(report, status):
        words = wording.words_of(result)
        outcome, icon, spoken = _LOOKS[wording.look_of(result)]
        yield CheckLine(
            outcome=outcome,
            icon=icon,
            spoken=spoken,
            title=_sentence(words.title, report, result).html,
            sentence=_sentence(words.sentence, report, result).html,
            facts=tuple(_details(result)),
            title_text=str(_sentence(words.title, report, result)),
            sentence_text=str(_sentence(words.sentence, report, result)),
        )


def _told(report: Report, status: str) -> Iterator[CheckResult]:
    """The results that are told, with what our own word changes in them."""
    for check in wording.ORDER:
        result = report.result(check)
        if result is None or not wording.is_said(result):
            continue
        if check is Check.STATUS and result.outcome is Outcome.FAILED:
            result = replace(result, reason=_OUR_REASON.get(status, result.reason))
        if status == "replaced" and result.reason == "hosted.copy_altered":
            reason = _OUR_REASON[status]
            result = replace(result, outcome=Outcome.WARNED, reason=reason)
        yield result


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


def _status_line(report: Report, status: str, standing: Standing | None) -> StatusLine:
    values = _values(report)
    deciding = _deciding(report)
    words = wording.STATUS_LINES[status]
    if standing and status == standing.kind:
        words = standings.words_of(standing)
        values |= standings.values_of(standing)
    elif status == "revoked":
        words, said = _revoked_words(report)
        values |= said
    if deciding:
        why = wording.words_of(deciding).sentence
        values["why"] = _Nested(_sentence(why, report, deciding))
    look = wording.LINE_LOOKS.get(status, status)
    return StatusLine(
        look,
        Sentence(words.title, values),
        Sentence(words.sentence, values),
        page=standing.page if standing and status == standing.kind else "",
    )


def _revoked_words(report: Report) -> tuple[wording.Words, dict[str, Value]]:
    """What somebody else's list or address says."""
    found = report.result(Check.STATUS)
    said = clean(found.facts.get("said") or "") if found else ""
    words = wording.REVOKED_THERE if said else wording.STATUS_LINES["revoked"]
    return words, {"said": Foreign(said.rstrip("."))}


def _deciding(report: Report) -> CheckResult | None:
    """The first check that kept the badge from being valid, not one that waited for it."""
    told = [report.result(c) for c in wording.ORDER if c is not Check.RECIPIENT]
    for bad in (Outcome.FAILED, Outcome.INCONCLUSIVE):
        for result in told:
            if result and result.outcome is bad and result.reason != wording.NOT_RUN:
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


class _Known(dict[str, Value]):
    """Facts by name; a fact that a library leaves out is a gap, not a crash."""

    def __missing__(self, name: str) -> Value:
        return Foreign("…")
