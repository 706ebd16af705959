"""What a check of a moment ago asked for, at hand for the next one.

A page that is read by many asks for the same identities again and again. They change when a key
does, so what a minute ago was good is good; what was not is asked for anew.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from obkit.resolve import Fetched, Fetcher
from obkit.verify import Report
from obkit.verify.report import Check, Outcome

from laurel.foundation.memory import Memory

SPAN = dt.timedelta(minutes=1)  # also what our own answers say of themselves
MOST = 512  # documents, and so large at most: 32 MB in all
LARGEST = 64 * 1024

_GOOD = (Outcome.PASSED, Outcome.WARNED)
_memory: Memory[tuple[str, str], Fetched] = Memory(span=SPAN, most=MOST)


@dataclass(frozen=True, slots=True)
class Lately:
    """A fetcher that asks once a minute, but for `live` addresses; `anew`: now in any case."""

    inner: Fetcher
    live: Collection[str]
    anew: bool = False

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document, as it came within the last minute.

        Raises:
            FetchError: as the other fetcher.
        """
        if url in self.live:
            return self.inner.fetch(url, accept=accept)
        answer = _memory.renew if self.anew else _memory.get
        return answer(
            (url, accept), lambda: self.inner.fetch(url, accept=accept), fits=_is_small
        )


def may_be_old(report: Report) -> bool:
    """Whether something did not hold that would, with what stands at its address by now."""
    if any(
        report.outcome_of(check) not in _GOOD for check in (Check.PROOF, Check.ISSUER)
    ):
        return True
    return report.outcome_of(Check.STATUS) is Outcome.INCONCLUSIVE


def _is_small(fetched: Fetched) -> bool:
    return len(fetched.body) <= LARGEST
