"""Where collections are. Their holders pass these on, and records say them: never change them."""

from django.conf import settings


def page(public_id: str) -> str:
    """A collection by its own address, or by a link that ends."""
    return f"{settings.LAUREL.base_url}/c/{public_id}"


def record(public_id: str) -> str:
    """The same as one signed document."""
    return f"{page(public_id)}/clr.json"
