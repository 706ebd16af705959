"""Marks that views carry for the middleware above them. No view lives here."""

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

OPEN_TO_EVERY_ORIGIN = "laurel_open_to_every_origin"


def open_to_every_origin(view: View) -> View:
    """Let any web page read what this view answers, without credentials.

    For public documents only (credentials, profiles, status lists, keys): the
    middleware answers `Access-Control-Allow-Origin: *` and the preflight.
    """
    setattr(view, OPEN_TO_EVERY_ORIGIN, True)
    return view
