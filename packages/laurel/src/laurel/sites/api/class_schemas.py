"""Classes, their learners and results as they come in and go out."""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field

MOST = 500  # learners or results in one request

_NUMBER = re.compile(r"\d{1,6}(\.\d{1,2})?")


def _number(given: object) -> object:
    """Exactly what was written: a JSON number of 0.1 is not a tenth."""
    if given is None:
        return None
    text = given if isinstance(given, str) else str(given)
    if isinstance(given, bool) or not _NUMBER.fullmatch(text):
        raise ValueError("Write a number from 0 with at most two decimals.")
    try:
        return Decimal(text)
    except InvalidOperation:  # the pattern lets none through
        raise ValueError("This is no number.") from None


def _moment(given: object) -> object:
    try:
        moment = dt.datetime.fromisoformat(given) if isinstance(given, str) else None
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise ValueError("Write a moment with its zone: 2026-11-14T15:00:00+00:00.")
    return moment


Number = Annotated[
    Decimal,
    BeforeValidator(_number, json_schema_input_type=float | str),
]
Moment = Annotated[dt.datetime, BeforeValidator(_moment)]


class _Given(Schema):
    model_config = ConfigDict(extra="forbid", strict=True)


class NewLearner(_Given):
    """Somebody who takes part."""

    name: str = Field(max_length=1_000)
    email: str = Field(max_length=1_000)
    timeZone: str = Field(  # noqa: N815
        "", max_length=100, description="An IANA name; left out: the class’s."
    )


class NewLearners(_Given):
    """People to enrol; who takes part already is left as they are."""

    learners: list[NewLearner] = Field(min_length=1, max_length=MOST)


class Did(_Given):
    """A named activity, and when it was done."""

    name: str = Field(max_length=1_000)
    at: Moment


class NewResult(_Given):
    """What a learner reached in a course. What is left out stays; null is *not known*."""

    learner: str = Field(max_length=1_000, description="The learner’s e-mail address.")
    course: str = Field(max_length=100, description="The course’s id, or its code.")
    grade: Number | None = None
    isFinal: bool = False  # noqa: N815
    passed: bool | None = None
    attendance: Number | None = Field(None, description="Percent.")
    participation: Number | None = Field(None, description="Percent.")
    activities: list[Did] = Field(default_factory=list, max_length=100)
    note: str = Field("", max_length=10_000)


class NewResults(_Given):
    """Results to record. All of them are recorded, or none."""

    results: list[NewResult] = Field(min_length=1, max_length=MOST)


class NewClassBadge(_Given):
    """A badge for a class, and how it is awarded there."""

    badge: str = Field(max_length=100, description="The badge’s id.")
    awarding: Literal["manual", "automatic"]


class Course(Schema):
    """A course of the class’s programme."""

    id: str
    name: str
    code: str


class ClassBadge(Schema):
    """A badge that is set up for a class."""

    id: str
    name: str
    awarding: Literal["manual", "automatic"]


class Class(Schema):
    """A class as it stands now."""

    id: str
    name: str
    program: str
    firstDay: dt.date  # noqa: N815
    lastDay: dt.date  # noqa: N815
    timeZone: str  # noqa: N815
    state: Literal["planned", "running", "over"]
    courses: list[Course]
    badges: list[ClassBadge]


class Classes(Schema):
    """Some classes, the newest first."""

    classes: list[Class]
    next: str | None = Field(description="`after` for the ones before; null: no more.")


class Enrolled(Schema):
    """What became of a list of people."""

    added: int
    same: int


class Recorded(Schema):
    """What became of results; a repeat changes none."""

    changed: int
    same: int
