"""Valid from, valid until: the times between which the credential holds."""

from datetime import datetime

from obkit.encoding import times
from obkit.errors import Malformed
from obkit.model import ob2, ob3
from obkit.verify import results
from obkit.verify.case import CLOCK_SKEW, Case, Step
from obkit.verify.report import Check, CheckResult


def starts(case: Case) -> CheckResult:
    """Whether the credential holds already."""
    if case.is_unseen:
        return results.inconclusive(
            Check.VALID_FROM, "check.not_run", needs=[str(Check.PROOF)]
        )
    try:
        start = start_of(case)
    except Malformed as error:
        return results.from_error(Check.VALID_FROM, error)
    if start is None:
        return results.not_applicable(Check.VALID_FROM, "validity.not_stated")
    if case.now + CLOCK_SKEW < start:
        return results.failed(Check.VALID_FROM, "validity.not_yet", valid_from=start)
    return results.passed(Check.VALID_FROM, "validity.begun", valid_from=start)


def ends(case: Case) -> CheckResult:
    """Whether the credential still holds."""
    if case.is_unseen:
        return results.inconclusive(
            Check.VALID_UNTIL, "check.not_run", needs=[str(Check.PROOF)]
        )
    try:
        end = _end(case)
    except Malformed as error:
        return results.from_error(Check.VALID_UNTIL, error)
    if end is None:
        return results.not_applicable(Check.VALID_UNTIL, "validity.no_end")
    if end < case.now:
        return results.failed(Check.VALID_UNTIL, "validity.expired", valid_until=end)
    return results.passed(Check.VALID_UNTIL, "validity.not_over", valid_until=end)


def start_of(case: Case) -> datetime | None:
    """From when the credential says that it holds, or None.

    Raises:
        MalformedText: it says something that is no time.
    """
    if case.kind.is_ob2_statement:
        return case.hosted.statement.issued_on.at if case.hosted else None
    return _time(case, "validFrom")


def _end(case: Case) -> datetime | None:
    if case.kind.is_ob2_statement:
        statement = case.hosted.statement if case.hosted else None
        expires = statement.expires if isinstance(statement, ob2.Assertion) else None
        return expires.at if expires else None
    return _time(case, "validUntil")


def _time(case: Case, member: str) -> datetime | None:
    """The member, read even from a document that does not conform, so as to name every fault."""
    document = case.document or {}
    if ob3.is_of_data_model_1(document):
        member = ob3.OLDER_NAMES[member]
    value = document.get(member)
    if value is None:
        return None
    return times.parse(value if isinstance(value, str) else "")


STARTS = Step(Check.VALID_FROM, starts, needs=(Check.PARSE,))
ENDS = Step(Check.VALID_UNTIL, ends, needs=(Check.PARSE,))
