"""What stands around a badge on its page: who answers for it, its family, what comes next.

Nothing of this is signed, and nothing of it says whether the badge holds. So it is read once for
each edition (`foundation.editions`), however many look at the badge's awards.
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

SPAN = dt.timedelta(days=1)  # whatever the edition
MOST = 2048  # badges, each with a few lines of text
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


_memory: Memory[tuple[int, str], Around] = Memory(span=SPAN, most=MOST)
_endorsers: Memory[tuple[int, str, int], str] = Memory(span=SPAN, most=MOST)


def of(achievement: "Achievement", edition: int) -> Around:
    """What stands around a badge in this edition."""
    key = (edition, achievement.public_id)
    return _memory.get(key, lambda: _read(achievement))


def endorser(credential: "Credential", award: "Award", edition: int) -> str:
    """Who stands by it in this edition, as it is shared."""
    key = (edition, credential.award_public_id, credential.generation)
    return _endorsers.get(key, lambda: sharing.endorser(credential, award))


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
