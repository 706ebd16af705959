"""Errors that have a page of their own, and the id by which an operator finds them."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from laurel.foundation import ids
from laurel.foundation.errors import NotFound

View = Callable[[HttpRequest], HttpResponse]


class Errors:
    """Name the request, and let our own NotFound be a 404."""

    def __init__(self, get_response: View) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Give the request an id that error pages show and log lines carry."""
        request.error_id = ids.public_id()[:10]  # type: ignore[attr-defined]  # ours
        return self._get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> None:
        """Unknown and not allowed are the same page."""
        if isinstance(error, NotFound):
            raise Http404 from error
