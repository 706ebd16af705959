"""Pages in place of Django's bare answers."""

from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from laurel.sites.public.views import errors

_PAGES = {page.status: page for page in (errors.METHOD_NOT_ALLOWED, errors.TOO_LARGE)}


class ErrorPages:
    """A 405 or 413 without content becomes a page that says what to do next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and put a page where the answer has none."""
        response = self.get_response(request)
        page = _PAGES.get(HTTPStatus(response.status_code))
        bare = isinstance(response, HttpResponseNotAllowed) or (
            isinstance(response, HttpResponse) and not response.content
        )
        if page is None or not bare:
            return response
        shown = errors.respond(request, page)
        if "Allow" in response:
            shown["Allow"] = response["Allow"]
        return shown
