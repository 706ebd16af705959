"""The permanent addresses of endorsements. They stand in signed documents: never change them."""

from django.conf import settings


def page(public_id: str) -> str:
    """The endorsement's id: its page, and the signed document by content negotiation."""
    return f"{settings.LAUREL.base_url}/endorsements/{public_id}"


def status(public_id: str) -> str:
    """The list that says whether it was taken back; it is the only one in it."""
    return f"{page(public_id)}/status"


def ob2(public_id: str) -> str:
    """The hosted Open Badges 2.0 Endorsement."""
    return f"{settings.LAUREL.base_url}/ob2/endorsements/{public_id}"


def ob2_endorser(public_id: str) -> str:
    """The Open Badges 2.0 Profile of a person who endorsed."""
    return f"{settings.LAUREL.base_url}/ob2/endorsers/{public_id}"
