"""The pages that say no. Their templates are the public site's."""

from django.http import HttpRequest, HttpResponse
from django.template import TemplateDoesNotExist, loader

_NAMES = {
    400: "This request makes no sense",
    403: "You cannot do that",
    404: "There is nothing here",
    413: "That is too large",
    500: "Something went wrong",
}


def bad_request(request: HttpRequest, **_: object) -> HttpResponse:
    """400."""
    return _page(request, 400)


def forbidden(request: HttpRequest, **_: object) -> HttpResponse:
    """403."""
    return _page(request, 403)


def csrf_failed(request: HttpRequest, **_: object) -> HttpResponse:
    """403, after a form that was too old or somebody else's."""
    return _page(request, 403, expired_form=True)


def not_found(request: HttpRequest, **_: object) -> HttpResponse:
    """404."""
    return _page(request, 404)


def too_large(request: HttpRequest) -> HttpResponse:
    """413."""
    return _page(request, 413)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, with the id that stands in the log."""
    return _page(request, 500)


def _page(request: HttpRequest, status: int, **more: object) -> HttpResponse:
    context = {"error_id": getattr(request, "error_id", ""), "status": status, **more}
    try:
        # Without the request: a page that says no must not need the database.
        body = loader.render_to_string(f"public/errors/{status}.html", context)
    except TemplateDoesNotExist:
        return HttpResponse(
            f"{_NAMES[status]}.\n", status=status, content_type="text/plain"
        )
    return HttpResponse(body, status=status)
