"""Status lists of bits: Bitstring Status List, and its forerunner StatusList2021."""

from dataclasses import dataclass

from obkit.encoding.strict_json import Json
from obkit.errors import (
    FetchError,
    Malformed,
    MalformedDocument,
    ObkitError,
    Unsupported,
)
from obkit.model.ob3 import BitstringStatusListEntry
from obkit.status import parse_index
from obkit.verify import results
from obkit.verify.case import Case, Kind
from obkit.verify.checks import conforms, issuer, parse, proof, validity
from obkit.verify.report import Check, CheckResult, Outcome
from obkit.verify.runner import run_steps
from obkit.verify.status_list import StatusList

ACCEPT = "application/vc+ld+json, application/vc, application/ld+json, application/json, text/plain"
# 256 messages; each has its own sentence in every credential.
MAX_SIZE = 8

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


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a credential's status stands."""

    url: str
    purpose: str
    index: int
    size: int
    messages: tuple[tuple[int, str], ...]


def look_up(entry: dict[str, Json], case: Case) -> CheckResult:
    """What the list says in the place that the entry names."""
    try:
        place = _read(entry)
    except Malformed as error:
        return results.failed(Check.STATUS, "status.entry_malformed", why=error.reason)
    except Unsupported as error:
        return results.from_error(Check.STATUS, error)
    facts: dict[str, object] = {
        "list": place.url,
        "index": place.index,
        "purpose": place.purpose,
    }
    try:
        # Which schemes may be asked is the fetcher's to say: the list is signed, so that nobody
        # on the way can change it; that an old one is not replayed for ever, see (5).
        answer = case.fetcher.fetch(place.url, accept=ACCEPT)
        value = _value(answer.body, place, case)
    except FetchError as error:
        return results.inconclusive(
            Check.STATUS,
            "status.unreachable",
            **{**results.fetch_facts(error), **facts},
        )
    except ObkitError as error:
        # Whatever is wrong with the list, it is not the credential's fault: nothing is known.
        return results.inconclusive(
            Check.STATUS, error.reason, **{**error.facts, **facts}
        )
    return _judge(value, place, facts)


def _judge(value: int, place: _Place, facts: dict[str, object]) -> CheckResult:
    if place.size > 1:
        facts["value"] = f"0x{value:x}"
    said = dict(place.messages).get(value)
    if said is not None:
        facts["said"] = said
    if not value:
        return results.passed(Check.STATUS, "status.good", **facts)
    outcome, reason = _WHEN_SET.get(
        place.purpose, (Outcome.INCONCLUSIVE, "status.unknown_purpose")
    )
    return CheckResult(Check.STATUS, outcome, reason, facts)


def _read(entry: dict[str, Json]) -> _Place:
    """The place that an entry names.

    Raises:
        Malformed: the entry is not written as the standard says.
        Unsupported: `status.unknown_size`, more bits than we read.
    """
    read = BitstringStatusListEntry.from_document(
        {"id": "urn:x:entry", **_as_text(entry)}
    )
    size = entry.get("statusSize", 1)
    if not isinstance(size, int) or isinstance(size, bool) or size < 1:
        raise MalformedDocument("no size", reason="status.entry_malformed")
    if size > MAX_SIZE:
        raise Unsupported("more bits", reason="status.unknown_size", limit=MAX_SIZE)
    messages = _messages(entry)
    # BS-5: with more than one bit every value has its message.
    if size > 1 and {value for value, _ in messages} != set(range(2**size)):
        raise MalformedDocument(
            "not a message for each value", reason="status.entry_malformed"
        )
    return _Place(
        url=read.status_list_credential,
        purpose=read.status_purpose,
        index=parse_index(entry.get("statusListIndex")),
        size=size,
        messages=messages,
    )


def _messages(entry: dict[str, Json]) -> tuple[tuple[int, str], ...]:
    given = entry.get("statusMessage", [])
    if not isinstance(given, list) or len(given) > 2**MAX_SIZE:
        raise MalformedDocument("no messages", reason="status.entry_malformed")
    found = []
    for item in given:
        status = item.get("status") if isinstance(item, dict) else None
        message = item.get("message") if isinstance(item, dict) else None
        if not isinstance(status, str) or not isinstance(message, str):
            raise MalformedDocument("no message", reason="status.entry_malformed")
        try:
            found.append((int(status.removeprefix("0x"), 16), message))
        except ValueError as error:
            raise MalformedDocument(
                "no value", reason="status.entry_malformed"
            ) from error
    return tuple(found)


def _as_text(entry: dict[str, Json]) -> dict[str, Json]:
    """The entry with its type alone and its index as text, as the model wants them (T-DM-4)."""
    index = entry.get("statusListIndex")
    changes: dict[str, Json] = {"type": "BitstringStatusListEntry"}
    if isinstance(index, int) and not isinstance(index, bool):
        changes["statusListIndex"] = str(index)
    return {**entry, **changes}


def _value(body: bytes, place: _Place, case: Case) -> int:
    """The credential's entry, from a list that is found to be the issuer's own and sound.

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
    if place.purpose not in found.purposes:
        raise MalformedDocument(
            "made for another purpose",
            reason="status.purpose_mismatch",
            purposes=sorted(found.purposes),
        )
    value = found.bits().value(place.index, size=place.size)
    # (4) It is the list that the credential names. Whoever hosts the lists could answer one of the
    # issuer's other lists in which nothing is set, so a clear entry in another list says nothing.
    if found.id and found.id != place.url and not value:
        raise MalformedDocument(
            "another list", reason="status.another_list", id=found.id
        )
    # (5) Over plain http somebody on the way can answer an older list. One that says until when
    # it holds cannot be answered for long; of one without an end, a clear entry says nothing.
    ends = "validUntil" in listed.document or "expirationDate" in listed.document
    if not place.url.lower().startswith("https://") and not ends and not value:
        raise MalformedDocument(
            "a list without end over plain http", reason="status.plain_http"
        )
    return value
