"""A newer edition of a credential, where its issuer offers one (OB30-X3, T-SEC-3).

Only the issuer's own word names the address, so it is asked after the proof holds and the key is
known to be the issuer's; once, because a newer edition could name another address. What comes has
to stand by itself, and to be the same credential of the same issuer. Whatever fails here leaves the
original as it is.
"""

from collections.abc import Sequence

from obkit.encoding.strict_json import Json
from obkit.errors import FetchError, Malformed
from obkit.verify.case import Case, Step
from obkit.verify.checks import validity
from obkit.verify.intake import take
from obkit.verify.kinds import as_list
from obkit.verify.report import Refresh
from obkit.verify.runner import run_steps

TYPE = "1EdTechCredentialRefresh"
_SIGNING = frozenset({"proof", "iss", "sub", "jti", "nbf", "exp", "iat"})
ACCEPT = (
    "application/vc+ld+json, application/vc, application/ld+json, application/json;q=0.9, "
    "text/plain;q=0.8, image/png;q=0.7, image/svg+xml;q=0.7"
)


def newest(case: Case, steps: Sequence[Step]) -> tuple[Case, Refresh | None]:
    """The case to go on with, after the same first steps; and what became of asking, if we did."""
    url = _address(case)
    if url is None or not all(case.is_good(step.check) for step in steps):
        return case, None
    try:
        payload = take(case.fetcher.fetch(url, accept=ACCEPT).body).payloads[0]
    except FetchError:
        return case, Refresh(url, "refresh.unreachable")
    except Malformed:
        return case, Refresh(url, "refresh.not_verified")
    if payload == case.payload:
        return case, Refresh(url, "refresh.same")
    newer = Case(payload, case.policy, case.fetcher, case.now)
    run_steps(newer, steps)
    reason = _compare(case, newer, steps)
    return (newer if reason == "refresh.newer" else case), Refresh(url, reason)


def _address(case: Case) -> str | None:
    if not case.policy.refresh or not case.kind.is_credential:
        return None
    for service in as_list((case.document or {}).get("refreshService")):
        if isinstance(service, dict) and TYPE in as_list(service.get("type")):
            url = service.get("id")
            return url if isinstance(url, str) else None
    return None


def _said(document: dict[str, Json]) -> dict[str, Json]:
    """What an edition says, however it is signed: as a token it has claims in place of a proof."""
    return {name: value for name, value in document.items() if name not in _SIGNING}


def _compare(case: Case, newer: Case, steps: Sequence[Step]) -> str:
    if not all(newer.is_good(step.check) for step in steps):
        return "refresh.not_verified"
    old, new = case.document or {}, newer.document or {}
    is_same_credential = (
        newer.kind is case.kind
        and newer.issuer_id == case.issuer_id
        and new.get("id") == old.get("id")
    )
    if not is_same_credential:
        return "refresh.another_credential"
    if _said(new) == _said(old):
        return "refresh.same"
    before, after = validity.start_of(case), validity.start_of(newer)
    # Who answers for the issuer may not take us back to what the issuer has replaced (OB30-V3).
    if before is not None and (after is None or after < before):
        return "refresh.older"
    return "refresh.newer"
