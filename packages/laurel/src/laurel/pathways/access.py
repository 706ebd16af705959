"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role
from laurel.pathways.errors import NotFound
from laurel.pathways.models import Pathway, Plan


def for_viewing(actor: Actor, public_id: str) -> Pathway:
    """The pathway, if the actor belongs to its organization.

    Raises:
        NotFound: unknown, or not theirs to see in the console.
    """
    return _for(actor, public_id, Role.VIEWER)


def for_editing(actor: Actor, public_id: str) -> Pathway:
    """The pathway, if the actor may change it (editors).

    Raises:
        NotFound: unknown, or not theirs to change.
    """
    return _for(actor, public_id, Role.EDITOR)


def for_planner(actor: Actor, public_id: str) -> Plan:
    """The plan, if it is the actor's own.

    Raises:
        NotFound: unknown, or somebody else's.
    """
    found = Plan.objects.filter(public_id=public_id).first()
    if found is None or found.account_id != actor.account_id:
        raise NotFound("no such plan")
    return found


def _for(actor: Actor, public_id: str, role: Role) -> Pathway:
    found = (
        Pathway.objects.select_related("organization", "milestone")
        .filter(public_id=public_id)
        .first()
    )
    if found is None or not organizations.allows(actor, found.organization_id, role):
        raise NotFound("no such pathway")
    return found
