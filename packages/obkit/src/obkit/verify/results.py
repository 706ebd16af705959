"""Short ways to write down what a check found."""

from collections.abc import Mapping

from obkit.errors import FetchError, ObkitError, Unverifiable
from obkit.verify.report import Check, CheckResult, Outcome

# What a stranger wrote is shown in facts; a page is not filled with it.
MAX_FACT_CHARACTERS = 300


def passed(check: Check, reason: str, /, **facts: object) -> CheckResult:
    """The check found what it wants."""
    return _result(check, Outcome.PASSED, reason, facts)


def failed(check: Check, reason: str, /, **facts: object) -> CheckResult:
    """The check found something wrong."""
    return _result(check, Outcome.FAILED, reason, facts)


def warned(check: Check, reason: str, /, **facts: object) -> CheckResult:
    """The check found what it wants, and something that the reader should know."""
    return _result(check, Outcome.WARNED, reason, facts)


def inconclusive(check: Check, reason: str, /, **facts: object) -> CheckResult:
    """The check could not be carried out."""
    return _result(check, Outcome.INCONCLUSIVE, reason, facts)


def not_applicable(check: Check, reason: str, /, **facts: object) -> CheckResult:
    """The credential or the policy gives the check nothing to do."""
    return _result(check, Outcome.NOT_APPLICABLE, reason, facts)


def from_error(check: Check, error: ObkitError, /, **facts: object) -> CheckResult:
    """What an error means for a check: what could not be done is unknown, all else is wrong."""
    unknown = isinstance(error, Unverifiable)
    outcome = Outcome.INCONCLUSIVE if unknown else Outcome.FAILED
    return _result(check, outcome, error.reason, {**error.facts, **facts})


def fetch_facts(error: FetchError) -> dict[str, object]:
    """What to say of a document that did not come: where, and for which reason."""
    return {**error.facts, "fetch": error.reason}


def _result(
    check: Check, outcome: Outcome, reason: str, facts: Mapping[str, object]
) -> CheckResult:
    return CheckResult(
        check,
        outcome,
        reason,
        {name: _short(fact) for name, fact in facts.items() if fact != b""},
    )


def _short(fact: object) -> object:
    if isinstance(fact, bytes):
        fact = fact.decode("utf-8", "replace")
    if isinstance(fact, str) and len(fact) > MAX_FACT_CHARACTERS:
        return fact[:MAX_FACT_CHARACTERS] + "…"
    return fact
