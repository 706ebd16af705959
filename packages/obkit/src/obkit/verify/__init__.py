"""Verify a badge: bytes in, report out.

report = verify(data, fetcher=HttpFetcher(), now=now)
report.verdict, report.result(Check.STATUS).reason
"""

from obkit.verify.case import Kind
from obkit.verify.policy import Policy
from obkit.verify.reasons import REASONS, cause_of
from obkit.verify.report import (
    Check,
    CheckResult,
    Outcome,
    Refresh,
    Report,
    Subject,
    Verdict,
)
from obkit.verify.verifier import verify, verify_url

__all__ = [
    "REASONS",
    "Check",
    "CheckResult",
    "Kind",
    "Outcome",
    "Policy",
    "Refresh",
    "Report",
    "Subject",
    "Verdict",
    "cause_of",
    "verify",
    "verify_url",
]
