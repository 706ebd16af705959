"""What everybody can earn here, searched: by words, organisation, skill and programme.

The words are compared here and not by the database: letters beyond ASCII count as the same in
both cases everywhere, and a skill is found by its whole name.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from laurel.achievements import selectors as achievements
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.achievements.models import AchievementVersion

MOST_LOOKED_AT = 5_000  # the newest; ten times what the largest catalogues have
MOST_CHOICES = 200  # in a list to choose from


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; empty: everything."""

    search: str = ""
    organization: str = ""  # its slug
    skill: str = ""  # its name
    program: str = ""  # its public id


@dataclass(frozen=True, slots=True)
class Offer:
    """One badge of the catalogue."""

    version: "AchievementVersion"
    organization: str  # its name
    organization_slug: str
    skills: tuple[str, ...]
    program: str = ""  # its name
    program_id: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What fits, and by what it can be narrowed down."""

    offers: tuple[Offer, ...]
    total: int
    organizations: tuple[tuple[str, str], ...]  # (slug, name)
    skills: tuple[str, ...]  # those that most badges name first
    programs: tuple[tuple[str, str], ...]  # (public id, name)


def find(wanted: Wanted) -> Found:
    """The badges of the catalogue that somebody looks for, the newest first."""
    every = _offers()
    skills = Counter(skill for offer in every for skill in offer.skills)
    return Found(
        offers=tuple(offer for offer in every if _fits(offer, wanted)),
        total=len(every),
        organizations=_by_name((o.organization_slug, o.organization) for o in every),
        skills=tuple(
            sorted(
                (name for name, _ in skills.most_common(MOST_CHOICES)),
                key=str.casefold,
            )
        ),
        programs=_by_name((o.program_id, o.program) for o in every if o.program_id),
    )


def _offers() -> list[Offer]:
    versions = list(achievements.catalogued(limit=MOST_LOOKED_AT))
    earned_in = programs.of_achievements([each.achievement_id for each in versions])
    found = []
    for version in versions:
        organization = version.achievement.issuer.organization
        program = earned_in.get(version.achievement_id)
        if program and not program.is_listed:
            program = None
        found.append(
            Offer(
                version,
                organization.name,
                organization.slug,
                tuple(dict.fromkeys(skill["name"] for skill in version.skills)),
                program.name if program else "",
                program.public_id if program else "",
            )
        )
    return found


def _fits(offer: Offer, wanted: Wanted) -> bool:
    return (
        wanted.organization in ("", offer.organization_slug)
        and (not wanted.skill or wanted.skill in offer.skills)
        and wanted.program in ("", offer.program_id)
        and _matches(offer, wanted.search)
    )


def _matches(offer: Offer, search: str) -> bool:
    """Whether every word stands somewhere in what is said of the badge."""
    if not search:
        return True
    said = offer.version
    names = (said.name, said.description, said.achievement.issuer.name)
    places = (offer.organization, offer.program)
    text = " ".join((*names, *places, *offer.skills, *said.tags)).casefold()
    return all(word in text for word in search.casefold().split())


def _by_name(choices: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    found = sorted(set(choices), key=lambda choice: (choice[1].casefold(), choice[0]))
    return tuple(found[:MOST_CHOICES])
