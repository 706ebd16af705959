"""Pages for one person are kept by nobody else."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class PrivatePages:
    """`private, no-store` on every answer that looked at who is asking."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark the answer, whatever the view itself said."""
        response = self._get_response(request)
        session = getattr(request, "session", None)
        if session is not None and session.accessed:
            response["Cache-Control"] = "private, no-store"
        return response
