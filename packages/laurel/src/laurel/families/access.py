"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.families.errors import NotFound
from laurel.families.models import Family, Gap
from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_viewing(actor: Actor, public_id: str) -> Family:
    """The family, if the actor belongs to its organization.

    Raises:
        NotFound: unknown, dissolved, or not theirs to see.
    """
    return _for(actor, public_id, Role.VIEWER)


def for_editing(actor: Actor, public_id: str) -> Family:
    """The family, if the actor may change it (editors).

    Raises:
        NotFound: unknown, dissolved, or not theirs to change.
    """
    return _for(actor, public_id, Role.EDITOR)


def gap_for_deciding(actor: Actor, public_id: str) -> Gap:
    """The gap, if the actor may decide on the awards of the organization (awarders).

    Raises:
        NotFound: unknown, or not theirs to decide.
    """
    found = (
        Gap.objects.select_related("family", "award", "lower")
        .filter(public_id=public_id)
        .first()
    )
    if found is None or not organizations.allows(
        actor, found.family.organization_id, Role.AWARDER
    ):
        raise NotFound("no such gap")
    return found


def _for(actor: Actor, public_id: str, role: Role) -> Family:
    found = (
        Family.objects.select_related("organization")
        .filter(public_id=public_id, dissolved_at=None)
        .first()
    )
    if found is None or not organizations.allows(actor, found.organization_id, role):
        raise NotFound("no such family")
    return found
