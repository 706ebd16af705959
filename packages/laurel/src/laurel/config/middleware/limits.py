"""How much a request may bring."""

import re
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from laurel.config.middleware import refusals

_LENGTH = re.compile(r"[0-9]{1,15}")
READ_AT_A_TIME = 1024 * 1024
MOST_IGNORED = 64 * 1024 * 1024  # beyond that the connection may as well break
LONGEST_IGNORING = 10.0  # seconds


class BodyLimit:
    """Refuse a body that is larger than anything we ask for, before it is parsed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413, or go on."""
        given = request.META.get("CONTENT_LENGTH") or "0"
        if not _LENGTH.fullmatch(given):
            return refusals.bad_request(request)
        length = int(given)
        if length > settings.LAUREL_MOST_BODY_BYTES:
            _swallow(request, length)
            return HttpResponse(status=413)  # the public site's page takes its place
        return self._get_response(request)


class NoNulls:
    """Refuse the one character that no text of ours holds and PostgreSQL cannot store."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 404 or 400, or go on."""
        if "\0" in request.path_info:
            return refusals.not_found(request)
        if "%00" in request.META.get("QUERY_STRING", ""):
            return refusals.bad_request(request)
        return self._get_response(request)


def _swallow(request: HttpRequest, length: int) -> None:
    # A browser shows our answer only once it could send what it wanted to send.
    left = min(length, MOST_IGNORED)
    until = time.monotonic() + LONGEST_IGNORING
    while left > 0 and time.monotonic() < until:
        chunk = request.read(min(READ_AT_A_TIME, left))
        if not chunk:
            return
        left -= len(chunk)
