"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role
from laurel.sheets.errors import NotFound
from laurel.sheets.models import Sheet


def for_editing(actor: Actor, public_id: str) -> Sheet:
    """The sheet, if the actor may define achievements in its organization (editors).

    Raises:
        NotFound: unknown, or not theirs.
    """
    found = (
        Sheet.objects.select_related("organization").filter(public_id=public_id).first()
    )
    if found is None or not organizations.allows(
        actor, found.organization_id, Role.EDITOR
    ):
        raise NotFound("no such sheet")
    return found
