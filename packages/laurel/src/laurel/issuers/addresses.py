"""The permanent addresses of an issuer. They stand in signed documents: never change them."""

from urllib.parse import quote, urlsplit

from django.conf import settings


def page(public_id: str) -> str:
    """The issuer's page, and its Open Badges 3.0 Profile by content negotiation."""
    return f"{settings.LAUREL.base_url}/issuers/{public_id}"


def did(public_id: str) -> str:
    """The issuer's id in Open Badges 3.0: a did:web on our own host."""
    host = quote(
        urlsplit(settings.LAUREL.base_url).netloc, safe=""
    )  # a port's colon: %3A
    return f"did:web:{host}:issuers:{public_id}"


def verification_method(public_id: str, key_public_id: str) -> str:
    """The DID URL of one of the issuer's keys."""
    return f"{did(public_id)}#{key_public_id}"


def logo(public_id: str) -> str:
    """The issuer's logo, a PNG."""
    return f"{page(public_id)}/logo.png"


def help_page(public_id: str) -> str:
    """The issuer's help for earners. Old mails lead there."""
    return f"{page(public_id)}/help"


def guide(public_id: str) -> str:
    """How earners manage and share their badges."""
    return f"{page(public_id)}/guide"


def ob2(public_id: str) -> str:
    """The issuer's Open Badges 2.0 Profile."""
    return f"{settings.LAUREL.base_url}/ob2/issuers/{public_id}"
