"""A report for people: words first, the code in the last column, then what to do next."""

import shutil
import textwrap
from collections.abc import Iterator

from obkit.cli.cures import cure_of
from obkit.cli.terminal import printable
from obkit.verify import Check, CheckResult, Outcome, Report, Verdict, cause_of

_VERDICTS = {
    Verdict.VERIFIED: "VERIFIED",
    Verdict.NOT_VERIFIED: "NOT VERIFIED",
    Verdict.INCONCLUSIVE: "COULD NOT BE CHECKED",
}
_OUTCOMES = {
    Outcome.PASSED: "passed",
    Outcome.FAILED: "FAILED",
    Outcome.WARNED: "note",
    Outcome.NOT_APPLICABLE: "-",
    Outcome.INCONCLUSIVE: "unknown",
}
_CHECKS = {
    Check.PARSE: "readable",
    Check.CONFORMS: "well formed",
    Check.PROOF: "unchanged",
    Check.ISSUER: "the issuer's",
    Check.STATUS: "not revoked",
    Check.VALID_FROM: "begun",
    Check.VALID_UNTIL: "not expired",
    Check.RECIPIENT: "recipient",
    Check.TRUST: "trusted",
    Check.ABOUT: "about this",
    Check.CONTENTS: "what is in it",
}
KINDS = {
    "ob3.achievement": "Open Badges 3.0",
    "ob3.endorsement": "Open Badges 3.0 endorsement",
    "ob2.assertion": "Open Badges 2.0",
    "ob2.endorsement": "Open Badges 2.0 endorsement",
    "ob2.badge_class": "Open Badges 2.0 badge class",
    "ob2.profile": "Open Badges 2.0 issuer",
    "status_list": "status list",
    "clr2": "Comprehensive Learner Record",
    "vc1": "credential of the data model 1.1",
    "vc2": "credential that is no badge",
    "presentation": "presentation of credentials",
    "unknown": "",
}
_UNSETTLED = (Outcome.FAILED, Outcome.INCONCLUSIVE)
_TOLD_BY_OTHERS = ("check.not_run",)  # the check that it waits for says what to do
_MOST_NESTED = 50  # lines; a record of a school life has about so many
_REFRESHED = {
    "refresh.same": Outcome.PASSED,
    "refresh.older": Outcome.PASSED,
    "refresh.newer": Outcome.WARNED,  # what was handed in is not the newest
}
# What stays open where a check could not run.
_OPEN = {
    Check.ISSUER: "whose key it is",
    Check.STATUS: "status",
    Check.VALID_FROM: "its beginning",
    Check.VALID_UNTIL: "its end",
    Check.RECIPIENT: "its recipient",
    Check.TRUST: "its issuer",
}
_NAME, _OUTCOME, _CODE = 14, 9, 30  # widths of the columns
_NARROWEST, _WIDE, _WIDEST = 60, 100, 130  # widths of the terminal


def render(report: Report, source: str) -> str:
    """The whole report as text."""
    lines = [f"{printable(source)}: {_VERDICTS[report.verdict]}"]
    several = bool(report.also)
    for one in (report, *report.also):
        kind = KINDS.get(one.kind, "")
        verdict = f": {_VERDICTS[_own_verdict(one)]}" if several else ""
        lines += ["", f"{kind}{verdict}"] if kind else [""]
        lines += _subject(one)
        lines += [line for result in one.results for line in _row(result)]
        lines += _refresh(one)
        lines += _nested(one)
    steps = list(dict.fromkeys(_next_steps(report)))
    if steps:
        lines += ["", "What to do next:"]
        lines += [f"  {step}" for step in steps]
    return "\n".join(lines)


def _own_verdict(report: Report) -> Verdict:
    """The verdict on one badge of a file with several; the report's own covers all of them."""
    outcomes = {result.outcome for result in report.results}
    if Outcome.FAILED in outcomes:
        return Verdict.NOT_VERIFIED
    return (
        Verdict.INCONCLUSIVE if Outcome.INCONCLUSIVE in outcomes else Verdict.VERIFIED
    )


def _subject(report: Report) -> Iterator[str]:
    subject = report.subject
    if subject.name:
        issuer = (
            f"{printable(subject.issuer_name or '')} <{printable(subject.issuer_id)}>"
        )
        yield f"  {printable(subject.name)}"
        if subject.recipient_name:
            yield f"  awarded to {printable(subject.recipient_name)}"
        yield f"  by {issuer}"
        yield f"  on {printable(subject.issued_on)}" + (
            f", until {printable(subject.expires)}" if subject.expires else ""
        )
        yield ""


