"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.classes import selectors
from laurel.classes.errors import NotFound
from laurel.classes.models import Class, ClassStaff
from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_viewing(actor: Actor, public_id: str) -> Class:
    """The class, if the actor belongs to its organization.

    Raises:
        NotFound: unknown, or not theirs to see.
    """
    return _for(actor, public_id, Role.VIEWER)


def for_recording(actor: Actor, public_id: str) -> Class:
    """The class, if the actor may enrol learners and record results (awarders, and its staff).

    Raises:
        NotFound: unknown, or not theirs to record in.
    """
    found = _for(actor, public_id, Role.VIEWER)
    if may_record(actor, found):
        return found
    raise NotFound("no such class")


def for_editing(actor: Actor, public_id: str) -> Class:
    """The class, if the actor may change it and its badges (editors).

    Raises:
        NotFound: unknown, or not theirs to change.
    """
    return _for(actor, public_id, Role.EDITOR)


def may_record(actor: Actor, found: Class) -> bool:
    """Whether a member of the organization may record results of this class."""
    if organizations.allows(actor, found.program.organization_id, Role.AWARDER):
        return True
    if actor.account_id is None:
        return False
    return ClassStaff.objects.filter(run=found, account_id=actor.account_id).exists()


def _for(actor: Actor, public_id: str, role: Role) -> Class:
    found = selectors.by_public_id(public_id)
    if not organizations.allows(actor, found.program.organization_id, role):
        raise NotFound("no such class")
    return found
