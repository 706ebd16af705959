"""Reading pathways and plans: what is on them, how far somebody is, what comes next."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import Count, Q, QuerySet

from laurel.achievements import selectors as achievements
from laurel.backpack import selectors as backpack
from laurel.pathways import progress, types
from laurel.pathways.catalogue import Found, Wanted, find
from laurel.pathways.errors import NotFound
from laurel.pathways.models import Pathway, PathwayStep, Plan, PlanItem
from laurel.pathways.types import (
    Branch,
    Earned,
    Item,
    Progress,
    Route,
    Stand,
    Step,
    Suggestion,
)

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.backpack.types import Held
    from laurel.organizations.models import Organization

MOST_SHOWN = 6  # pathways beside a badge or above the catalogue
MOST_WALKED = 20  # pathways in which a next step is looked for
MOST_SUGGESTED = 3  # next steps at a time: more is a list, not advice

__all__ = [
    "Found",
    "Wanted",
    "after",
    "earned_of",
    "every_public",
    "find",
    "items",
    "items_of",
    "next_steps",
    "nobody",
    "of_organization",
    "offered",
    "plans_of",
    "progress_of",
    "public",
    "route",
    "routes",
    "steps",
    "with_achievement",
]


def of_organization(organization: "Organization") -> QuerySet[Pathway]:
    """The organization's pathways by title, each with its number of `badges`."""
    return (
        Pathway.objects.filter(organization=organization)
        .annotate(badges=Count("steps", filter=Q(steps__achievement__isnull=False)))
        .order_by("title", "pk")
    )


def public(public_id: str) -> Pathway:
    """A pathway for everybody: also an archived one, never a draft.

    Raises:
        NotFound: there is none.
    """
    found = (
        Pathway.objects.select_related("organization")
        .filter(public_id=public_id, published_at__isnull=False)
        .first()
    )
    if found is None:
        raise NotFound("no such pathway")
    return found


def every_public() -> QuerySet[Pathway, str]:
    """The public id of every pathway that everybody may see, archived ones too."""
    found = Pathway.objects.filter(published_at__isnull=False)
    return found.order_by("pk").values_list("public_id", flat=True)


def offered(search: str = "") -> list[Pathway]:
    """The pathways that are offered now and have every word of a search in them, by title."""
    words = search.casefold().split()
    rows = _public().order_by("title", "pk")
    if not words:
        return list(rows[:MOST_SHOWN])
    found = (
        each
        for each in rows
        if all(
            word in f"{each.title} {each.summary} {each.organization.name}".casefold()
            for word in words
        )
    )
    return [each for each, _ in zip(found, range(MOST_SHOWN), strict=False)]


def with_achievement(achievement_id: int) -> list[Pathway]:
    """The pathways on which a badge is a step or the last one, by title."""
    found = _public().filter(
        Q(steps__achievement_id=achievement_id) | Q(milestone_id=achievement_id)
    )
    return list(found.distinct().order_by("title", "pk")[:MOST_SHOWN])


def after(achievement: "Achievement") -> list[Suggestion]:
    """What comes next on the public pathways that a badge is on, for whoever has it.

    Of an ordered one, what stands before the badge counts as done: that is how one comes to it.
    """
    found: dict[str, Suggestion] = {}
    for each in routes(with_achievement(achievement.pk)):
        badge = progress.following(
            each.items, achievement.public_id, is_ordered=each.pathway.is_ordered
        )
        wanted = badge.version if badge else each.milestone
        if wanted is None or wanted.achievement_id == achievement.pk:
            continue
        if not achievements.can_be_earned(wanted.achievement):
            continue
        found.setdefault(
            wanted.achievement.public_id,
            Suggestion(
                wanted,
                pathway_title=each.pathway.title,
                pathway_id=each.pathway.public_id,
            ),
        )
    return list(found.values())


def route(pathway: Pathway) -> Route:
    """Everything that is on a pathway, in its order."""
    return routes([pathway])[0]


def routes(pathways: Sequence[Pathway]) -> list[Route]:
    """The same of several, in as many statements as of one."""
    by_pathway: dict[int, list[PathwayStep]] = {}
    rows = PathwayStep.objects.filter(pathway__in=pathways)
    for step in (
        rows.select_related("achievement__issuer__organization")
        .prefetch_related("achievement__versions")
        .order_by("position", "pk")
    ):
        by_pathway.setdefault(step.pathway_id, []).append(step)
    ends = {
        each.milestone_id: each.milestone
        for each in Pathway.objects.filter(pk__in=[one.pk for one in pathways])
        .exclude(milestone=None)
        .select_related("milestone__issuer")
        .prefetch_related("milestone__versions")
    }
    return [
        Route(
            pathway,
            _items(by_pathway.get(pathway.pk, []), None, depth=1),
            end.current if (end := ends.get(pathway.milestone_id)) else None,
        )
        for pathway in pathways
    ]


