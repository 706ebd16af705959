"""Verification for anyone: any issuer's badge, told truthfully."""

from django.conf import settings
from django.utils.module_loading import import_string

from laurel.foundation import clock
from laurel.foundation.errors import Refused
from obkit.resolve.fetcher import Fetcher
from obkit.verify.report import Report

MAX_INPUT_BYTES = 10 * 1024 * 1024  # the largest badge image that obkit looks into


def verify(data: bytes) -> Report:
    """Verify a badge in any form: JSON, JWT, PNG, SVG.

    Raises:
        Refused: more than 10 MB.
    """
    raise NotImplementedError


def verify_link(url: str) -> Report:
    """Verify the badge that a link leads to."""
    raise NotImplementedError
