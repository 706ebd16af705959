"""Verification for anyone: any issuer's badge, told truthfully.

The same function of obkit that a stranger would call, with the instance's way to get documents
and its clock. Nothing here looks into the database; limits on what comes in are obkit's.
"""

from django.conf import settings
from django.utils.module_loading import import_string
from obkit import verify as obkit_verify
from obkit.resolve import Fetcher
from obkit.verify import Policy, Report

from laurel.foundation import clock
from laurel.verification.series import Series

__all__ = ["Series", "series", "verify", "verify_link"]


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


def verify_link(*, url: str, recipient: str = "") -> Report:
    """Verify the badge that a link leads to; ours is read as a stranger would get it."""
    return obkit_verify.verify_url(
        url,
        policy=Policy(recipient=recipient or None),
        fetcher=_fetcher(),
        now=clock.now(),
    )


def series(*, recipient: str = "") -> Series:
    """Many verifications in one go, from now on and within one time."""
    return Series(_fetcher(), recipient)


def _fetcher() -> Fetcher:
    made: Fetcher = import_string(settings.LAUREL_FETCHER)()
    return made
