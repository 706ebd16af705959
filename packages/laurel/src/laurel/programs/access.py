"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role
from laurel.programs.errors import NotFound
from laurel.programs.models import Program


def for_editing(actor: Actor, public_id: str) -> Program:
    """The programme, if the actor may change it (editors).

    Raises:
        NotFound: unknown, or not theirs to change.
    """
    return _for(actor, public_id, Role.EDITOR)


def for_awarding(actor: Actor, public_id: str) -> Program:
    """The programme, if the actor may award in it, and look at who learns there (awarders).

    Raises:
        NotFound: unknown, or not theirs to award in.
    """
    return _for(actor, public_id, Role.AWARDER)


def _for(actor: Actor, public_id: str, role: Role) -> Program:
    found = (
        Program.objects.select_related("organization")
        .filter(public_id=public_id)
        .first()
    )
    if found is None or not organizations.allows(actor, found.organization_id, role):
        raise NotFound("no such programme")
    return found
