"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.achievements import access as achievements
from laurel.batches import selectors
from laurel.batches.errors import NotFound
from laurel.batches.models import Batch
from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_awarding(actor: Actor, public_id: str) -> Batch:
    """The batch, if the actor may award in its organization (also: look at its people).

    Raises:
        NotFound: unknown, or not theirs.
    """
    batch = selectors.by_public_id(public_id)
    about = achievements.about(batch.achievement.public_id)
    if not organizations.allows(
        actor, batch.organization_id, Role.AWARDER, about=about
    ):
        raise NotFound("no such batch")
    return batch
