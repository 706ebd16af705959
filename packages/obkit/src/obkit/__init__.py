"""Open Badges 2.0 and 3.0: build, sign, bake, extract and verify.

The names below are what most programs need; each area has more under its own name: `obkit.issue`,
`obkit.keys`, `obkit.status`, `obkit.model`.

    from datetime import UTC, datetime
    from obkit import HttpFetcher
    from obkit.verify import verify

    report = verify(data, fetcher=HttpFetcher(), now=datetime.now(UTC))
    print(report.verdict)

The functions `verify` and `verify_url` keep their address in `obkit.verify`: a function of the
same name here would hide the module.
"""

from obkit.baking import Standard, bake, extract
from obkit.errors import ObkitError
from obkit.keys import KeyKind, LocalSigner
from obkit.resolve import Fetcher, HttpFetcher, MemoryFetcher
from obkit.verify import (
    Check,
    CheckResult,
    Outcome,
    Policy,
    Report,
    Verdict,
)

__version__ = "0.1.0"

__all__ = [
    "Check",
    "CheckResult",
    "Fetcher",
    "HttpFetcher",
    "KeyKind",
    "LocalSigner",
    "MemoryFetcher",
    "ObkitError",
    "Outcome",
    "Policy",
    "Report",
    "Standard",
    "Verdict",
    "bake",
    "extract",
]
