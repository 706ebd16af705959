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
class Entry:
    """What is to be recorded for one learner in one course."""

    learner_id: int
    course_id: int
    values: Values
