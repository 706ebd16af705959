"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.achievements import access as achievements
from laurel.credentials import selectors
from laurel.credentials.errors import NotFound
from laurel.credentials.models import Credential
from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_viewing(actor: Actor, award_public_id: str) -> Credential:
    """The credential, if the actor belongs to its organization.

    Raises:
        NotFound: unknown, or not theirs to see in the console.
    """
    return _for(actor, award_public_id, Role.VIEWER)


def for_revoking(actor: Actor, award_public_id: str) -> Credential:
    """The credential, if the actor may revoke it (awarders).

    Raises:
        NotFound: unknown, or not theirs to revoke.
    """
    return _for(actor, award_public_id, Role.AWARDER)


def for_changing(actor: Actor, award_public_id: str) -> Credential:
    """The credential, if the actor may correct, suspend and reinstate it (awarders).

    Raises:
        NotFound: unknown, or not theirs to change.
    """
    return _for(actor, award_public_id, Role.AWARDER)


def _for(actor: Actor, award_public_id: str, role: Role) -> Credential:
    credential = selectors.standing(award_public_id)
    about = achievements.about(credential.achievement_version.achievement.public_id)
    if not organizations.allows(actor, credential.organization_id, role, about=about):
        raise NotFound("no such badge")
    return credential