def _nested(report: Report) -> Iterator[str]:
    """What is in a learner record, and who endorses what: a line each, with its own verdict."""
    for title, reports in (
        ("In it:", report.contents),
        ("Endorsements (they do not change the verdict):", report.endorsements),
    ):
        if reports:
            yield from ("", f"  {title}")
        for one in reports[:_MOST_NESTED]:
            subject = one.subject
            name = subject.name or subject.comment or KINDS.get(one.kind) or one.kind
            by = f", by {subject.issuer_name or subject.issuer_id}"
            told = name + (by if subject.issuer_id else "")
            yield f"    {_VERDICTS[one.verdict]}: {printable(told)}"
        if len(reports) > _MOST_NESTED:
            yield f"    and {len(reports) - _MOST_NESTED} more; --json shows all of them"


def _refresh(report: Report) -> list[str]:
    """What became of asking for a newer edition; no check, and never a fault of the badge."""
    asked = report.refresh
    if asked is None:
        return []
    outcome = _REFRESHED.get(asked.reason, Outcome.INCONCLUSIVE)
    words = f"{cause_of(asked.reason)} ({printable(asked.url)})"
    return _line("newest", _OUTCOMES[outcome], words, asked.reason)


def _row(result: CheckResult) -> list[str]:
    name, outcome = _CHECKS[result.check], _OUTCOMES[result.outcome]
    return _line(name, outcome, _words(result), result.reason)


def _line(name: str, outcome: str, words: str, code: str) -> list[str]:
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    head = f"  {name:<{_NAME}}{outcome:<{_OUTCOME}}"
    indent = " " * len(head)
    if width < _WIDE:  # too narrow for another column
        text = f"{words} [{code}]"
        return textwrap.wrap(
            text, max(width, _NARROWEST), initial_indent=head, subsequent_indent=indent
        )
    room = width - len(head) - _CODE - 2
    first, *rest = textwrap.wrap(words, room)
    return [
        f"{head}{first:<{room}}  {code}",
        *(f"{indent}{line}" for line in rest),
    ]


def _waiting(result: CheckResult) -> str:
    """Says of a check that could not run what stays open, and which check it waited for."""
    names = [_CHECKS[Check(need)] for need in map(str, _list(result.facts["needs"]))]
    what = _OPEN.get(result.check, "this")
    waited_for = " and ".join(f'"{name}"' for name in names)
    return f"{what} could not be checked: it builds on {waited_for}"


def _words(result: CheckResult) -> str:
    facts = result.facts
    if result.reason == "check.not_run" and facts.get("needs"):
        return _waiting(result)
    said = facts.get("said")
    fetch = facts.get("fetch")
    notes = [
        f'"{said}"' if said else "",
        cause_of(str(fetch)) if fetch and fetch != result.reason else "",
        f"it is {facts['really']}"
        if facts.get("really", "unknown") != "unknown"
        else "",
        f"at {facts['path']}" if facts.get("path") else "",
        f"in {', '.join(map(str, _list(facts.get('members'))))}"
        if facts.get("members")
        else "",
        f"since {facts['valid_until']:%Y-%m-%d %H:%M} UTC"
        if result.reason == "validity.expired"
        else "",
    ]
    details = "; ".join(printable(note) for note in notes if note)
    return cause_of(result.reason) + (f" ({details})" if details else "")


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _next_steps(report: Report) -> Iterator[str]:
    for one in (report, *report.also):
        for result in one.results:
            yield from _step(result)


def _step(result: CheckResult) -> Iterator[str]:
    facts = result.facts
    fetch = str(facts.get("fetch", result.reason))
    if fetch in ("fetch.not_public", "fetch.port"):
        host = printable(facts.get("authority") or "HOST:PORT")
        yield f"If {host} is a server of yours, run this again with --allow-host {host}"
    elif fetch.startswith("fetch.") and fetch != "fetch.offline":
        yield f"Try again later, or open {printable(facts.get('url', 'its address'))} in a browser"
    elif result.outcome in _UNSETTLED and result.reason not in _TOLD_BY_OTHERS:
        yield cure_of(fetch).removesuffix(".")
