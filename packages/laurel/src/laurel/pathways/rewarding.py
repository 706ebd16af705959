"""The badge at the end of a pathway: its rule is what the pathway asks for (ADR 16)."""

from typing import TYPE_CHECKING

from laurel.achievements import selectors as achievements
from laurel.eligibility import selectors as rules
from laurel.eligibility import services as eligibility
from laurel.foundation.actors import Actor
from laurel.pathways import progress
from laurel.pathways.errors import Refused
from laurel.pathways.types import Branch, Item, Route
from laurel.requirements import services as requirements
from laurel.requirements.types import AllOf, AtLeast, Kind, Need, Requirement

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.pathways.models import Pathway


def follow(route: Route, *, actor: Actor) -> None:
    """Let the badge at the end be awarded by itself to whoever has gone this way.

    Raises:
        Refused: it has a rule that somebody else made, or the two would wait for each other.
    """
    pathway = route.pathway
    if pathway.milestone is None:
        return
    known = rules.rule_of(pathway.milestone)
    if known is not None and known.requirement != pathway.rule:
        raise Refused(
            f"“{pathway.milestone.current.name}” has a rule of its own. Take that away, "
            "or choose another badge for the end.",
            field="milestone",
        )
    asked = requirement(route)
    eligibility.set_rule(
        achievement=pathway.milestone, requirement=asked, is_automatic=True, actor=actor
    )
    pathway.rule = requirements.dump(asked)
    pathway.save(update_fields=["rule"])


def let_go(
    pathway: "Pathway", milestone: "Achievement | None", *, actor: Actor
) -> None:
    """Award it by itself no more; a rule that somebody else made stays."""
    if milestone is None or pathway.rule is None:
        return
    known = rules.rule_of(milestone)
    if known is not None and known.requirement == pathway.rule:
        eligibility.remove_rule(achievement=milestone, actor=actor)
    pathway.rule = None
    pathway.save(update_fields=["rule"])


def requirement(route: Route) -> Requirement:
    """What the way asks for: everything that is not optional, and enough of each branch."""
    organization_id = route.pathway.organization_id

    def all_of(items: tuple[Item, ...]) -> Requirement:
        return AllOf(tuple(needed(each) for each in items if not each.is_optional))

    def needed(item: Item) -> Requirement:
        if not isinstance(item, Branch):
            achievement = item.version.achievement
            is_own = achievement.issuer.organization_id == organization_id
            # Another organization's badge counts once somebody here accepts it as an equivalent.
            subject = (
                item.achievement if is_own else achievements.first_address(achievement)
            )
            return Need(Kind.HELD, subject)
        if item.needed is None:
            return all_of(item.items)
        return AtLeast(item.required, tuple(map(needed, item.items)))

    return all_of(progress.walkable(route.items))
