"""Pathways, as services make them."""

from laurel.foundation.actors import SYSTEM
from laurel.pathways import services
from laurel.pathways.types import Facts

from packages.laurel.tests.factories import badges


def pathway(*steps, of=None, title="Data Analyst", publish=True, **facts):
    """A pathway with these achievements, in the organization of the first one."""
    organization = of or steps[0].issuer.organization
    made = services.make(
        organization=organization, facts=Facts(title=title, **facts), actor=SYSTEM
    )
    for step in steps:
        services.add_step(pathway=made, achievement_id=step.public_id, actor=SYSTEM)
    if publish:
        services.publish(pathway=made, actor=SYSTEM)
        made.refresh_from_db()
    return made


def steps(issuer, count):
    """So many achievements to be steps of something."""
    return [badges.achievement(issuer, name=f"Step {n}") for n in range(1, count + 1)]
