"""Who comes by the link in a mail, and looks like a person: counted once for each award.

A mail program that looks ahead, a scanner, a preview are left out as far as they say what they
are. One that behaves like a browser in everything cannot be told from one; the console says so.
"""

import logging
import re
from collections.abc import Callable

from django.db import Error
from django.http import HttpRequest

from laurel.deliveries import selectors, services

logger = logging.getLogger("laurel.deliveries")

VIA = "via"
_AHEAD = ("Purpose", "Sec-Purpose", "X-Purpose", "X-Moz")  # what is fetched unasked
_MACHINES = re.compile(
    r"bot|crawl|spider|scan|preview|prefetch|proxy|fetch|curl|wget|python|java/|go-http"
    r"|headlesschrome|safelinks|barracuda|mimecast|proofpoint|monitor|facebookexternalhit",
    re.IGNORECASE,
)


def opened(request: HttpRequest, award: str) -> None:
    """Note that somebody followed the link to the page."""
    _note(request, award, services.note_opened)


def downloaded(request: HttpRequest, award: str) -> None:
    """Note that somebody took the badge by the link, or from the page that it led to."""
    _note(request, award, services.note_downloaded)


def query(request: HttpRequest, award: str) -> str:
    """What the downloads of the page end in, for whoever came by the mail."""
    key = request.GET.get(VIA, "")
    return selectors.query_of(award, key) if key else ""


def looks_like_a_person(request: HttpRequest) -> bool:
    """Whether nothing in the request says that a program asks."""
    headers = request.headers
    agent = headers.get("User-Agent", "")
    return (
        request.method == "GET"
        and not any(headers.get(name) for name in _AHEAD)
        and bool(agent)
        and not _MACHINES.search(agent)
        and "html" in headers.get("Accept", "")
        and headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
    )


def _note(request: HttpRequest, award: str, note: Callable[..., bool]) -> None:
    key = request.GET.get(VIA, "")
    if not key or not looks_like_a_person(request):
        return
    try:
        note(award_public_id=award, key=key)
    except Error:  # the badge is shown all the same
        logger.warning("A visit could not be noted", exc_info=True)
