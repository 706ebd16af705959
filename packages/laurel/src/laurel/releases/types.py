"""Values of releases: what a programme asks for, what is known of a learner, what is still shut."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db.models import TextChoices

if TYPE_CHECKING:
    from laurel.classes.models import Learner


class Timing(TextChoices):
    """When the badges of a programme leave."""

    AT_ONCE = "at_once", "As soon as everything else is done"
    WINDOW = "window", "Some weeks after completion"
    DAY = "day", "On one day for everybody"


class Gate(StrEnum):
    """What may have to come first, in the order in which people read it."""

    GRADES = "grades"
    CONFIRMATION = "confirmation"
    DAY = "day"
    APPROVAL = "approval"


class State(StrEnum):
    """How it stands with a learner's badges of a programme."""

    HELD = "held"
    READY = "ready"  # every gate is open
    WAITS = "waits"
    FAILED = "failed"  # a course was not passed


class Clearing(TextChoices):
    """What a person says of a learner in a programme."""

    CONFIRMED = "confirmed", "Graduation is confirmed"
    APPROVED = "approved", "The badge may leave"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a programme asks for before its badges leave."""

    needs_grades: bool = True
    needs_confirmation: bool = False
    needs_approval: bool = False
    timing: Timing = Timing.AT_ONCE
    first_week: int = 0  # the window, in whole weeks after completion
    last_week: int = 0
    day: dt.date | None = None  # of everybody's release; None unless that is the timing
    hour: int = 9  # on the learner's clock


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one learner in a programme."""

    zone: ZoneInfo  # in which their days are counted
    ungraded: tuple[str, ...] = ()  # courses without a final grade, by name
    failed: tuple[str, ...] = ()  # courses that were not passed, by name
    completed_at: dt.datetime | None = None
    confirmed_at: dt.datetime | None = None
    approved_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Between which days a badge is expected; both of them count."""

    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Check:
    """One gate for one learner. `at`: when it opened; for a day to come, when it will."""

    gate: Gate
    is_open: bool
    at: dt.datetime | None = None
    courses: tuple[str, ...] = ()  # that lack a grade
    day: dt.date | None = None  # of the release, on the learner's calendar


@dataclass(frozen=True, slots=True)
class BadgeAhead:
    """A badge that somebody is going to get, as a card shows it."""

    name: str
    achievement: str  # public id
    version: int
    issuer_name: str
    issuer: str  # public id


@dataclass(frozen=True, slots=True)
class Pending:
    """What a learner sees while a programme's badges are prepared."""

    program_name: str
    organization_name: str
    learner_name: str
    learner: str  # public ids
    program: str
    badges: tuple[BadgeAhead, ...]
    window: Window | None  # None: no day is set
    is_late: bool  # the window is over, and it has not left
    waits: tuple[str, ...]  # sentences
    interim_url: str
    interim_label: str
    contact_email: str
    page: str  # its address, for whoever has no account


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom a list of graduates would confirm."""

    new: "tuple[Learner, ...]"
    already: int  # confirmed before
