"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.foundation.actors import Actor
from laurel.issuers import selectors
from laurel.issuers.errors import NotFound
from laurel.issuers.models import Issuer
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_editing(actor: Actor, public_id: str) -> Issuer:
    """The issuer, if the actor may change its brand and keys (owners).

    Raises:
        NotFound: unknown, or not theirs to change.
    """
    issuer = selectors.public(public_id)
    if not organizations.allows(actor, issuer.organization_id, Role.OWNER):
        raise NotFound("no such issuer")
    return issuer
