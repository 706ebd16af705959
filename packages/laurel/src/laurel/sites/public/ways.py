"""A pathway as pages show it: the map, and the same in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString

from laurel.pathways import selectors as pathways
from laurel.pathways.types import Branch, Progress, Route, Stand, Walked
from laurel.sites.ui import maps
from laurel.sites.ui.text import clean

if TYPE_CHECKING:
    import datetime as dt

    from laurel.achievements.models import AchievementVersion
    from laurel.issuers.models import Issuer

# What somebody who is on the way reads of each step; the keys are looks of the map.
WORDS = {
    Stand.DONE: "Done",
    Stand.OPEN: "Next",
    Stand.WAITING: "Later",
    Stand.OPTIONAL: "Optional",
    Stand.ENDED: "Has ended",
}
BY_ITSELF = "Comes by itself"


@dataclass(frozen=True, slots=True)
class Line:
    """One item in words."""

    name: str
    look: str  # a key of `maps.SIGNS`
    word: str
    rule: str = ""  # of a branch: how much of it is needed
    href: str = ""  # of a badge: its page
    image: str = ""
    issuer: str = ""
    on: "dt.date | None" = None
    version: "AchievementVersion | None" = None
    lines: tuple["Line", ...] = ()
    is_route: bool = False

    @property
    def sign(self) -> str:
        """The icon of how it stands; empty: none."""
        return maps.SIGNS[self.look]


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that a page needs of a pathway."""

    route: Route
    progress: Progress
    lines: tuple[Line, ...]
    goal: Line | None
    map: SafeString
    is_own: bool  # somebody's own progress is on it

    @property
    def badges(self) -> int:
        """How many badges are on it, without the one at its end."""
        return len(pathways.steps(self.route.items))

    @property
    def others(self) -> tuple[str, ...]:
        """The badges on it that other organisations award, by name."""
        here = self.route.pathway.organization_id
        return tuple(
            clean(step.name)
            for step in pathways.steps(self.route.items)
            if step.version.achievement.issuer.organization_id != here
        )

    @property
    def brand(self) -> "Issuer | None":
        """In whose colours it is shown: the one who gives the badge at its end, or the first."""
        ends = [self.route.milestone] if self.route.milestone else []
        firsts = [step.version for step in pathways.steps(self.route.items)[:1]]
        for version in (*ends, *firsts):
            return version.achievement.issuer
        return None


def show(route: Route, progress: Progress | None = None) -> Shown:
    """The pathway; with the progress of somebody, how far they are on it."""
    is_own = progress is not None
    walked = progress or pathways.nobody(route)
    lines = tuple(_line(each, is_own=is_own) for each in walked.items)
    goal = _goal(route, walked, is_own=is_own)
    return Shown(
        route=route,
        progress=walked,
        lines=lines,
        goal=goal,
        map=maps.way(
            [_place(line) for line in (*lines, *([goal] if goal else []))],
            key="map",
            title=f"Map of {clean(route.pathway.title)}",
            description=_description(route, walked, is_own=is_own),
        ),
        is_own=is_own,
    )


def rule_of(branch: Branch) -> str:
    """How much of a branch is needed, in words."""
    if branch.is_route:
        words = f"{len(branch.items)} steps, one after another"
    elif branch.needed is None:
        words = f"All {branch.required}"
    else:
        words = f"Any {branch.needed} of {len(branch.items)}"
    return f"Optional. {words}" if branch.is_optional else words


def _line(walked: Walked, *, is_own: bool) -> Line:
    item = walked.item
    look = walked.stand.value if is_own else "plain"
    word = WORDS[walked.stand] if is_own else ""
    if not is_own and item.is_optional:
        look, word = "optional", WORDS[Stand.OPTIONAL]
    if isinstance(item, Branch):
        return Line(
            clean(item.title),
            look,
            word,
            rule=rule_of(item),
            lines=tuple(_line(each, is_own=is_own) for each in walked.items),
            is_route=item.is_route,
        )
    on = walked.earned.on if walked.earned and walked.earned.counts else None
    return _badge(item.version, look, word, on)


def _goal(route: Route, progress: Progress, *, is_own: bool) -> Line | None:
    if route.milestone is None:
        return None
    mine = progress.milestone if is_own else None
    if mine and mine.counts:
        return _badge(route.milestone, "done", WORDS[Stand.DONE], mine.on)
    return _badge(route.milestone, "goal", BY_ITSELF, None)


def _badge(
    version: "AchievementVersion", look: str, word: str, on: "dt.date | None"
) -> Line:
    achievement = version.achievement
    address = [achievement.public_id, version.number]
    return Line(
        clean(version.name),
        look,
        word,
        href=reverse("public:achievement", args=address),
        image=reverse("public:achievement-svg", args=address),
        issuer=clean(achievement.issuer.name),
        on=on,
        version=version,
    )


def _place(line: Line) -> maps.Place:
    if line.href:
        return maps.Stop(line.name, line.href, line.image, line.look, line.word)
    return maps.Fork(
        line.name, line.rule, tuple(map(_place, line.lines)), line.is_route
    )


def _description(route: Route, progress: Progress, *, is_own: bool) -> str:
    badges = len(pathways.steps(route.items))
    said = [f"{badges} badge{'s' if badges != 1 else ''} on the way."]
    if is_own:
        said.append(f"You have done {progress.done} of {progress.of}.")
    if route.milestone:
        said.append(f"At its end is “{clean(route.milestone.name)}”.")
    said.append("The same stands in words below.")
    return " ".join(said)


def brands(versions: "Iterable[AchievementVersion]") -> "list[Issuer]":
    """The issuers whose colours a page with these badges needs, each once."""
    found = {v.achievement.issuer.pk: v.achievement.issuer for v in versions}
    return list(found.values())
