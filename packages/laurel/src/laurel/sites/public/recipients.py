"""Whose a badge is: what a page answers to somebody who types an address.

The address is compared with the one in the badge, which is scrambled there. It is shown nowhere,
kept nowhere, and stands in no address of a page.
"""

from collections.abc import Sequence

from obkit.verify.report import Check, Outcome, Report

from laurel.sites.public.reports import StatusLine
from laurel.sites.public.sentences import Sentence

MATCHES, DIFFERS, UNKNOWN = "matches", "differs", "unknown"

_LINES = {
    MATCHES: StatusLine(
        "valid",
        Sentence("It matches"),
        Sentence("This badge was issued to the address that you typed."),
    ),
    DIFFERS: StatusLine(
        "revoked",
        Sentence("It does not match"),
        Sentence(
            "This badge was issued to another address than the one that you typed. People have"
            " several: ask under which one the badge came, and try that."
        ),
    ),
    UNKNOWN: StatusLine(
        "unknown",
        Sentence("It cannot be said"),
        Sentence(
            "The badge does not say, in a way that can be trusted, to which e-mail address it was"
            " issued. That says nothing against the person."
        ),
    ),
}
_WEAK = StatusLine(
    "valid",
    Sentence("It matches"),
    Sentence(
        "This badge was issued to the address that you typed. It hides the address in an old and"
        " weak way, so ask for a second sign if much depends on it."
    ),
)


def answer_of(report: Report) -> str:
    """One of `matches`, `differs`, `unknown`; of several badges in a file the worst counts."""
    answers = {_answer(one) for one in (report, *report.also)}
    if DIFFERS in answers:
        return DIFFERS
    return MATCHES if MATCHES in answers else UNKNOWN


def line_of(report: Report) -> StatusLine:
    """The answer as a page shows it."""
    answer = answer_of(report)
    return (
        _WEAK
        if answer == MATCHES and _is_weak((report, *report.also))
        else _LINES[answer]
    )


def _answer(report: Report) -> str:
    found = report.result(Check.RECIPIENT)
    # A forger writes whose address he likes: only the issuer's word counts.
    if found is None or report.subject.issuer_id is None:
        return UNKNOWN
    if found.outcome is Outcome.FAILED:
        return DIFFERS
    return MATCHES if found.is_good else UNKNOWN


def _is_weak(reports: Sequence[Report]) -> bool:
    """Whether no better sign than a weak one is in the file."""
    found = [one.result(Check.RECIPIENT) for one in reports]
    good = [one for one in found if one and one.is_good]
    return all(one.reason == "recipient.weak_hash" for one in good)
