"""The link that shows a learner without an account how far their badge is.

It is derived from the programme, the learner and their address: nothing is stored, and it works
as long as they have that address. Whoever has it may look, and can change nothing.
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.core import signing

if TYPE_CHECKING:
    from laurel.classes.models import Learner
    from laurel.programs.models import Program

_SALT = "laurel.releases.links"


def address(program: "Program", learner: "Learner") -> str:
    """Where the learner sees it."""
    token = _signer().signature(_value(program, learner))
    return (
        f"{settings.LAUREL.base_url}"
        f"/pending/{program.public_id}/{learner.public_id}/{token}"
    )


def fits(program: "Program", learner: "Learner", token: str) -> bool:
    """Whether the link was made for this learner at this address."""
    try:
        _signer().unsign(f"{_value(program, learner)}:{token}")
    except signing.BadSignature:
        return False
    return True


def _value(program: "Program", learner: "Learner") -> str:
    return f"{program.public_id}/{learner.public_id}/{learner.key}"


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
