"""Bytes in, report out."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from obkit import baking
from obkit.errors import FetchError, HttpStatus, Malformed
from obkit.resolve import Fetcher
from obkit.status import hosted as hosted_status
from obkit.verify import nested, results
from obkit.verify.case import Case, Kind
from obkit.verify.checks import CHECKS, PROOF_CHECKS
from obkit.verify.fetching import Session
from obkit.verify.intake import Intake, take
from obkit.verify.nested import (
    MAX_CONTENTS,
    MAX_DEPTH,
    MAX_NESTED,
    Allowance,
    Found,
)
from obkit.verify.policy import Policy, least
from obkit.verify.refresh import newest
from obkit.verify.report import Check, CheckResult, Report
from obkit.verify.runner import run_steps
from obkit.verify.subject import subject_of

# A document is asked for first; where only a baked picture is, that is read as well.
ACCEPT = (
    "application/vc+ld+json, application/vc, application/ld+json, application/json;q=0.9, "
    "image/png;q=0.8, image/svg+xml;q=0.8, text/plain;q=0.7"
)
_DEFAULT_POLICY = Policy()


def verify(
    data: bytes, *, policy: Policy = _DEFAULT_POLICY, fetcher: Fetcher, now: datetime
) -> Report:
    """Verify a badge in any form: PNG, SVG, JSON, compact token.

    Never raises for what is in the bytes: the report says it. A picture with badges of both
    standards gives the report on the Open Badges 3.0 one with the other in `also`, and the
    verdict is as good as the worse of the two.
    """
    return _verify(data, _Visit(policy, Session.around(fetcher), now))


def verify_url(
    url: str, *, policy: Policy = _DEFAULT_POLICY, fetcher: Fetcher, now: datetime
) -> Report:
    """Fetch what is at an address and verify it; `container` is then `url`.

    An address that answers nothing gives a report too, of which only the parse check ran.
    """
    session = Session.around(fetcher)
    visit = _Visit(policy, session, now, address=url)
    try:
        data = session.fetch(url, accept=ACCEPT).body
    except HttpStatus as error:
        # A revoked OB 2.0 badge answers 410: the checks find that out and say it.
        if hosted_status.in_answer(error) is None:
            return _unfetched(error, url, policy, now)
        data = url.encode()
        return _examine(data, visit, data=data, container="url")
    except FetchError as error:
        return _unfetched(error, url, policy, now)
    return replace(_verify(data, visit), container="url")


def _verify(data: bytes, visit: "_Visit") -> Report:
    try:
        intake = take(data)
    except Malformed as error:
        result = results.from_error(Check.PARSE, error)
        return _rejected(data, result, visit.policy, visit.now)
    return _of_intake(data, intake, visit)


def _of_intake(data: bytes, intake: Intake, visit: "_Visit") -> Report:
    first, *others = (
        _examine(payload, visit, data=data, container=intake.container)
        for payload in intake.payloads
    )
    verdict = least([first.verdict, *(other.verdict for other in others)])
    return replace(first, verdict=verdict, also=tuple(others))


@dataclass(frozen=True, slots=True)
class _Visit:
    """What all documents of one verification have in common, and how deep we are in them."""

    policy: Policy
    session: Session
    now: datetime
    endorsements: Allowance = field(default_factory=lambda: Allowance(MAX_NESTED))
    contents: Allowance = field(default_factory=lambda: Allowance(MAX_CONTENTS))
    depth: int = 0
    address: str = ""  # where the first document was found, if it was fetched

    def below(self, policy: Policy) -> "_Visit":
        return replace(self, policy=policy, depth=self.depth + 1, address="")


def _examine(
    payload: bytes,
    visit: _Visit,
    *,
    data: bytes,
    container: str,
    within: Found | None = None,
) -> Report:
    """One document through all checks, then what is nested in it.

    `within` is what an endorsement was found in; None for what is no endorsement.
    """
    case = Case(payload, visit.policy, visit.session, visit.now, address=visit.address)
    if within is not None and container == "url":
        case.linked = within.kind
    if visit.policy.proof_only:
        run_steps(case, PROOF_CHECKS)
        return _report(data, container, case)
    run_steps(case, PROOF_CHECKS)
    refresh = None
    if visit.depth == 0:
        case, refresh = newest(case, PROOF_CHECKS)
    run_steps(case, CHECKS[len(PROOF_CHECKS) :])
    if within is not None and case.is_good(Check.PARSE):
        case.results.append(nested.about(case, within))
    contents = _contents(case, visit)
    return replace(
        _report(data, container, case),
        endorsements=tuple(_endorsements(case, visit)),
        contents=contents,
        refresh=refresh,
    )


def _endorsements(case: Case, visit: _Visit) -> Iterator[Report]:
    # Nobody else's words are asked after in a document that is not its issuer's.
    if visit.depth >= MAX_DEPTH or not _is_issuers_word(case):
        return
    found = nested.endorsements_in(case)
    # It is one credential about another: the recipient of the badge is no part of it.
    below = visit.below(replace(visit.policy, recipient=None))
    for given in found.endorsements:
        if not visit.endorsements.take():
            return
        payload, container = nested.opened(given, visit.session)
        yield _examine(payload, below, data=payload, container=container, within=found)


def _contents(case: Case, visit: _Visit) -> tuple[Report, ...]:
    """The reports on the credentials in a learner record; adds the check that sums them up."""
    if case.kind is not Kind.CLR2 or not case.is_good(Check.PARSE):
        return ()
    if not _is_issuers_word(case):
        needs = [str(Check.CONFORMS), str(Check.PROOF), str(Check.ISSUER)]
        case.results.append(
            results.inconclusive(Check.CONTENTS, "check.not_run", needs=needs)
        )
        return ()
    reports = []
    all_seen = visit.depth < MAX_DEPTH
    for payload in nested.contents_of(case) if all_seen else ():
        all_seen = visit.contents.take()
        if not all_seen:
            break
        below = visit.below(visit.policy)
        reports.append(_examine(payload, below, data=payload, container="json"))
    case.results.append(nested.contents(reports, all_seen=all_seen))
    return tuple(reports)


def _is_issuers_word(case: Case) -> bool:
    checks = (Check.PARSE, Check.CONFORMS, Check.PROOF, Check.ISSUER)
    return all(case.is_good(check) for check in checks)


def _report(data: bytes, container: str, case: Case) -> Report:
    return Report(
        kind=str(case.kind),
        container=container,
        digest=hashlib.sha256(data).hexdigest(),
        checked_at=case.now,
        results=tuple(case.results),
        verdict=case.policy.judge(case.results),
        subject=subject_of(case),
        document=case.hosted.document if case.hosted else case.document,
    )


def _rejected(
    data: bytes, result: CheckResult, policy: Policy, now: datetime
) -> Report:
    return Report(
        kind=str(Kind.UNKNOWN),
        container=str(baking.container_of(data) or "unknown"),
        digest=hashlib.sha256(data).hexdigest(),
        checked_at=now,
        results=(result,),
        verdict=policy.judge((result,)),
    )


def _unfetched(error: FetchError, url: str, policy: Policy, now: datetime) -> Report:
    facts = results.fetch_facts(error)
    result = results.inconclusive(
        Check.PARSE, "input.unreachable", **{**facts, "url": url}
    )
    return replace(_rejected(url.encode(), result, policy, now), container="url")
