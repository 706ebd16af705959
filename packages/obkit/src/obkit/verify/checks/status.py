"""Status: whether the issuer has taken the credential back.

A list that does not come, or that is not the issuer's own sound word, leaves the status unknown;
it is never "not revoked".
"""

from collections.abc import Callable, Sequence

from obkit.encoding.strict_json import Json
from obkit.verify import results
from obkit.verify.case import Case, Step
from obkit.verify.checks import status_bits, status_names
from obkit.verify.kinds import as_list
from obkit.verify.report import Check, CheckResult, Outcome

# Revocation and suspension, and one to spare.
MAX_ENTRIES = 3

# One line for each way of publishing a status.
_WAYS: tuple[tuple[str, Callable[[dict[str, Json], Case], CheckResult]], ...] = (
    ("BitstringStatusListEntry", status_bits.look_up),
    ("StatusList2021Entry", status_bits.look_up),
    ("1EdTechRevocationList", status_names.look_up),
)
# The gravest first: a badge that is both is revoked.
_ORDER = (Outcome.FAILED, Outcome.INCONCLUSIVE, Outcome.WARNED, Outcome.PASSED)
_GRAVEST = "status.revoked"


def run(case: Case) -> CheckResult:
    """Ask for the status in the way of the credential's standard."""
    if case.kind.is_ob2_statement:
        return _ob2(case)
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
    return _worst([_entry(entry, case) for entry in entries])


def _worst(found: Sequence[CheckResult]) -> CheckResult:
    """The result that counts, with what all the lists said."""
    worst = min(found, key=lambda r: (_ORDER.index(r.outcome), r.reason != _GRAVEST))
    if len(found) == 1:
        return worst
    entries = [{"reason": r.reason, **r.facts} for r in found]
    facts = {**worst.facts, "entries": entries}
    return CheckResult(Check.STATUS, worst.outcome, worst.reason, facts)


def _entry(entry: Json, case: Case) -> CheckResult:
    types = as_list(entry.get("type")) if isinstance(entry, dict) else []
    for name, look_up in _WAYS:
        if isinstance(entry, dict) and name in types:
            return look_up(entry, case)
    return results.inconclusive(Check.STATUS, "status.unknown_type", type=types)


def _ob2(case: Case) -> CheckResult:
    if case.revocation_reason is not None:
        return results.failed(
            Check.STATUS,
            "status.revoked",
            said=case.revocation_reason,
            url=case.address,
        )
    if case.hosted is None or (case.is_token and not case.is_good(Check.ISSUER)):
        needs = Check.PROOF if case.hosted is None else Check.ISSUER
        return results.inconclusive(Check.STATUS, "check.not_run", needs=[str(needs)])
    if case.is_token:
        return status_names.look_up_signed(case.hosted, case)
    return results.passed(Check.STATUS, "status.good", url=case.hosted.statement.id)


STEP = Step(Check.STATUS, run, needs=(Check.PARSE,))
