"""What views and the middleware above them share. No view lives here."""

from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

OPEN_TO_EVERY_ORIGIN = "laurel_open_to_every_origin"


def open_to_every_origin(view: View) -> View:
    """Let any web page read what this view answers, without credentials.

    For public documents only (credentials, profiles, status lists, keys): the
    middleware answers `Access-Control-Allow-Origin: *` and the preflight.
    """
    setattr(view, OPEN_TO_EVERY_ORIGIN, True)
    return view


def client_address(request: HttpRequest) -> str:
    """The address that asks, as the outermost of our own proxies saw it.

    Every proxy adds the address it saw at the end of `X-Forwarded-For`; what stands before
    ours was written by the visitor and is worth nothing.
    """
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.LAUREL.trusted_proxy_count
    if not proxies:
        return direct
    seen = [
        part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")
    ]
    # Fewer than there are proxies: it did not come through them.
    return seen[-proxies] if len(seen) >= proxies and seen[-proxies] else direct
