"""Bytes in, report out."""

import hashlib
from dataclasses import replace
from datetime import datetime

from obkit import baking
from obkit.errors import FetchError, HttpStatus, Malformed
from obkit.resolve import Fetcher
from obkit.status import hosted as hosted_status
from obkit.verify import results
from obkit.verify.case import Case, Kind
from obkit.verify.checks import CHECKS
from obkit.verify.fetching import Session
from obkit.verify.intake import Intake, take
from obkit.verify.policy import Policy, least
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
    return _verify(data, policy, Session.around(fetcher), now)


def verify_url(
    url: str, *, policy: Policy = _DEFAULT_POLICY, fetcher: Fetcher, now: datetime
) -> Report:
    """Fetch what is at an address and verify it; `container` is then `url`.

    An address that answers nothing gives a report too, of which only the parse check ran.
    """
    session = Session.around(fetcher)
    try:
        data = session.fetch(url, accept=ACCEPT).body
    except HttpStatus as error:
        # A revoked OB 2.0 badge answers 410: the checks find that out and say it.
        if hosted_status.in_answer(error) is None:
            return _unfetched(error, url, policy, now)
        data = url.encode()
        return replace(
            _report(data, "url", _run(data, policy, session, now)), container="url"
        )
    except FetchError as error:
        return _unfetched(error, url, policy, now)
    return replace(_verify(data, policy, session, now), container="url")


def _verify(data: bytes, policy: Policy, session: Session, now: datetime) -> Report:
    try:
        intake = take(data)
    except Malformed as error:
        return _rejected(data, results.from_error(Check.PARSE, error), policy, now)
    return _of_intake(data, intake, policy, session, now)


def _of_intake(
    data: bytes, intake: Intake, policy: Policy, session: Session, now: datetime
) -> Report:
    first, *others = (
        _report(data, intake.container, _run(payload, policy, session, now))
        for payload in intake.payloads
    )
    verdict = least([first.verdict, *(other.verdict for other in others)])
    return replace(first, verdict=verdict, also=tuple(others))


def _run(payload: bytes, policy: Policy, session: Session, now: datetime) -> Case:
    case = Case(payload, policy, session, now)
    run_steps(case, CHECKS)
    return case


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
