"""Programmes with courses, classes, learners and results, as services make them."""

import datetime as dt
from decimal import Decimal

from laurel.classes import selectors, services
from laurel.classes.types import Entry, Person, Values
from laurel.foundation.actors import SYSTEM
from laurel.programs import services as program_services
from laurel.programs.types import CourseFacts

from packages.laurel.tests.factories import people

COURSES = ("Data Literacy", "Statistics", "Data Ethics")
ADA = Person(name="Ada Lovelace", email="ada@example.org")
GRACE = Person(name="Grace Hopper", email="grace@example.org")


def program(organization=None, *, courses=COURSES, pass_mark=Decimal(50), **facts):
    """A programme with courses."""
    made = program_services.create(
        organization=organization or people.organization()[0],
        actor=SYSTEM,
        **{"name": "Applied Data Analytics Certificate", **facts},
    )
    program_services.set_courses(
        program=made,
        courses=[CourseFacts(name=name, pass_mark=pass_mark) for name in courses],
        actor=SYSTEM,
    )
    return made


def class_of(of=None, *, learners=(ADA,), **facts):
    """A class of the programme with learners; it runs through spring 2027 in Vancouver."""
    found = services.create(
        program=of or program(),
        actor=SYSTEM,
        **{
            "name": "Spring 2027",
            "first_day": dt.date(2027, 1, 11),
            "last_day": dt.date(2027, 4, 30),
            "time_zone": "America/Vancouver",
            **facts,
        },
    )
    if learners:
        services.enrol(found=found, people=learners, actor=SYSTEM)
    return found


def learner(found, person=ADA):
    """The learner that this person is there."""
    organization_id = found.program.organization_id
    return selectors.learners_of_keys(organization_id, [person.email])[person.email]


def record(found, course, person=ADA, **values):
    """Record a result of a person in a course; a final grade unless it says otherwise."""
    values = values or {"grade": Decimal(72), "is_final": True}
    return services.record(
        found=found,
        entries=[Entry(learner(found, person).pk, course.pk, Values(**values))],
        actor=SYSTEM,
    )
