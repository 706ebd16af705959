"""What a reader asks of a badge, and how the findings are judged."""

from collections.abc import Iterable
from dataclasses import dataclass

from obkit.verify.report import Check, CheckResult, Outcome, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What this reader wants to know beyond what every badge must hold.

    `recipient` is the e-mail address (or the DID) of the person who shows the badge; with it, the
    badge must be that person's. `trusted_issuers` are issuer ids; with them, others fail.
    `proof_only` asks for nothing but whether this is the issuer's word: no status, no times, no
    recipient, and nothing of what is nested in the document. With `refresh` the issuer is asked for
    a newer edition where the credential says how.
    """

    recipient: str | None = None
    trusted_issuers: frozenset[str] = frozenset()
    proof_only: bool = False
    refresh: bool = True

    def judge(self, results: Iterable[CheckResult]) -> Verdict:
        """The verdict, failing closed.

        Anything that failed is NOT_VERIFIED; else anything that could not be checked is
        INCONCLUSIVE. "Nothing failed" is not enough for VERIFIED: the proof must have been found
        good and be the issuer's.
        """
        outcomes = {result.check: result.outcome for result in results}
        if Outcome.FAILED in outcomes.values():
            return Verdict.NOT_VERIFIED
        if Outcome.INCONCLUSIVE in outcomes.values():
            return Verdict.INCONCLUSIVE
        for check in (Check.PARSE, Check.CONFORMS, Check.PROOF, Check.ISSUER):
            if outcomes.get(check) not in (Outcome.PASSED, Outcome.WARNED):
                return Verdict.INCONCLUSIVE
        return Verdict.VERIFIED


def least(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict on several badges in one file: as good as the worst of them."""
    order = (Verdict.NOT_VERIFIED, Verdict.INCONCLUSIVE, Verdict.VERIFIED)
    return min(verdicts, key=order.index)
