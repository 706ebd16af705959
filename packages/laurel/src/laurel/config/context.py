"""What every template may know about the instance."""

from django.conf import settings
from django.http import HttpRequest


def instance(_request: HttpRequest) -> dict[str, object]:
    """The address, and which optional things this instance has."""
    return {
        "base_url": settings.LAUREL.base_url,
        "mail_viewer": settings.LAUREL.mail_viewer,
        "linkedin": settings.LAUREL.linkedin,
    }
