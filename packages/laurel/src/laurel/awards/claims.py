"""The links in mails that show an award to the person it was sent to.

A link is made for one award and one address, and is derived: nothing is stored, and it works as
long as the award has that address. Whoever has it may look and take the files. What others see
changes only whoever proves the address by a code: mails are passed on.
"""

from django.conf import settings
from django.core import signing

from laurel.awards import rules

_SALT = "laurel.awards.claims"


def address(award_public_id: str, email: str) -> str:
    """Where the person with this address sees the award as theirs."""
    token = _signer().signature(_value(award_public_id, email))
    return f"{settings.LAUREL.base_url}/mine/{award_public_id}/{token}"


def fits(award_public_id: str, email: str, token: str) -> bool:
    """Whether the link was made for this award and this address."""
    try:
        _signer().unsign(f"{_value(award_public_id, email)}:{token}")
    except signing.BadSignature:
        return False
    return True


def _value(award_public_id: str, email: str) -> str:
    return f"{award_public_id}/{rules.normalised(email.strip())}"


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
