"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.achievements import access as achievements
from laurel.desk import selectors
from laurel.desk.errors import NotFound
from laurel.desk.models import Ticket
from laurel.desk.types import State
from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_viewing(actor: Actor, public_id: str) -> Ticket:
    """The ticket, if the actor belongs to its organization.

    Raises:
        NotFound: unknown, not confirmed, or not theirs to see.
    """
    return _for(actor, public_id, Role.VIEWER)


def for_answering(actor: Actor, public_id: str) -> Ticket:
    """The ticket, if the actor may answer and decide it (awarders, also of this badge alone).

    Raises:
        NotFound: unknown, not confirmed, or not theirs to answer.
    """
    return _for(actor, public_id, Role.AWARDER)


def _for(actor: Actor, public_id: str, role: Role) -> Ticket:
    ticket = selectors.by_public_id(public_id)
    unseen = ticket.state == State.UNCONFIRMED
    award = ticket.award
    about = achievements.about(award.achievement.public_id) if award else ""
    if unseen or not organizations.allows(
        actor, ticket.organization_id, role, about=about
    ):
        raise NotFound("no such ticket")
    return ticket
