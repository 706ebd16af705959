"""What stands around a badge on its page: who answers for it, its family, what comes next.

Nothing of this is signed, and nothing of it says whether the badge holds. So it is read once a
minute for each badge, however many look at its awards.
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from laurel.families import selectors as families
from laurel.foundation.memory import Memory
from laurel.pathways import selectors as pathways
from laurel.programs import selectors as programs
from laurel.sharing import selectors as sharing
from laurel.sites.ui.text import clean

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement, AchievementVersion
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.families.types import Levels
    from laurel.programs.models import Program
    from laurel.programs.types import Contact

SPAN = dt.timedelta(minutes=1)
MOST = 512  # badges, each with a few lines of text
MOST_NEXT = 3  # more is a list, not advice


@dataclass(frozen=True, slots=True)
class Badge:
    """A badge that the page leads to, and why."""

    name: str
    href: str
    of: str = ""  # the family or the pathway in which it comes next
    of_href: str = ""  # of a pathway: its page
    earn: str = ""  # where it is earned
    is_this: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """The badges that build on each other, the lowest first."""

    name: str
    badges: tuple[Badge, ...]
    number: int  # of the badge on whose page it stands


@dataclass(frozen=True, slots=True)
class Around:
    """All of it."""

    contact: "Contact"
    programs: "tuple[Program, ...]"
    family: Family | None
    following: tuple[Badge, ...]


_memory: Memory[str, Around] = Memory(span=SPAN, most=MOST)
_endorsers: Memory[tuple[str, int], str] = Memory(span=SPAN, most=MOST)


def of(achievement: "Achievement") -> Around:
    """What stands around a badge, as it was within the last minute."""
    return _memory.get(achievement.public_id, lambda: _read(achievement))


def endorser(credential: "Credential", award: "Award") -> str:
    """Who stands by it, as it is shared. Who comes or goes makes another generation of it."""
    generation = (credential.award_public_id, credential.generation)
    return _endorsers.get(generation, lambda: sharing.endorser(credential, award))


def _read(achievement: "Achievement") -> Around:
    levels = families.levels(achievement)
    return Around(
        contact=programs.contact_of(achievement),
        programs=tuple(programs.others_shown(achievement)),
        family=_family(levels) if levels else None,
        following=_following(achievement, levels),
    )


def _family(levels: "Levels") -> Family:
    return Family(
        name=clean(levels.family),
        badges=tuple(
            _badge(version, is_this=number == levels.number)
            for number, version in enumerate(levels.badges, start=1)
        ),
        number=levels.number,
    )


def _following(
    achievement: "Achievement", levels: "Levels | None"
) -> tuple[Badge, ...]:
    """The next level first, then what the pathways say; each badge once."""
    found: dict[str, Badge] = {}
    if levels and levels.above:
        above = levels.above.achievement.public_id
        found[above] = _badge(levels.above, of=clean(levels.family))
    for each in pathways.after(achievement):
        way = reverse("public:pathway", args=[each.pathway_id])
        badge = _badge(each.version, of=clean(each.pathway_title), of_href=way)
        found.setdefault(each.version.achievement.public_id, badge)
    return tuple(found.values())[:MOST_NEXT]


def _badge(
    version: "AchievementVersion",
    *,
    of: str = "",
    of_href: str = "",
    is_this: bool = False,
) -> Badge:
    achievement = version.achievement
    address = [achievement.public_id, version.number]
    return Badge(
        name=clean(version.name),
        href=reverse("public:achievement", args=address),
        of=of,
        of_href=of_href,
        earn=reverse("public:achievement-earn", args=address[:1])
        if achievement.earn_url
        else "",
        is_this=is_this,
    )
