"""What a report comes to, in one word."""

from obkit.verify.policy import Policy
from obkit.verify.report import Check, Outcome, Report, Verdict

from laurel.verification.types import Status

_POLICY = Policy()
_GOOD = (Outcome.PASSED, Outcome.WARNED)

# Reasons of PARSE that mean: this is something else, not a bad badge.
NO_BADGE: frozenset[str] = frozenset(
    {
        "image.no_badge",
        "image.not_png_or_svg",
        "input.address",
        "input.empty",
        "input.html",
        "input.not_a_badge",
        "input.presentation",
        "input.unknown_kind",
        "baking.payload_form",
    }
)
# Reasons of PROOF that mean: somebody changed it after it was signed.
CHANGED: frozenset[str] = frozenset(
    {"proof.altered", "jwt.signature", "hosted.copy_altered"}
)


def status_of(report: Report) -> Status:
    """The status of this badge by itself.

    Revoked or expired is only said of a badge that is known to be the issuer's: a forger's date
    or list would otherwise be shown as the issuer's word. Of a hosted badge that its host says
    is revoked, the host's word is all there is.
    """
    verdict = _POLICY.judge(r for r in report.results if r.check is not Check.RECIPIENT)
    if verdict is Verdict.VERIFIED:
        return Status.VALID
    parsed = report.result(Check.PARSE)
    if parsed is None or parsed.outcome not in _GOOD:
        no_badge = parsed is not None and parsed.reason in NO_BADGE
        return Status.NONE if no_badge else _unread(verdict)
    if verdict is Verdict.INCONCLUSIVE:
        return Status.UNKNOWN
    return _what_failed(report)


def status_of_all(report: Report) -> Status:
    """The status of everything in what was handed in: a picture may carry two badges."""
    order = list(Status)
    return min((status_of(one) for one in (report, *report.also)), key=order.index)


def _unread(verdict: Verdict) -> Status:
    return Status.UNREAD if verdict is Verdict.INCONCLUSIVE else Status.FALSE


def _what_failed(report: Report) -> Status:
    failed = {r.check for r in report.results if r.outcome is Outcome.FAILED}
    failed.discard(Check.RECIPIENT)  # whose it is takes nothing from the badge
    proof = report.result(Check.PROOF)
    gone = proof is not None and proof.reason == "hosted.gone"
    theirs = all(report.outcome_of(c) in _GOOD for c in (Check.PROOF, Check.ISSUER))
    if failed <= {Check.STATUS, Check.VALID_UNTIL, Check.VALID_FROM} and (
        theirs or gone
    ):
        if Check.STATUS in failed:
            found = report.result(Check.STATUS)
            is_paused = found is not None and found.reason == "status.suspended"
            return Status.SUSPENDED if is_paused else Status.REVOKED
        return Status.EXPIRED if Check.VALID_UNTIL in failed else Status.EARLY
    if proof is not None and proof.reason in CHANGED:
        return Status.ALTERED
    return Status.FALSE
