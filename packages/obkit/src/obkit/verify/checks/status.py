"""Status: whether the issuer has taken the credential back.

A list that does not come, or that is not the issuer's own sound word, leaves the status unknown;
it is never "not revoked".
"""

from obkit.encoding.strict_json import Json
from obkit.errors import FetchError, Malformed, MalformedDocument, ObkitError
from obkit.model.ob3 import BitstringStatusListEntry
from obkit.status import Bitstring, parse_index
from obkit.verify import results
from obkit.verify.case import Case, Kind, Step
from obkit.verify.checks import conforms, issuer, parse, proof, validity
from obkit.verify.kinds import as_list
from obkit.verify.report import Check, CheckResult, Outcome
from obkit.verify.runner import run_steps
from obkit.verify.status_list import StatusList

ACCEPT = "application/vc+ld+json, application/vc, application/ld+json, application/json, text/plain"
# Revocation and suspension, and one to spare.
MAX_ENTRIES = 3

# A list is verified as a credential is, but for its own status: the recursion ends here.
_LIST_STEPS = (
    parse.STEP,
    conforms.STEP,
    proof.STEP,
    issuer.STEP,
    validity.STARTS,
    validity.ENDS,
)
_WHEN_SET = {
    "revocation": (Outcome.FAILED, "status.revoked"),
    "suspension": (Outcome.FAILED, "status.suspended"),
    "refresh": (Outcome.WARNED, "status.refresh_available"),
    "message": (Outcome.WARNED, "status.message"),
}


def run(case: Case) -> CheckResult:
    """Ask for the status in the way of the credential's standard."""
    if case.kind is Kind.OB2_ASSERTION:
        return _hosted(case)
    entries = as_list((case.document or {}).get("credentialStatus"))
    if not entries:
        return results.not_applicable(Check.STATUS, "status.none")
    # Before the proof holds, the address of the list is a stranger's wish.
    missing = [c for c in (Check.PROOF, Check.ISSUER) if not case.is_good(c)]
    if missing:
        return results.inconclusive(
            Check.STATUS, "check.not_run", needs=[*map(str, missing)]
        )
    if len(entries) > MAX_ENTRIES:
        return results.inconclusive(Check.STATUS, "status.too_many", limit=MAX_ENTRIES)
    found = [_entry(entry, case) for entry in entries]
    order = (Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.WARNED, Outcome.PASSED)
    return min(found, key=lambda result: order.index(result.outcome))


def _hosted(case: Case) -> CheckResult:
    if case.revocation_reason is not None:
        return results.failed(
            Check.STATUS,
            "status.revoked",
            said=case.revocation_reason,
            url=case.address,
        )
    if case.hosted is None:
        return results.inconclusive(
            Check.STATUS, "check.not_run", needs=[str(Check.PROOF)]
        )
    return results.passed(Check.STATUS, "status.good", url=case.hosted.assertion.id)


def _entry(entry: Json, case: Case) -> CheckResult:
    types = as_list(entry.get("type")) if isinstance(entry, dict) else []
    if not isinstance(entry, dict) or "BitstringStatusListEntry" not in types:
        return results.inconclusive(Check.STATUS, "status.unknown_type", type=types)
    if entry.get("statusSize", 1) != 1:
        return results.inconclusive(Check.STATUS, "status.unknown_size")
    try:
        read = BitstringStatusListEntry.from_document(
            {"id": "urn:x:entry", **_as_text(entry)}
        )
        index = parse_index(entry.get("statusListIndex"))
    except Malformed as error:
        return results.failed(Check.STATUS, "status.entry_malformed", why=error.reason)
    return _look_up(read, index, case)


def _as_text(entry: dict[str, Json]) -> dict[str, Json]:
    """The entry with its type alone and its index as text, as the model wants them (T-DM-4)."""
    index = entry.get("statusListIndex")
    changes: dict[str, Json] = {"type": "BitstringStatusListEntry"}
    if isinstance(index, int) and not isinstance(index, bool):
        changes["statusListIndex"] = str(index)
    return {**entry, **changes}


def _look_up(entry: BitstringStatusListEntry, index: int, case: Case) -> CheckResult:
    url, purpose = entry.status_list_credential, entry.status_purpose
    facts: dict[str, object] = {"list": url, "index": index, "purpose": purpose}
    try:
        # Which schemes may be asked is the fetcher's to say: the list is signed, so that nobody
        # on the way can change it; that an old one is not replayed for ever, see (5).
        answer = case.fetcher.fetch(url, accept=ACCEPT)
    except FetchError as error:
        return results.inconclusive(
            Check.STATUS,
            "status.unreachable",
            **{**results.fetch_facts(error), **facts},
        )
    try:
        bit = _bit(answer.body, url, index, purpose, case)
    except ObkitError as error:
        # Whatever is wrong with the list, it is not the credential's fault: nothing is known.
        return results.inconclusive(
            Check.STATUS, error.reason, **{**error.facts, **facts}
        )
    if not bit:
        return results.passed(Check.STATUS, "status.good", **facts)
    outcome, reason = _WHEN_SET.get(
        purpose, (Outcome.INCONCLUSIVE, "status.unknown_purpose")
    )
    return CheckResult(Check.STATUS, outcome, reason, facts)


def _bit(body: bytes, url: str, index: int, purpose: str, case: Case) -> bool:
    """The credential's bit, from a list that is found to be the issuer's own and sound.

    Raises:
        ObkitError: the list cannot be relied on; `reason` says why.
    """
    listed = Case(body, case.policy, case.fetcher, case.now)
    run_steps(listed, _LIST_STEPS)
    for result in listed.results:
        # (1) Verified as a credential is, by the same checks.
        if not result.is_good and result.outcome is not Outcome.NOT_APPLICABLE:
            raise MalformedDocument(
                "the list does not verify",
                reason="status.list_not_verified",
                check=str(result.check),
                why=result.reason,
            )
    # (2) It is a list, and of the same issuer: anybody can sign a list of their own.
    if listed.kind is not Kind.STATUS_LIST or listed.document is None:
        raise MalformedDocument("not a list", reason="document.not_a_status_list")
    if listed.issuer_id != case.issuer_id:
        raise MalformedDocument(
            "the list is somebody else's",
            reason="status.list_of_another",
            issuer=listed.issuer_id,
        )
    found = StatusList.from_document(listed.document)
    # (3) It was made for this purpose.
    if purpose not in found.purposes:
        raise MalformedDocument(
            "made for another purpose",
            reason="status.purpose_mismatch",
            purposes=sorted(found.purposes),
        )
    bit = Bitstring.decode(found.encoded_list).get(index)
    # (4) It is the list that the credential names. Whoever hosts the lists could answer one of the
    # issuer's other lists in which nothing is set, so a clear bit in another list says nothing.
    if found.id and found.id != url and not bit:
        raise MalformedDocument(
            "another list", reason="status.another_list", id=found.id
        )
    # (5) Over plain http somebody on the way can answer an older list. One that says until when
    # it holds cannot be answered for long; of one without an end, a clear bit says nothing.
    ends = "validUntil" in listed.document
    if not url.lower().startswith("https://") and not ends and not bit:
        raise MalformedDocument(
            "a list without end over plain http", reason="status.plain_http"
        )
    return bit


STEP = Step(Check.STATUS, run, needs=(Check.PARSE,))
