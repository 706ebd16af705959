"""Status lists that name what is revoked: 1EdTechRevocationList, and RevocationList of OB 2.0.

Nobody signs them, so what counts is the address that the verified credential (or the issuer's
profile) gives.
"""

from collections.abc import Callable
from functools import partial

from obkit import status
from obkit.encoding import strict_json
from obkit.encoding.strict_json import Json
from obkit.errors import FetchError, Malformed, MalformedDocument
from obkit.status import Revocation
from obkit.verify import results
from obkit.verify.case import Case, Hosted
from obkit.verify.report import Check, CheckResult

ACCEPT = "application/ld+json, application/json"


def look_up(entry: dict[str, Json], case: Case) -> CheckResult:
    """Look the credential up in the 1EdTechRevocationList that its entry names (OB30-X1)."""
    url, id_ = entry.get("id"), (case.document or {}).get("id")
    if not isinstance(url, str) or not isinstance(id_, str):
        return results.failed(
            Check.STATUS, "status.entry_malformed", why="document.member_missing"
        )
    return _look_up(url, case, partial(status.in_credential_list, credential_id=id_))


def look_up_signed(hosted: Hosted, case: Case) -> CheckResult:
    """Look a signed OB 2.0 document up in its issuer's RevocationList (OB20-R2)."""
    url = hosted.issuer.revocation_list
    if url is None:
        return results.not_applicable(Check.STATUS, "status.none")
    uid = hosted.document.get("uid")  # from before 2.0
    names = {hosted.statement.id} | ({uid} if isinstance(uid, str) else set())
    find = partial(status.in_assertion_list, names=frozenset(names))
    return _look_up(url, case, find)


def _look_up(
    url: str, case: Case, find: Callable[[dict[str, Json]], Revocation | None]
) -> CheckResult:
    facts: dict[str, object] = {"list": url, "purpose": "revocation"}
    try:
        document = strict_json.loads_object(case.fetcher.fetch(url, accept=ACCEPT).body)
        _check_owner(document, case)
        revocation = find(document)
    except FetchError as error:
        return results.inconclusive(
            Check.STATUS,
            "status.unreachable",
            **{**results.fetch_facts(error), **facts},
        )
    except Malformed as error:
        # Whatever is wrong with the list, it is not the credential's fault: nothing is known.
        own = error.reason.startswith("status.")
        return results.inconclusive(
            Check.STATUS,
            error.reason if own else "status.list_malformed",
            **{**error.facts, **facts, "why": error.reason},
        )
    if revocation is not None:
        return results.failed(
            Check.STATUS, "status.revoked", **facts, said=revocation.reason
        )
    if not url.lower().startswith("https://"):
        # Somebody on the way could answer an older list, or leave an entry out.
        if case.hosted is None:
            return results.inconclusive(Check.STATUS, "status.plain_http", **facts)
        # Open Badges 2.0 may live on plain http altogether, and its reader is told.
        return results.warned(Check.STATUS, "status.plain_http", **facts)
    return results.passed(Check.STATUS, "status.good", **facts)


def _check_owner(document: dict[str, Json], case: Case) -> None:
    issuer = document.get("issuer")
    if isinstance(issuer, dict):
        issuer = issuer.get("id")
    if issuer is not None and issuer != case.issuer_id:
        raise MalformedDocument(
            "the list is somebody else's",
            reason="status.list_of_another",
            issuer=issuer,
        )
