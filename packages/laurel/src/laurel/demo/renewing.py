"""North College keeps an eye on a badge that ends: who is due, in which team."""

from django.db import transaction

from laurel.classes import services as classes
from laurel.classes.types import Person
from laurel.demo.north import ABOUT_TO_END
from laurel.demo.types import Scene, days_ago, in_days
from laurel.programs import selectors as programs
from laurel.programs import services as program_services
from laurel.programs.types import CourseFacts
from laurel.renewals import services as renewals
from laurel.renewals.types import CountsFrom

BADGE = "Workshop Safety"
PROGRAM = "Workshops"


@transaction.atomic
def watch(scene: Scene) -> None:
    """Let the badge be renewed, and those whose badge ends soon be a team."""
    if programs.of_organization(scene.organization).filter(name=PROGRAM).exists():
        return
    badge = scene.achievements[BADGE]
    program = program_services.create(
        organization=scene.organization,
        name=PROGRAM,
        summary="Who works with machines learns every two years what has changed.",
        achievement_ids=[badge.public_id],
        actor=scene.staff,
    )
    program_services.set_courses(
        program=program,
        courses=[CourseFacts("Safety at the Machine", "WS-1")],
        actor=scene.staff,
    )
    with days_ago(20):
        team = classes.create(
            program=program,
            name="Masters and demonstrators",
            first_day=in_days(5),
            last_day=in_days(200),
            time_zone="Europe/London",
            actor=scene.staff,
        )
        classes.enrol(
            found=team,
            people=[Person(name, email) for name, email, _ in ABOUT_TO_END],
            actor=scene.staff,
        )
    renewals.set_policy(
        achievement=badge, counts_from=CountsFrom.END, actor=scene.staff
    )
