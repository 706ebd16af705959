"""Values of the demo: what an organization awards, and to whom.

Dates of what is over are fixed, so that every machine tells the same story whenever it starts.
What goes on (a class, a badge about to end) is told from the day of the first start.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from laurel.achievements.types import NEVER, Criterion, Skill, Validity
from laurel.awards.types import Evidence
from laurel.design.types import Design
from laurel.foundation import clock

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.credentials.models import Credential
    from laurel.foundation.actors import Actor
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization

ADA = ("Ada Lovelace", "ada@analytical-society.example")


class Fate(StrEnum):
    """What became of an award."""

    VALID = "valid"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Given:
    """One award of the demo."""

    name: str
    email: str
    fate: Fate = Fate.VALID
    narrative: str = ""
    evidence: tuple[Evidence, ...] = ()
    issued_on: dt.date | None = None
    expires_on: dt.date | None = None
    days_left: int | None = None  # it ends so many days after the first start
    held_for: int = 0  # and was awarded so many days before


@dataclass(frozen=True, slots=True)
class Earnable:
    """One achievement of the demo with its awards."""

    name: str
    description: str
    criteria: str
    skills: tuple[Skill, ...]
    art: Design
    awards: tuple[Given, ...]
    criteria_lines: tuple[Criterion, ...] = ()
    validity: Validity = NEVER
    earn_url: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """One organization of the demo with its issuer."""

    name: str
    url: str
    email: str
    description: str
    colour: str
    accent: str
    mark: str  # an SVG, 40 units square
    achievements: tuple[Earnable, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Scene:
    """What stands before the rest of an organization's story is told."""

    issuer: "Issuer"
    achievements: "Mapping[str, Achievement]"  # by name, of every story told so far
    credentials: "Mapping[tuple[str, str], Credential]"  # by achievement and address
    staff: "Actor"
    earner: "Actor"  # Ada Lovelace

    @property
    def organization(self) -> "Organization":
        """Whose story it is."""
        return self.issuer.organization


def mark(ground: str, drawing: str) -> str:
    """A logo: a rounded square with a drawing on it."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="40" height="40">'
        f'<rect width="40" height="40" rx="11" fill="{ground}"/>{drawing}</svg>'
    )


@contextmanager
def days_ago(days: int) -> Iterator[None]:
    """Let something happen at ten in the morning, so many days before this one."""
    day = clock.today() - dt.timedelta(days=days)
    moment = dt.datetime.combine(day, dt.time(10), dt.UTC)
    with clock.using(clock.FixedClock(moment)):
        yield


def in_days(days: int) -> dt.date:
    """The day so many days from this one."""
    return clock.today() + dt.timedelta(days=days)
