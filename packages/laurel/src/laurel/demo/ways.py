"""Kōwhai Learning: a way through its badges, and one person's plan."""

from django.db import transaction

from laurel.demo.tiers import HIGHEST
from laurel.demo.types import Scene, in_days
from laurel.pathways import selectors as pathways
from laurel.pathways import services as pathway_services
from laurel.pathways.types import Facts

NOTEBOOK, STORIES, MAPS, ECOLOGY = (
    "Field Notebook",
    "Data Stories",
    "Maps of a Place",
    "Urban Ecology",
)
MILESTONE = "Citizen Scientist"


@transaction.atomic
def draw(scene: Scene) -> None:
    """Publish a pathway: a step, a branch, another step, and the badge at its end."""
    if pathways.of_organization(scene.organization).exists():
        return
    badge = {name: each.public_id for name, each in scene.achievements.items()}
    pathway = pathway_services.make(
        organization=scene.organization,
        facts=Facts(
            title=MILESTONE,
            summary="From the first note in the park to a survey that a city can use. Go at "
            "your own pace; most people take a year.",
            milestone=badge[MILESTONE],
        ),
        actor=scene.staff,
    )
    pathway_services.add_step(
        pathway=pathway, achievement_id=badge[NOTEBOOK], actor=scene.staff
    )
    branch = pathway_services.add_branch(
        pathway=pathway, title="Tell what you found", needed=1, actor=scene.staff
    )
    for name in (STORIES, MAPS):
        pathway_services.add_step(
            pathway=pathway,
            achievement_id=badge[name],
            branch_id=branch.public_id,
            actor=scene.staff,
        )
    pathway_services.add_step(
        pathway=pathway, achievement_id=badge[ECOLOGY], actor=scene.staff
    )
    pathway_services.publish(pathway=pathway, actor=scene.staff)


@transaction.atomic
def plan(scene: Scene) -> None:
    """Let the earner want something, in an order, by a day."""
    earner = scene.earner
    if earner.account_id is None or pathways.plans_of(earner.account_id).exists():
        return
    ecology = scene.achievements[ECOLOGY].public_id
    others = [HIGHEST] if HIGHEST in scene.achievements else []
    wanted = [ecology, *(scene.achievements[name].public_id for name in others)]
    made = pathway_services.make_plan(
        title="This year", achievement_ids=wanted, actor=earner
    )
    pathway_services.arrange_plan(
        plan=made,
        order=wanted,
        notes={ecology: "Begin with the canal; ask Maria for her list of moths."},
        targets={ecology: in_days(240)},
        actor=earner,
    )
