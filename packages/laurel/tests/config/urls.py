"""A few pages that exist for these tests only."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from laurel.config.urls import handler400, handler403, handler404, handler500
from laurel.foundation.errors import NotFound
from laurel.foundation.http import open_to_every_origin


@open_to_every_origin
def document(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("{}", content_type="application/json")


@open_to_every_origin
def missing_document(_request: HttpRequest) -> HttpResponse:
    raise NotFound("no such badge")


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{len(request.body)}")


def personal(request: HttpRequest) -> HttpResponse:
    response = HttpResponse(str(request.user.is_authenticated))
    response["Cache-Control"] = "public, max-age=3600"
    return response


def broken(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("the pump is on fire")


urlpatterns = [
    path("document", document),
    path("missing", missing_document),
    path("page", page),
    path("personal", personal),
    path("broken", broken),
]

__all__ = ["handler400", "handler403", "handler404", "handler500"]
