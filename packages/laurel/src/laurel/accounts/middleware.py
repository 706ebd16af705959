"""When the other side of a sign-in is away."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

logger = logging.getLogger("laurel.accounts")


class ProviderAway:
    """A page that says so, where a provider such as LinkedIn does not answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing of its own."""
        return self._get_response(request)

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        """Turn "no connection", "no answer in time" and the like into a 503."""
        match = request.resolver_match
        asks_provider = match and (match.url_name or "").startswith("openid_connect")
        # Every failure to connect or to be answered is an OSError, with allauth's
        # client, too.
        if not asks_provider or not isinstance(error, OSError):
            return None
        logger.warning("A sign-in provider did not answer: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=503)
