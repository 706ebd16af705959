"""May I? The answer to "not yours" is the answer to "not there"."""

import uuid

from laurel.foundation.actors import Actor
from laurel.organizations import selectors
from laurel.organizations.errors import NotFound
from laurel.organizations.models import Organization
from laurel.organizations.types import Role

# Begins the name of a right to pass by what stands in the way of one thing; owners have it.
WAIVER = "waiver:"


def for_role(actor: Actor, slug: str, role: Role, *, about: str = "") -> Organization:
    """The organization, if the actor's role there (or right to `about`) includes this one.

    Raises:
        NotFound: there is none of that name, or the actor may not do this in it.
    """
    organization = Organization.objects.filter(slug=slug).first()
    if organization is None or not allows(actor, organization.pk, role, about=about):
        raise NotFound("no such organization")
    return organization


def allows(
    actor: Actor, organization_id: uuid.UUID, role: Role, *, about: str = ""
) -> bool:
    """Whether the actor may do in this organization what the role may.

    `about` names one thing ("achievement:…"); a right to it counts besides the actor's role.

    Read from the database each time: a role that was taken away is gone at once.
    """
    if actor.is_system:
        return True
    if actor.is_token:
        return actor.organization_id == organization_id and Role(actor.role).includes(
            role
        )
    held = selectors.role_of(actor.account_id, organization_id)
    if held is None:
        return False
    if held.includes(role):
        return True
    extra = selectors.right_of(actor.account_id, organization_id, about)
    return extra is not None and extra.includes(role)
