"""Values that travel with classes."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ClassState(StrEnum):
    """Where a class stands at some moment."""

    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"


class Field(StrEnum):
    """What a column of a table of results holds."""

    GRADE = "grade"  # a number, or passed and not passed
    ATTENDANCE = "attendance"
    PARTICIPATION = "participation"
    ACTIVITY = "activities"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is to be enrolled."""

    name: str
    email: str
    time_zone: str = ""


@dataclass(frozen=True, slots=True)
class Activity:
    """A named thing that a learner did, and when."""

    name: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Values:
    """Everything that can be known of a learner in a course. None: not known."""

    grade: Decimal | None = None
    is_final: bool = False
    passed: bool | None = None
    attendance: Decimal | None = None
    participation: Decimal | None = None
    activities: tuple[Activity, ...] = ()
    note: str = ""


NOTHING = Values()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a learner is in a programme; courses by name, in its order."""

    ungraded: tuple[str, ...]  # nothing is decided there
    failed: tuple[str, ...]  # decided, and never passed
    passed_at: dt.datetime | None  # when the last course was passed; None: one is not
    over_at: (
        dt.datetime | None
    )  # when the last of their classes ends; None: they have none
    time_zone: str  # of that class; empty: they have none


@dataclass(frozen=True, slots=True)
class Entry:
    """What is to be recorded for one learner in one course."""

    learner_id: int
    course_id: int
    values: Values


@dataclass(frozen=True, slots=True)
class Cell:
    """What a list says of one person in one course."""

    course_id: int
    field: Field
    text: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed over a cell of the grid."""

    enrolment_id: int
    course_id: int
    text: str  # empty: nothing is known there any more


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a list, checked: a person, and what it says of them."""

    row: int  # as the user's program shows it
    person: Person
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """What taking a list over would do."""

    added: int  # people who would be enrolled
    same: int  # people who take part already
    changes: tuple["Change", ...]  # of results


@dataclass(frozen=True, slots=True)
class Change:
    """One result that a list changes: how it stands in a table, before and after."""

    name: str
    course: str
    field: Field
    before: str
    after: str