def progress_of(account_id: uuid.UUID, found: Route) -> Progress:
    """How far somebody is on a pathway, by what they hold now."""
    wanted = {step.achievement for step in steps(found.items)}
    end = found.milestone.achievement.public_id if found.milestone else ""
    held = backpack.held_of(account_id, wanted | ({end} if end else set()))
    return progress.walk(
        found.items,
        progress.earned(held),
        is_ordered=found.pathway.is_ordered,
        milestone=end,
    )


def nobody(found: Route) -> Progress:
    """The same for somebody who has nothing yet."""
    return progress.walk(found.items, {}, is_ordered=found.pathway.is_ordered)


def steps(items: Iterable[Item]) -> list[Step]:
    """The badges among these items, in their order."""
    return progress.badges(items)


def plans_of(account_id: uuid.UUID) -> QuerySet[Plan]:
    """Somebody's plans, the one changed last first."""
    found = Plan.objects.filter(account_id=account_id)
    return found.order_by("-changed_at", "-pk")


def items(plan: Plan) -> list[PlanItem]:
    """What is in a plan, in its order."""
    return items_of([plan])


def items_of(plans: Sequence[Plan]) -> list[PlanItem]:
    """The same of several plans, in as many statements as of one."""
    rows = PlanItem.objects.filter(plan__in=plans)
    return list(
        rows.select_related("achievement__issuer__organization")
        .prefetch_related("achievement__versions")
        .order_by("position", "pk")
    )


def earned_of(
    account_id: uuid.UUID, achievement_ids: Iterable[str]
) -> dict[str, Earned]:
    """What somebody holds of these achievements."""
    return progress.earned(backpack.held_of(account_id, set(achievement_ids)))


def next_steps(account_id: uuid.UUID, held: "Iterable[Held]") -> list[Suggestion]:
    """What somebody who holds this might earn next: from their plans, then from pathways."""
    had = progress.earned(held)
    found: dict[str, Suggestion] = {}
    for suggestion in [*_planned(account_id, had), *_on_the_way(had)]:
        found.setdefault(suggestion.version.achievement.public_id, suggestion)
    return list(found.values())[:MOST_SUGGESTED]


def _planned(account_id: uuid.UUID, had: Mapping[str, Earned]) -> list[Suggestion]:
    """The first badge of each plan that they do not have."""
    plans = {each.pk: each for each in plans_of(account_id)[: types.MOST_PLANS]}
    first: dict[int, Suggestion] = {}
    for item in items_of(list(plans.values())) if plans else ():
        mine = had.get(item.achievement.public_id)
        if item.plan_id not in first and not (mine and mine.counts):
            plan = plans[item.plan_id]
            first[item.plan_id] = Suggestion(
                item.achievement.current, plan_title=plan.title, plan_id=plan.public_id
            )
    return [first[pk] for pk in plans if pk in first]


def _on_the_way(had: Mapping[str, Earned]) -> list[Suggestion]:
    """What is open on the pathways that they have begun and not ended."""
    mine = [badge for badge, each in had.items() if each.counts]
    if not mine:
        return []
    begun = _public().filter(steps__achievement__public_id__in=mine).distinct()
    found = []
    for each in routes(list(begun.order_by("-published_at", "-pk")[:MOST_WALKED])):
        walked = progress.walk(each.items, had, is_ordered=each.pathway.is_ordered)
        if walked.is_complete:
            continue
        for one in progress.steps(walked.items):
            if one.stand in (Stand.OPEN, Stand.ENDED) and isinstance(one.item, Step):
                found.append(
                    Suggestion(
                        one.item.version,
                        pathway_title=each.pathway.title,
                        pathway_id=each.pathway.public_id,
                    )
                )
                break
    return found


def _public() -> QuerySet[Pathway]:
    return Pathway.objects.filter(
        published_at__isnull=False, archived_at=None
    ).select_related("organization")


def _items(
    steps: Sequence[PathwayStep], parent_id: int | None, *, depth: int
) -> tuple[Item, ...]:
    found: list[Item] = []
    for step in steps:
        if step.parent_id != parent_id:
            continue
        if step.achievement is not None:
            found.append(
                Step(
                    step.public_id,
                    step.achievement.public_id,
                    step.achievement.current,
                    step.is_optional,
                )
            )
        else:
            found.append(
                Branch(
                    step.public_id,
                    step.title,
                    _items(steps, step.pk, depth=depth + 1),
                    step.needed,
                    step.is_optional,
                    depth,
                )
            )
    return tuple(found)
