"""Running checks in order, each only when it can say something."""

from collections.abc import Sequence

from obkit.verify import results
from obkit.verify.case import Case, Step
from obkit.verify.report import Check


def run_steps(case: Case, steps: Sequence[Step]) -> None:
    """Run the checks and keep their results in the case.

    After a document that could not be read there is nothing to check; otherwise a check whose
    needs are not met is reported as not run, so that nobody takes silence for consent.
    """
    for step in steps:
        if case.results and not case.is_good(Check.PARSE):
            return
        missing = [str(check) for check in step.needs if not case.is_good(check)]
        case.results.append(
            results.inconclusive(step.check, "check.not_run", needs=missing)
            if missing
            else step.run(case)
        )
