"""What a check of a moment ago asked for, at hand for the next one.

A page that is read by many asks for the same identities again and again. They change when a key
does, so what was good is good; what was not is asked for anew. Of our own documents there is an
edition (`foundation.editions`); of others' nobody tells us, so they are a minute old at most.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from obkit.resolve import Fetched, Fetcher
from obkit.verify import Report
from obkit.verify.report import Check, Outcome

from laurel.foundation.memory import Memory

SPAN = dt.timedelta(minutes=1)  # also what our own answers say of themselves
SPAN_OF_OURS = dt.timedelta(
    days=1
)  # whatever the edition; our lists are good for seven
MOST = 512  # documents of each, and so large at most: 64 MB in all
LARGEST = 64 * 1024

_GOOD = (Outcome.PASSED, Outcome.WARNED)
_Key = tuple[int, str, str]
_theirs: Memory[_Key, Fetched] = Memory(span=SPAN, most=MOST)
_ours: Memory[_Key, Fetched] = Memory(span=SPAN_OF_OURS, most=MOST)


@dataclass(frozen=True, slots=True)
class Lately:
    """A fetcher that asks now and then, but for `live` addresses; `anew`: now in any case."""

    inner: Fetcher
    live: Collection[str]
    edition: int
    anew: bool = False

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document, as it came in this edition, or within the last minute.

        Raises:
            FetchError: as the other fetcher.
        """
        if url in self.live:
            return self.inner.fetch(url, accept=accept)
        memory = _ours if _is_ours(url) else _theirs
        edition = self.edition if memory is _ours else 0
        answer = memory.renew if self.anew else memory.get
        return answer(
            (edition, url, accept),
            lambda: self.inner.fetch(url, accept=accept),
            fits=_is_small,
        )


def may_be_old(report: Report) -> bool:
    """Whether something did not hold that would, with what stands at its address by now."""
    if any(
        report.outcome_of(check) not in _GOOD for check in (Check.PROOF, Check.ISSUER)
    ):
        return True
    return report.outcome_of(Check.STATUS) is Outcome.INCONCLUSIVE


def _is_ours(url: str) -> bool:
    try:
        return urlsplit(url).netloc.lower() == settings.LAUREL.host
    except ValueError:  # a broken IPv6 address; the other fetcher says so
        return False


def _is_small(fetched: Fetched) -> bool:
    return len(fetched.body) <= LARGEST
