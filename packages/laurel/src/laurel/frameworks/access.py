"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.foundation.actors import Actor
from laurel.frameworks.errors import NotFound
from laurel.frameworks.models import Framework
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_viewing(actor: Actor, public_id: str) -> Framework:
    """The framework, if the actor belongs to its organization.

    Raises:
        NotFound: unknown, or not theirs to see.
    """
    return _for(actor, public_id, Role.VIEWER)


def for_editing(actor: Actor, public_id: str) -> Framework:
    """The framework, if the actor may remove it (editors).

    Raises:
        NotFound: unknown, or not theirs to change.
    """
    return _for(actor, public_id, Role.EDITOR)


def _for(actor: Actor, public_id: str, role: Role) -> Framework:
    found = Framework.objects.filter(public_id=public_id).first()
    if found is None or not organizations.allows(actor, found.organization_id, role):
        raise NotFound("no such framework")
    return found
