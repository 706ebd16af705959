"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.endorsements import selectors
from laurel.endorsements.errors import NotFound
from laurel.endorsements.models import Endorsement
from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_viewing(actor: Actor, public_id: str) -> Endorsement:
    """The endorsement, if the actor belongs to the organization that it is about.

    Raises:
        NotFound: unknown, not signed, or not theirs to see.
    """
    return _for(actor, public_id, Role.VIEWER)


def for_deciding(actor: Actor, public_id: str) -> Endorsement:
    """The endorsement, if the actor decides what is shown there (editors).

    Raises:
        NotFound: unknown, not signed, or not theirs to decide.
    """
    return _for(actor, public_id, Role.EDITOR)


def for_taking_back(actor: Actor, public_id: str) -> Endorsement:
    """The endorsement, if it is the word of an issuer whose editor the actor is.

    Raises:
        NotFound: unknown, or not their issuer's.
    """
    row = selectors.by_public_id(public_id)
    giver = row.endorsing_issuer
    if giver is None or not organizations.allows(
        actor, giver.organization_id, Role.EDITOR
    ):
        raise NotFound("no such endorsement")
    return row


def _for(actor: Actor, public_id: str, role: Role) -> Endorsement:
    row = selectors.signed(public_id)
    if not organizations.allows(actor, row.organization_id, role):
        raise NotFound("no such endorsement")
    return row
