"""May I? The answer to "not yours" is the answer to "not there"."""

from typing import TYPE_CHECKING

from laurel.achievements import access as achievements
from laurel.awards import selectors
from laurel.awards.errors import NotFound
from laurel.awards.models import Award
from laurel.foundation.actors import Actor
from laurel.organizations import access as organizations
from laurel.organizations.types import Role

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement


def for_viewing(actor: Actor, public_id: str) -> Award:
    """The award, if the actor belongs to its organization.

    Raises:
        NotFound: unknown, or not theirs to see in the console.
    """
    return _for(actor, public_id, Role.VIEWER)


def for_awarding(actor: Actor, public_id: str) -> Award:
    """The award, if the actor may award in its organization (also: send it again).

    Raises:
        NotFound: unknown, or not theirs.
    """
    return _for(actor, public_id, Role.AWARDER)


def may_waive(actor: Actor, achievement: "Achievement") -> bool:
    """Whether the actor may pass by what stands in the way of this badge, for a reason."""
    return organizations.allows(
        actor,
        achievement.issuer.organization_id,
        Role.OWNER,
        about=about_waivers(achievement.public_id),
    )


def about_waivers(achievement_public_id: str) -> str:
    """The right to pass by what stands in the way of an achievement, as rights name it."""
    return f"{organizations.WAIVER}{achievement_public_id}"


def _for(actor: Actor, public_id: str, role: Role) -> Award:
    award = selectors.by_public_id(public_id)
    about = achievements.about(award.achievement.public_id)
    if not organizations.allows(actor, award.organization_id, role, about=about):
        raise NotFound("no such award")
    return award
