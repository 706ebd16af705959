"""The permanent addresses of a credential. They stand in signed documents."""

from django.conf import settings


def page(award_public_id: str) -> str:
    """The award page, and the credential itself: this is the credential's id."""
    return f"{settings.LAUREL.base_url}/b/{award_public_id}"


def png(award_public_id: str) -> str:
    """The picture with the badge inside."""
    return f"{page(award_public_id)}/badge.png"


def newest(award_public_id: str) -> str:
    """The signed document of the newest generation: what `refreshService` names."""
    return f"{page(award_public_id)}/credential.json"


def ob2(award_public_id: str) -> str:
    """The hosted Open Badges 2.0 Assertion."""
    return f"{settings.LAUREL.base_url}/ob2/assertions/{award_public_id}"


def status_list(public_id: str) -> str:
    """The signed status list."""
    return f"{settings.LAUREL.base_url}/status/{public_id}"
