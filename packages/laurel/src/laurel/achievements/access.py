"""May I? The answer to "not yours" is the answer to "not there"."""

from laurel.achievements.errors import NotFound
from laurel.achievements.models import Achievement
from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role


def for_viewing(actor: Actor, public_id: str) -> Achievement:
    """The achievement, if the actor belongs to its organization.

    Raises:
        NotFound: unknown, or not theirs to see in the console.
    """
    return _for(actor, public_id, Role.VIEWER)


def for_editing(actor: Actor, public_id: str) -> Achievement:
    """The achievement, if the actor may change it (editors).

    Raises:
        NotFound: unknown, or not theirs to change.
    """
    return _for(actor, public_id, Role.EDITOR)


def for_awarding(actor: Actor, public_id: str) -> Achievement:
    """The achievement, if the actor may award it (awarders).

    Raises:
        NotFound: unknown, or not theirs to award.
    """
    return _for(actor, public_id, Role.AWARDER)


def about(public_id: str) -> str:
    """The achievement, as rights to one thing name it."""
    return f"achievement:{public_id}"


def _for(actor: Actor, public_id: str, role: Role) -> Achievement:
    achievement = (
        Achievement.objects.select_related("issuer__organization")
        .filter(public_id=public_id)
        .first()
    )
    if achievement is None or not organizations.allows(
        actor,
        achievement.issuer.organization_id,
        role,
        about=about(achievement.public_id),
    ):
        raise NotFound("no such achievement")
    return achievement
