"""North College teaches: a programme with classes, results, and badges that wait."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.classes import selectors as classes
from laurel.classes import services as class_services
from laurel.classes.types import Entry, Person, Values
from laurel.demo.types import ADA, Scene, days_ago, in_days
from laurel.eligibility import services as eligibility
from laurel.programs import selectors as programs
from laurel.programs import services as program_services
from laurel.programs.types import CourseFacts
from laurel.releases import services as releases
from laurel.releases.types import Terms, Timing
from laurel.requirements.types import AllOf, Kind, Need

if TYPE_CHECKING:
    from laurel.classes.models import Class
    from laurel.programs.models import Course, Program

ZONE = "Europe/London"
BADGE = PROGRAM = "Applied Data Analytics"
COURSES = (
    CourseFacts("Asking Questions of Data", "ADA-1", Decimal(50)),
    CourseFacts("Clean Data", "ADA-2", Decimal(50)),
    CourseFacts("Models You Can Explain", "ADA-3", Decimal(50)),
    CourseFacts("Showing Your Work", "ADA-4", Decimal(50)),
)
TERMS = Terms(
    needs_grades=True,
    needs_confirmation=True,
    timing=Timing.WINDOW,
    first_week=6,
    last_week=8,
)
SET_UP, FIRST_BEGAN, FIRST_ENDED, CONFIRMED = 250, 240, 35, 28  # days ago
SECOND_BEGAN, GRADED = 60, 4

Grades = tuple[int | None, ...]  # in the order of the courses; None: not graded yet
Taught = tuple[tuple[tuple[str, str], Grades], ...]


def _learner(name: str) -> tuple[str, str]:
    first = name.split(maxsplit=1)[0].casefold()
    return name, f"{first}@students.north-college.example"


FIRST: Taught = (
    (ADA, (88, 79, 91, 84)),  # confirmed: the weeks until her badge leaves are running
    (_learner("Emmy Noether"), (93, 90, 97, 89)),  # waits for the registrar
    (_learner("Sofya Kovalevskaya"), (81, 76, 88, None)),  # waits for a grade
    (_learner("Blaise Pascal"), (67, 72, 41, 70)),  # did not pass one course
)
SECOND: Taught = (
    (_learner("Leonhard Euler"), (95, 87, None, None)),
    (_learner("Evariste Galois"), (78, None, None, None)),
    (_learner("Hypatia"), (84, 90, None, None)),
    (_learner("Niels Henrik Abel"), (71, 66, None, None)),
    (_learner("Maria Agnesi"), (None, None, None, None)),
    (_learner("Carl Friedrich Gauss"), (90, 45, None, None)),
)


@transaction.atomic
def teach(scene: Scene) -> None:
    """Tell of a class that is over, one that runs and one that is planned."""
    if programs.of_organization(scene.organization).filter(name=PROGRAM).exists():
        return
    with days_ago(SET_UP):
        program = _program(scene)
        first = _class(scene, program, "First evening class", FIRST_BEGAN, FIRST_ENDED)
    courses = programs.courses(program)
    with days_ago(FIRST_ENDED + 1):
        _taught(scene, first, FIRST, courses)
    with days_ago(SECOND_BEGAN + 10):
        second = class_services.prepare_next(
            found=first,
            name="Second evening class",
            first_day=in_days(10),
            last_day=in_days(120),
            actor=scene.staff,
        )
    with days_ago(GRADED):
        _taught(scene, second, SECOND, courses)
    with days_ago(CONFIRMED):
        (ada,) = classes.learners_of_keys(scene.organization.pk, [ADA[1]]).values()
        releases.confirm(
            program=program, learner_ids=[ada.public_id], actor=scene.staff
        )
    class_services.prepare_next(
        found=second,
        name="Third evening class",
        first_day=in_days(70),
        last_day=in_days(190),
        actor=scene.staff,
    )


def _program(scene: Scene) -> "Program":
    badge = scene.achievements[BADGE]
    program = program_services.create(
        organization=scene.organization,
        name=PROGRAM,
        summary="A micro-credential of four courses, in the evening, beside work.",
        url="https://north-college.example/applied-data-analytics",
        contact_name="Caroline Herschel",
        contact_email="analytics@north-college.example",
        achievement_ids=[badge.public_id],
        actor=scene.staff,
    )
    courses = program_services.set_courses(
        program=program, courses=COURSES, actor=scene.staff
    )
    releases.set_policy(
        program=program,
        terms=TERMS,
        achievement_ids=[badge.public_id],
        interim_url="https://north-college.example/transcripts",
        interim_label="Ask for a transcript",
        actor=scene.staff,
    )
    passed = tuple(Need(Kind.COURSE, course.public_id) for course in courses)
    eligibility.set_rule(
        achievement=badge,
        requirement=AllOf(passed),
        is_automatic=True,
        actor=scene.staff,
    )
    return program


def _class(
    scene: Scene, program: "Program", name: str, began: int, ended: int
) -> "Class":
    """A class that was set up before it began, with the badge of the programme."""
    found = class_services.create(
        program=program,
        name=name,
        first_day=in_days(SET_UP - began),
        last_day=in_days(SET_UP - ended),
        time_zone=ZONE,
        staff=[scene.staff.account_id] if scene.staff.account_id else [],
        actor=scene.staff,
    )
    class_services.set_badge(
        found=found,
        achievement=scene.achievements[BADGE],
        is_manual=False,
        actor=scene.staff,
    )
    return found


def _taught(
    scene: Scene, found: "Class", taught: Taught, courses: Sequence["Course"]
) -> None:
    """Enrol everybody, and record what they reached by now."""
    people = [Person(name, email) for (name, email), _ in taught]
    class_services.enrol(found=found, people=people, actor=scene.staff)
    keys = [person.email for person in people]
    learners = classes.learners_of_keys(scene.organization.pk, keys)
    entries = [
        Entry(
            learners[email].pk,
            course.pk,
            Values(grade=Decimal(grade), is_final=True, attendance=Decimal(90)),
        )
        for (_, email), grades in taught
        for course, grade in zip(courses, grades, strict=True)
        if grade is not None
    ]
    class_services.record(found=found, entries=entries, actor=scene.staff)
