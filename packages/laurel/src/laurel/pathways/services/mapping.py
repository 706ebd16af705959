"""Drawing an organization's pathways. What is changed of a published one is seen at once."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.achievements import selectors as achievements
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.pathways import rewarding, rules, selectors, types
from laurel.pathways.errors import NotFound, Refused
from laurel.pathways.events import (
    PathwayArchived,
    PathwayChanged,
    PathwayMade,
    PathwayPublished,
    PathwayRestored,
)
from laurel.pathways.models import Pathway, PathwayStep
from laurel.pathways.types import Facts, PathwayState, Route, StepFacts

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization


@transaction.atomic
def make(*, organization: "Organization", facts: Facts, actor: Actor) -> Pathway:
    """Begin a pathway: a draft without steps.

    Raises:
        Refused: a fact breaks a rule, or there are too many pathways; `field` names it.
    """
    if selectors.of_organization(organization).count() >= types.MOST_PATHWAYS:
        raise Refused(
            f"There are {types.MOST_PATHWAYS} pathways, and more are not kept."
        )
    pathway = Pathway(organization=organization, created_at=clock.now())
    _say(pathway, facts)
    pathway.save()
    _tell(PathwayMade, pathway, actor)
    return pathway


@transaction.atomic
def change(*, pathway: Pathway, facts: Facts, actor: Actor) -> Pathway:
    """Change what it is called, what waits at its end, and whether its steps have an order.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    row = _locked(pathway)
    before = row.milestone
    _say(row, facts)
    row.save()
    if row.milestone != before:
        rewarding.let_go(row, before, actor=actor)
    return _changed(row, actor)


@transaction.atomic
def add_step(
    *, pathway: Pathway, achievement_id: str, branch_id: str = "", actor: Actor
) -> PathwayStep:
    """Put a badge at the end of the pathway, or of one of its branches.

    It is the organization's own, or another's that everybody may see in the catalogue.

    Raises:
        Refused: there is no such badge, it is on the pathway already, or there are too many.
        NotFound: there is no such branch.
    """
    row = _locked(pathway)
    achievement = _steppable(row, achievement_id)
    if row.steps.filter(achievement=achievement).exists():
        raise Refused(
            f"“{achievement.current.name}” is on this pathway already.",
            field="achievement",
        )
    step = _put(row, branch_id, achievement=achievement)
    _changed(row, actor)
    return step


@transaction.atomic
def add_branch(
    *,
    pathway: Pathway,
    title: str,
    needed: int | None = None,
    branch_id: str = "",
    actor: Actor,
) -> PathwayStep:
    """Let the way part: a branch at its end; within a branch, a route.

    Raises:
        Refused: a fact breaks a rule, it would lie too deep, or there are too many.
        NotFound: there is no such branch.
    """
    row = _locked(pathway)
    step = _put(
        row,
        branch_id,
        title=rules.title(title, what="the branch"),
        # All of a route is needed: it is one way.
        needed=None
        if branch_id
        else rules.needed(StepFacts(needed=needed), field="needed"),
    )
    _changed(row, actor)
    return step


@transaction.atomic
def arrange(
    *, pathway: Pathway, said: Mapping[str, StepFacts], actor: Actor
) -> Pathway:
    """Say of steps whether they are needed, and of branches how many and what they are called.

    What is not on the pathway (any more) is passed over; without a change nothing happens.

    Raises:
        Refused: a fact breaks a rule; `field` names it.
    """
    row = _locked(pathway)
    changed = False
    for step in row.steps.all():
        if (facts := said.get(step.public_id)) is None:
            continue
        before = (step.is_optional, step.title, step.needed)
        step.is_optional = facts.is_optional
        if step.achievement_id is None:
            step.title = rules.title(
                facts.title, what="the branch", field=f"title-{step.public_id}"
            )
            step.needed = rules.needed(facts, field=f"needed-{step.public_id}")
        if before != (step.is_optional, step.title, step.needed):
            step.save(update_fields=["is_optional", "title", "needed"])
            changed = True
    return _changed(row, actor) if changed else row


@transaction.atomic
def move(*, pathway: Pathway, step_id: str, by: int, actor: Actor) -> Pathway:
    """Move a step up (-1) or down (1) among those beside it; at the end nothing happens.

    Raises:
        NotFound: it is not on the pathway.
    """
    row = _locked(pathway)
    step = _step(row, step_id)
    beside = _beside(row, step.parent_id)
    at = [each.pk for each in beside].index(step.pk)
    beside.insert(max(0, at + by), beside.pop(at))
    _number(beside)
    return _changed(row, actor)


@transaction.atomic
def take_out(*, pathway: Pathway, step_id: str, actor: Actor) -> Pathway:
    """Take a step off the pathway; of a branch, what is in it goes with it.

    Raises:
        NotFound: it is not on the pathway.
        Refused: nothing would be left of a published one.
    """
    row = _locked(pathway)
    step = _step(row, step_id)
    step.delete()
    _number(_beside(row, step.parent_id))
    return _changed(row, actor)


@transaction.atomic
def publish(*, pathway: Pathway, actor: Actor) -> Pathway:
    """Show it to everybody, and let the badge at its end be awarded by itself.

    Raises:
        Refused: it is public already, it cannot be gone, or a badge on it is not awarded any
            more; or the badge at its end has a rule of its own.
    """
    row = _locked(pathway)
    if row.state is not PathwayState.DRAFT:
        raise Refused("Only a draft is published.")
    row.published_at = clock.now()
    row.save(update_fields=["published_at"])
    rewarding.follow(_checked(row), actor=actor)
    _tell(PathwayPublished, row, actor)
    return row


