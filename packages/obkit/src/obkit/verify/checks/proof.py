"""Proof: whether the document is what was signed, or what its host publishes.

That a signature fits a key says nothing about whose key it is; that is the next check.
"""

from obkit.errors import ObkitError
from obkit.proofs import ecdsa_sd_2023
from obkit.verify import hosted, results, signatures, signed
from obkit.verify.case import Case, Kind, Step
from obkit.verify.report import Check, CheckResult

_OTHERS = {
    Kind.VC1: "document.data_model_1_1",
    Kind.OB2_BADGE_CLASS: "proof.not_an_award",
    Kind.OB2_PROFILE: "proof.not_an_award",
    Kind.UNKNOWN: "input.unknown_kind",
}


def run(case: Case) -> CheckResult:
    """Verify by the way of the document's standard."""
    if case.kind.is_ob2_statement:
        return signed.check(case) if case.is_token else hosted.check(case)
    if case.kind.is_credential:
        return _signed(case)
    return results.inconclusive(Check.PROOF, _OTHERS[case.kind])


def _signed(case: Case) -> CheckResult:
    try:
        findings = signatures.verify(case)
    except ObkitError as error:
        return results.from_error(Check.PROOF, error)
    case.signatures = tuple(f.signature for f in findings if f.signature)
    facts = {"proofs": [finding.facts() for finding in findings]}
    # "No proof failed" is not "a proof holds": there must be one, and one bad one spoils a set.
    problems = [f.problem for f in findings if f.problem]
    wrong = [
        p for p in problems if results.from_error(Check.PROOF, p).outcome == "failed"
    ]
    if wrong:
        return results.from_error(Check.PROOF, wrong[0], **facts)
    if not case.signatures:
        return results.from_error(Check.PROOF, problems[0], **facts)
    if problems:
        return results.warned(Check.PROOF, "proof.one_not_checked", **facts)
    if any(s.suite == ecdsa_sd_2023.NAME for s in case.signatures):
        return results.warned(Check.PROOF, "proof.shown_in_part", **facts)
    return results.passed(Check.PROOF, "proof.fits", **facts)


STEP = Step(Check.PROOF, run, needs=(Check.PARSE,))
