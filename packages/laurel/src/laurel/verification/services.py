"""Verification for anyone: any issuer's badge, told truthfully."""

from django.conf import settings
from django.utils.module_loading import import_string

from laurel.foundation import clock
from obkit.resolve.fetcher import Fetcher
from obkit.verify.report import Report


def verify(*, data: bytes) -> Report:
    """Verify a badge in any form: JSON, JWT, PNG, SVG."""
    raise NotImplementedError


def verify_link(*, url: str) -> Report:
    """Verify the badge that a link leads to."""
    raise NotImplementedError
