"""Trust: whether the issuer is one of those that this reader knows."""

from obkit.verify import results
from obkit.verify.case import Case, Step
from obkit.verify.report import Check, CheckResult


def run(case: Case) -> CheckResult:
    """Look the issuer up among the trusted ones."""
    trusted = case.policy.trusted_issuers
    if not trusted:
        return results.not_applicable(Check.TRUST, "trust.not_asked")
    # A name in a list means nothing before it is known that the issuer really spoke.
    if not case.is_good(Check.ISSUER):
        return results.inconclusive(
            Check.TRUST, "check.not_run", needs=[str(Check.ISSUER)]
        )
    if case.issuer_id in trusted:
        return results.passed(Check.TRUST, "trust.known", issuer=case.issuer_id)
    return results.failed(Check.TRUST, "trust.unknown", issuer=case.issuer_id)


STEP = Step(Check.TRUST, run, needs=(Check.PARSE,))
