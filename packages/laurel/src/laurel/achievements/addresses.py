"""The permanent addresses of an achievement. They stand in signed documents."""

from django.conf import settings


def page(public_id: str, number: int, language: str = "") -> str:
    """The page of one version, and its Open Badges 3.0 Achievement: the Achievement's id."""
    base = f"{settings.LAUREL.base_url}/achievements/{public_id}/{number}"
    return f"{base}/{language}" if language else base


def image(public_id: str, number: int) -> str:
    """The picture without a credential in it."""
    return f"{page(public_id, number)}/image.png"


def ob2(public_id: str, number: int, language: str = "") -> str:
    """The Open Badges 2.0 BadgeClass."""
    base = f"{settings.LAUREL.base_url}/ob2/badges/{public_id}/{number}"
    return f"{base}/{language}" if language else base
