"""Refusing a request before it has a view, with the page that views would answer."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver


def bad_request(request: HttpRequest) -> HttpResponse:
    """400."""
    return _page(request, 400)


def forbidden(request: HttpRequest) -> HttpResponse:
    """403."""
    return _page(request, 403)


def not_found(request: HttpRequest) -> HttpResponse:
    """404."""
    return _page(request, 404)


def _page(request: HttpRequest, status: int) -> HttpResponse:
    handler: Callable[..., HttpResponse] = get_resolver().resolve_error_handler(status)
    return handler(request, exception=None)
