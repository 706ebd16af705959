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

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from obkit.baking import Standard as Standard
    from obkit.baking import bake as bake
    from obkit.baking import extract as extract
    from obkit.errors import ObkitError as ObkitError
    from obkit.keys import KeyKind as KeyKind
    from obkit.keys import LocalSigner as LocalSigner
    from obkit.resolve import Fetcher as Fetcher
    from obkit.resolve import HttpFetcher as HttpFetcher
    from obkit.resolve import MemoryFetcher as MemoryFetcher
    from obkit.verify import Check as Check
    from obkit.verify import CheckResult as CheckResult
    from obkit.verify import Outcome as Outcome
    from obkit.verify import Policy as Policy
    from obkit.verify import Report as Report
    from obkit.verify import Verdict as Verdict

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

# Cryptography, RDF and XML take a quarter of a second to load; a program that only extracts, or
# only asks for the version, does not wait for what it does not use.
_HOMES = {
    "Check": "obkit.verify",
    "CheckResult": "obkit.verify",
    "Fetcher": "obkit.resolve",
    "HttpFetcher": "obkit.resolve",
    "KeyKind": "obkit.keys",
    "LocalSigner": "obkit.keys",
    "MemoryFetcher": "obkit.resolve",
    "ObkitError": "obkit.errors",
    "Outcome": "obkit.verify",
    "Policy": "obkit.verify",
    "Report": "obkit.verify",
    "Standard": "obkit.baking",
    "Verdict": "obkit.verify",
    "bake": "obkit.baking",
    "extract": "obkit.baking",
}
_AREAS = ("baking", "errors", "issue", "keys", "model", "resolve", "status", "verify")

# A type checker reads the imports above, and knows a wrong name.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """A public name or area, loaded when it is first asked for (PEP 562)."""
        if name in _AREAS:
            return import_module(f"obkit.{name}")
        if name not in _HOMES:
            raise AttributeError(f"module 'obkit' has no attribute {name!r}")
        found = getattr(import_module(_HOMES[name]), name)
        globals()[name] = found
        return found


def __dir__() -> list[str]:
    return sorted([*__all__, *_AREAS, "__version__"])
