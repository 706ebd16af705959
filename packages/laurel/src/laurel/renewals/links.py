"""The link in a reminder by which its reader gets no more of them.

It is derived, like the links that show an award: nothing is stored, and no address stands in it.
"""

from django.conf import settings
from django.core import signing

_SALT = "laurel.renewals.silence"


def address(award_public_id: str, key: str) -> str:
    """Where the person with this address ends the reminders of the award's issuer."""
    token = _signer().signature(f"{award_public_id}/{key}")
    return f"{settings.LAUREL.base_url}/reminders/{award_public_id}/{token}"


def fits(award_public_id: str, key: str, token: str) -> bool:
    """Whether the link was made for this award and this address."""
    try:
        _signer().unsign(f"{award_public_id}/{key}:{token}")
    except signing.BadSignature:
        return False
    return True


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