@transaction.atomic
def archive(*, pathway: Pathway, actor: Actor) -> Pathway:
    """Offer it no more, and award its end by itself no more. What was awarded stays.

    Raises:
        Refused: it was archived before.
    """
    row = _locked(pathway)
    if row.archived_at is not None:
        raise Refused("This pathway was archived before.")
    row.archived_at = clock.now()
    row.save(update_fields=["archived_at"])
    rewarding.let_go(row, row.milestone, actor=actor)
    _tell(PathwayArchived, row, actor)
    return row


@transaction.atomic
def restore(*, pathway: Pathway, actor: Actor) -> Pathway:
    """Take it out of the archive, as a draft: look at it, then publish it again.

    Raises:
        Refused: it is not archived.
    """
    row = _locked(pathway)
    if row.archived_at is None:
        raise Refused("This pathway is not archived.")
    row.archived_at = row.published_at = None
    row.save(update_fields=["archived_at", "published_at"])
    _tell(PathwayRestored, row, actor)
    return row


def _locked(pathway: Pathway) -> Pathway:
    return Pathway.objects.select_for_update().get(pk=pathway.pk)


def _say(pathway: Pathway, facts: Facts) -> None:
    pathway.title = rules.title(facts.title)
    pathway.summary = rules.paragraph(facts.summary, "summary")
    pathway.is_ordered = facts.is_ordered
    pathway.milestone = _milestone(pathway, facts.milestone)


def _milestone(pathway: Pathway, public_id: str) -> "Achievement | None":
    if not public_id:
        return None
    own = achievements.of_organization(pathway.organization).filter(
        public_id=public_id, published_at__isnull=False, archived_at=None
    )
    found = own.first()
    if found is None:
        raise Refused(
            "This badge is not here any more, or not published. Choose again.",
            field="milestone",
        )
    if pathway.pk and pathway.steps.filter(achievement=found).exists():
        raise Refused(
            "This badge is a step of the pathway; another one waits at its end.",
            field="milestone",
        )
    others = Pathway.objects.filter(milestone=found).exclude(pk=pathway.pk)
    if other := others.first():
        raise Refused(
            f"This badge waits at the end of “{other.title}” already.",
            field="milestone",
        )
    return found


def _steppable(pathway: Pathway, public_id: str) -> "Achievement":
    found = achievements.earnable(public_id)
    is_own = found and found.issuer.organization_id == pathway.organization_id
    if found is None or not (is_own or found.is_listed):
        raise Refused(
            "There is no such badge here, or it is not awarded. Choose another.",
            field="achievement",
        )
    if pathway.milestone_id == found.pk:
        raise Refused(
            "This badge waits at the end of the pathway; it is no step to itself.",
            field="achievement",
        )
    return found


def _put(
    pathway: Pathway,
    branch_id: str,
    *,
    achievement: "Achievement | None" = None,
    title: str = "",
    needed: int | None = None,
) -> PathwayStep:
    if pathway.steps.count() >= types.MOST_STEPS:
        raise Refused(
            f"A pathway has at most {types.MOST_STEPS} steps. Make a second one of it."
        )
    parent = _step(pathway, branch_id) if branch_id else None
    if parent is not None and parent.achievement_id is not None:
        raise NotFound("a step is no branch")
    if parent is not None and parent.parent_id and achievement is None:
        raise Refused("A route has steps, no further branches.", field="branch")
    beside = _beside(pathway, parent.pk if parent else None)
    return PathwayStep.objects.create(
        pathway=pathway,
        parent=parent,
        position=len(beside),
        achievement=achievement,
        title=title,
        needed=needed,
    )


def _step(pathway: Pathway, public_id: str) -> PathwayStep:
    found = pathway.steps.filter(public_id=public_id).first()
    if found is None:
        raise NotFound("no such step on this pathway")
    return found


def _beside(pathway: Pathway, parent_id: int | None) -> list[PathwayStep]:
    return list(pathway.steps.filter(parent_id=parent_id).order_by("position", "pk"))


def _number(steps: Sequence[PathwayStep]) -> None:
    for position, step in enumerate(steps):
        if step.position != position:
            step.position = position
            step.save(update_fields=["position"])


def _changed(pathway: Pathway, actor: Actor) -> Pathway:
    if pathway.state is PathwayState.PUBLISHED:
        found = selectors.route(pathway)
        rules.leading(found.items)
        rewarding.follow(found, actor=actor)
    _tell(PathwayChanged, pathway, actor)
    return pathway


def _checked(pathway: Pathway) -> Route:
    """What is on the pathway: everybody can go this way to its end.

    Raises:
        Refused: not so.
    """
    found = selectors.route(pathway)
    rules.whole(found.items)
    for step in selectors.steps(found.items):
        achievement = step.version.achievement
        if achievement.archived_at or achievement.issuer.archived_at:
            raise Refused(f"“{step.name}” is not awarded any more. Take it out first.")
    return found


def _tell(
    event: type[
        PathwayMade
        | PathwayChanged
        | PathwayPublished
        | PathwayArchived
        | PathwayRestored
    ],
    pathway: Pathway,
    actor: Actor,
) -> None:
    events.publish(
        event(
            actor=actor,
            organization_id=pathway.organization_id,
            pathway_public_id=pathway.public_id,
        )
    )
