"""Values that travel with evidence."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from laurel.foundation.actors import Actor, ActorKind


class Kind(StrEnum):
    """What may be handed in."""

    TEXT = "text"
    LINK = "link"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    PDF = "pdf"
    FILE = "file"  # anything else: kept as it is, and only ever downloaded


FILES = frozenset(Kind) - {Kind.TEXT, Kind.LINK}


class State(StrEnum):
    """How far a submission is."""

    DRAFT = "draft"  # its author's alone
    SENT = "sent"  # somebody has to look at it
    RETURNED = "returned"  # its author may improve it: the next submission
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class Verdict(StrEnum):
    """What a reviewer decides."""

    ACCEPT = "accept"
    RETURN = "return"
    REJECT = "reject"


class Mark(StrEnum):
    """What a reviewer finds of one question or one line of the rubric."""

    SHOWN = "shown"
    PARTLY = "partly"
    MISSING = "missing"


class Scan(StrEnum):
    """What is known of a file."""

    NONE = "none"  # no scanner is set up: nobody looked
    CLEAN = "clean"
    HELD = "held"  # the check could not run yet: nobody else gets the file until it did
    INFECTED = "infected"  # found later; the file is gone


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a task. Its id stays when its words are corrected."""

    id: str
    text: str
    is_required: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the rubric: what a reviewer looks for."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a task asks for, as whoever hands in has read it."""

    questions: tuple[Question, ...]
    rubric: tuple[Line, ...]
    kinds: frozenset[Kind]

    @classmethod
    def read(cls, stored: Mapping[str, Any]) -> "Asked":
        """From what `stored` made."""
        return cls(
            questions=tuple(Question(**each) for each in stored["questions"]),
            rubric=tuple(Line(**each) for each in stored["rubric"]),
            kinds=frozenset(Kind(each) for each in stored["kinds"]),
        )

    @property
    def to_mark(self) -> tuple[Question | Line, ...]:
        """Everything that a reviewer marks."""
        return (*self.questions, *self.rubric)

    def stored(self) -> dict[str, Any]:
        """As JSON."""
        return {
            "questions": [
                {"id": q.id, "text": q.text, "is_required": q.is_required}
                for q in self.questions
            ],
            "rubric": [{"id": line.id, "text": line.text} for line in self.rubric],
            "kinds": sorted(kind.value for kind in self.kinds),
        }


@dataclass(frozen=True, slots=True)
class Window:
    """Until when something may be handed in; `last_day` None: without an end.

    The last day counts whole, in the zone of whoever hands in.
    """

    last_day: dt.date | None
    zone: str

    @property
    def has_end(self) -> bool:
        """Whether it closes at all."""
        return self.last_day is not None


@dataclass(frozen=True, slots=True)
class Turnaround:
    """How long people wait for an answer."""

    waiting: int
    oldest: dt.timedelta | None  # None: nobody waits
    usual: dt.timedelta | None  # the median of those decided lately; None: none was


# Whoever hands in by the link of a mail, or reviews by one, has no account here.
LEARNER = Actor(ActorKind.PERSON, None, "The learner")
OUTSIDER = Actor(ActorKind.PERSON, None, "An outside reviewer")
