"""The pages that say no, by status; `config/urls.py` names them."""

# ruff: noqa: ARG001 - Django hands every handler its reason by name

import logging

from django.http import HttpRequest, HttpResponse

from laurel.credentials.errors import TakenDown
from laurel.sites.public.views import errors

logger = logging.getLogger("laurel.errors")


def bad_request(request: HttpRequest, exception: object = None) -> HttpResponse:
    """400."""
    return errors.respond(request, errors.BAD_REQUEST)


def forbidden(request: HttpRequest, exception: object = None) -> HttpResponse:
    """403."""
    return errors.respond(request, errors.FORBIDDEN)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403, after a form that was too old or somebody else's."""
    return errors.respond(request, errors.STALE_FORM)


def not_found(request: HttpRequest, exception: object = None) -> HttpResponse:
    """404; or 410, where there was something and its holder had it taken down."""
    if isinstance(getattr(exception, "__cause__", None), TakenDown):
        return errors.respond(request, errors.TAKEN_DOWN)
    return errors.respond(request, errors.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with the id that stands in the log."""
    error_id = getattr(request, "error_id", "")
    try:
        return errors.respond(request, errors.BROKEN)
    except Exception:
        # The last resort: an error page that fails must not hide the first error.
        logger.exception("The error page failed, too (%s)", error_id)
        body = f"Something went wrong. ({error_id})\n"
        return HttpResponse(body, status=500, content_type="text/plain")
