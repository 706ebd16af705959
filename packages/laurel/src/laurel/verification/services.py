"""Verification for anyone: any issuer's badge, told truthfully.

The same function of obkit that a stranger would call, with the instance's way to get documents
and its clock. Nothing here looks into the database; limits on what comes in are obkit's.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from django.conf import settings
from django.utils.module_loading import import_string
from obkit import verify as obkit_verify
from obkit.resolve import Fetched, Fetcher, RememberingFetcher
from obkit.verify import Policy, Report

from laurel.foundation import clock
from laurel.verification import lately, receipts
from laurel.verification.series import MOST_SECONDS, Series
from laurel.verification.types import Receipt

RECEIPT_KIND, RECEIPT_TOKEN_TYPE = receipts.KIND, receipts.TOKEN_TYPE

__all__ = [
    "RECEIPT_KIND",
    "RECEIPT_TOKEN_TYPE",
    "Series",
    "fetch",
    "look",
    "read_receipt",
    "series",
    "take_link",
    "verify",
    "verify_forms",
    "verify_link",
]


def verify(*, data: bytes, refresh: bool = True, recipient: str = "") -> Report:
    """Verify a badge in any form (JSON, JWT, PNG, SVG); whatever is wrong, the report says it.

    Without `refresh` the issuer is not asked for a newer edition: these very bytes are meant. With
    a `recipient`, an e-mail address, the badge must be that person's.
    """
    return obkit_verify.verify(
        data,
        policy=Policy(refresh=refresh, recipient=recipient or None),
        fetcher=_fetcher(),
        now=clock.now(),
    )


def look(*, data: bytes, live: Collection[str], edition: int) -> Report:
    """Verify a badge for its page, as `verify` without `refresh`, with what was just asked for.

    Our own identities and our endorsements' lists are those of this edition, others' at most a
    minute old. What stands at the `live` addresses is asked for every time; give the list there
    that says whether the badge was revoked. If the badge does not hold with what is at hand,
    everything is asked for anew.
    """
    at_hand = lately.Lately(_fetcher(), live=live, edition=edition)
    report = _looked(data, at_hand)
    if lately.may_be_old(report):
        report = _looked(data, replace(at_hand, anew=True))
    return report


def _looked(data: bytes, fetcher: Fetcher) -> Report:
    policy = Policy(refresh=False)
    return obkit_verify.verify(data, policy=policy, fetcher=fetcher, now=clock.now())


def verify_forms(*, forms: Sequence[bytes]) -> list[Report]:
    """Verify several forms of one badge, as `verify` without `refresh`, in one moment.

    What more than one of them has to ask for is fetched once and means the same to all.
    """
    fetcher, now = RememberingFetcher(_fetcher()), clock.now()
    policy = Policy(refresh=False)
    return [
        obkit_verify.verify(data, policy=policy, fetcher=fetcher, now=now)
        for data in forms
    ]


def verify_link(*, url: str, recipient: str = "") -> Report:
    """Verify the badge that a link leads to; ours is read as a stranger would get it."""
    return obkit_verify.verify_url(
        url,
        policy=Policy(recipient=recipient or None),
        fetcher=_fetcher(),
        now=clock.now(),
    )


def series(*, recipient: str = "", seconds: float = MOST_SECONDS) -> Series:
    """Many verifications in one go, from now on and within one time."""
    return Series(_fetcher(), recipient, seconds)


def take_link(*, url: str) -> tuple[bytes, Report]:
    """The same, with the very bytes that were verified; none where none came."""
    keeping = _Keeping(_fetcher())
    report = obkit_verify.verify_url(url, fetcher=keeping, now=clock.now())
    return keeping.first, report


def fetch(*, url: str, accept: str) -> bytes:
    """One document from elsewhere, with all the care that verification takes.

    Raises:
        FetchError: it did not come.
    """
    return _fetcher().fetch(url, accept=accept).body


def read_receipt(*, data: bytes) -> Receipt | None:
    """The receipt in these bytes and what it is worth; None where they are something else."""
    return receipts.read(data, fetcher=_fetcher())


class _Keeping:
    """A fetcher that keeps what came first, if anything did."""

    def __init__(self, inner: Fetcher) -> None:
        self._inner = inner
        self._asked = False
        self.first = b""

    def fetch(self, url: str, *, accept: str = "application/json") -> Fetched:
        """Get one document, as the other fetcher does."""
        is_first, self._asked = not self._asked, True
        fetched = self._inner.fetch(url, accept=accept)
        if is_first:
            self.first = fetched.body
        return fetched


def _fetcher() -> Fetcher:
    made: Fetcher = import_string(settings.LAUREL_FETCHER)()
    return made
