"""Which other web pages may read from us, and that none may write."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from laurel.config.middleware import refusals
from laurel.foundation.http import OPEN_TO_EVERY_ORIGIN

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
OWN_SITES = frozenset({"same-origin", "none"})  # "none": typed or from a bookmark
PREFLIGHT_SECONDS = "86400"

View = Callable[[HttpRequest], HttpResponse]


class OpenDocuments:
    """Let every origin read the views marked so; never with credentials."""

    def __init__(self, get_response: View) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the one header, errors of such a view included."""
        response = self._get_response(request)
        if getattr(request, "is_open_document", False):
            response["Access-Control-Allow-Origin"] = "*"
        return response

    def process_view(
        self, request: HttpRequest, view: Any, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Notice the mark, and answer the question before the request."""
        if not getattr(view, OPEN_TO_EVERY_ORIGIN, False):
            return None
        request.is_open_document = True  # type: ignore[attr-defined]  # ours
        if request.method != "OPTIONS":
            return None
        response = HttpResponse(status=204)
        response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        response["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response["Access-Control-Max-Age"] = PREFLIGHT_SECONDS
        return response


class OwnOriginOnly:
    """Refuse changes that another site's page asks for (Fetch Metadata).

    A second net beside the CSRF token; browsers that send no such header pass.
    """

    def __init__(self, get_response: View) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 403, or go on."""
        site = request.headers.get("Sec-Fetch-Site", "same-origin")
        if request.method not in SAFE_METHODS and site not in OWN_SITES:
            return refusals.forbidden(request)
        return self._get_response(request)
