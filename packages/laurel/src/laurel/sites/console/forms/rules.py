"""The form that says what a badge takes: groups of rows, without a script.

All groups are needed, or so many; and in each all of its rows, or so many. Every column of a group
is posted as a list of texts. Rows that are empty are left out, and there are always some more to
write in. A group that is deeper than that stands as words: it stays as it is, or is taken out.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from laurel.eligibility.types import Catalogue
from laurel.requirements.errors import Unreadable
from laurel.requirements.services import parse
from laurel.requirements.types import (
    AllOf,
    AtLeast,
    Kind,
    Need,
    Requirement,
    activity_in,
    activity_of,
)

MOST_GROUPS = 8
MOST_ROWS = 40  # in a group; a rule has at most 200 parts
EMPTY_ROWS = 3  # where there are none, and where more are wanted
EVERY = "all"
COURSE, PROGRAM, BADGE = "c", "p", "b"  # before the ids in the list of subjects

KINDS = (
    (Kind.COURSE, "Pass"),
    (Kind.ATTENDANCE, "Attend"),
    (Kind.PARTICIPATION, "Take part in"),
    (Kind.ACTIVITY, "Complete an activity of"),
    (Kind.HELD, "Have the badge"),
    (Kind.EVIDENCE, "Hand in accepted evidence for"),
)

# What a kind may be about, and what to say where it is about something else.
_FITTING = {
    Kind.COURSE: ((COURSE, PROGRAM), "Choose a course, or a programme."),
    Kind.ATTENDANCE: ((COURSE,), "Choose a course."),
    Kind.PARTICIPATION: ((COURSE,), "Choose a course."),
    Kind.ACTIVITY: ((COURSE, ""), "Choose a course, or none for any."),
    Kind.HELD: ((BADGE,), "Choose a badge."),
    Kind.EVIDENCE: ((BADGE, ""), "Choose a badge."),
}


@dataclass
class Row:
    """One thing that is asked, as it was typed."""

    kind: str = ""
    about: str = ""
    name: str = ""
    least: str = ""
    problem: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed; a subject alone is what the list began with."""
        return not (self.kind or self.name or self.least)


COUNTS = (
    (EVERY, "All of these"),
    ("1", "Any one of these"),
    *((str(n), f"Any {n} of these") for n in range(2, 10)),
)


@dataclass
class Group:
    """Rows of which all are needed, or so many; or what this form only shows."""

    count: str = EVERY
    rows: list[Row] = field(default_factory=list)
    words: str = ""  # of what stays as it is; empty: it has rows
    place: int = -1  # of what stays as it is, among the parts of the rule that is kept
    counts = COUNTS


Say = Callable[[Requirement], str]


class RuleForm:
    """Groups of rows; all groups are needed, or so many of them.

    `kept` is the rule as it stands: what the form only shows is taken from there.
    """

    counts = COUNTS

    def __init__(
        self,
        groups: list[Group],
        names: Catalogue,
        own_id: str,
        *,
        count: str = EVERY,
        kept: Requirement | None = None,
        spare: int = 1,
    ) -> None:
        self.groups, self.count, self.problem = groups, count, ""
        self._names, self._own_id = names, own_id
        self._parts = () if kept is None else _parts(kept)[1]
        for group in self.groups:
            if not group.words:
                wanted = spare if group.rows else EMPTY_ROWS
                wanted = min(wanted, MOST_ROWS - len(group.rows))
                group.rows += [Row() for _ in range(wanted)]

    @classmethod
    def of(
        cls, kept: Requirement | None, names: Catalogue, own_id: str, say: Say
    ) -> "RuleForm":
        """The form that shows this rule; what it cannot change it says in words."""
        if kept is None:
            return cls([Group()], names, own_id)
        count, parts = _parts(kept)
        groups = [
            _group(part, names) or Group(words=say(part), place=place)
            for place, part in enumerate(parts)
        ]
        return cls(groups, names, own_id, count=count, kept=kept)

    @classmethod
    def posted(
        cls,
        data: QueryDict,
        kept: Requirement | None,
        names: Catalogue,
        own_id: str,
        say: Say,
    ) -> "RuleForm":
        """The form as it was typed, after what the pressed button did to it."""
        number = data.get("groups", "1")
        parts = () if kept is None else _parts(kept)[1]
        most = max(MOST_GROUPS, len(parts))
        many = int(number) if number.isdecimal() and len(number) <= 3 else 1  # noqa: PLR2004
        groups = [
            found
            for n in range(min(many, most))
            if (found := _posted(data, n, parts, say)) is not None
        ] or [Group()]
        act = data.get("act", "")
        if act == "group" and len(groups) < MOST_GROUPS:
            groups.append(Group())
        count = data.get("count", EVERY)
        known = count if count in dict(COUNTS) else EVERY
        spare = EMPTY_ROWS if act == "rows" else 1
        return cls(groups, names, own_id, count=known, kept=kept, spare=spare)

    @property
    def subjects(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What rows may be about, in the groups of a list."""
        named = (
            ("Every course of a programme", PROGRAM, self._names.programs),
            ("Courses", COURSE, self._names.courses),
            ("Badges", BADGE, self._names.achievements),
        )
        return [
            (word, [(f"{sort}:{one}", called) for one, called in known.items()])
            for word, sort, known in named
            if known
        ]

    @property
    def kinds(self) -> tuple[tuple[Kind, str], ...]:
        """What may be asked."""
        return KINDS

    @property
    def has_problems(self) -> bool:
        """Whether something has to be mended."""
        return bool(self.problem) or any(r.problem for g in self.groups for r in g.rows)

    def requirement(self) -> Requirement | None:
        """What the form says; None: it cannot be read, and says why beside the rows."""
        trees = [tree for group in self.groups if (tree := self._tree(group))]
        if not trees and not self.has_problems:
            self.problem = "Say at least one thing that is needed."
        elif self.count != EVERY and int(self.count) > len(trees):
            self.problem = (
                f"{self.count} of the groups are wanted, and there are {len(trees)}."
            )
        if self.has_problems:
            return None
        if self.count != EVERY and len(trees) > 1:
            return AtLeast(int(self.count), tuple(trees))
        return trees[0] if len(trees) == 1 else AllOf(tuple(trees))

    def _tree(self, group: Group) -> Requirement | None:
        if group.words:
            return self._parts[group.place]
        rows = [row for row in group.rows if not row.is_empty]
        needs = [need for row in rows if (need := self._need(row)) is not None]
        if not needs:
            return None
        if group.count == EVERY:
            return needs[0] if len(needs) == 1 else AllOf(tuple(needs))
        if int(group.count) > len(rows):
            rows[-1].problem = f"{group.count} are wanted, and there are {len(rows)}."
            return None
        return AtLeast(int(group.count), tuple(needs))

    def _need(self, row: Row) -> Need | None:
        row.problem = self._problem(row)
        if row.problem:
            return None
        kind, (sort, about) = Kind(row.kind), _sorted(row.about)
        subject = about
        if kind is Kind.ACTIVITY:
            name = row.name.strip()
            subject = activity_in(about, name) if sort == COURSE else name
        elif kind is Kind.EVIDENCE and sort != BADGE:
            subject = self._own_id
        least = row.least.strip().replace(",", ".").removesuffix("%").strip()
        stored = {"kind": kind.value, "subject": subject, "at_least": least or None}
        try:
            found = parse(stored)
        except Unreadable as refused:
            row.problem = refused.problem[:1].upper() + refused.problem[1:]
            return None
        assert isinstance(found, Need)  # noqa: S101 - a kind makes a need
        return found

    def _problem(self, row: Row) -> str:
        if row.kind not in {kind.value for kind, _ in KINDS}:
            return "Choose what is asked."
        kind, (sort, about) = Kind(row.kind), _sorted(row.about)
        known = {
            COURSE: self._names.courses,
            PROGRAM: self._names.programs,
            BADGE: self._names.achievements,
        }
        if row.about and about not in known.get(sort, {}):
            return "This is not there any more. Choose another."
        fitting, said = _FITTING.get(kind, ((sort,), ""))
        if sort not in fitting:
            return said
        if kind is Kind.ACTIVITY and not row.name.strip():
            return "Name the activity."
        return ""


def _posted(
    data: QueryDict, number: int, parts: Sequence[Requirement], say: Say
) -> Group | None:
    """A group as it was typed; None: it was only shown, and is taken out."""
    place = data.get(f"g{number}-kept", "")
    if place.isdecimal() and len(place) <= 3 and int(place) < len(parts):  # noqa: PLR2004
        if f"g{number}-out" in data:
            return None
        return Group(words=say(parts[int(place)]), place=int(place))

    def column(name: str) -> list[str]:
        return [text[:500] for text in data.getlist(f"g{number}-{name}")[:MOST_ROWS]]

    kinds, abouts = column("kind"), column("about")
    names, leasts = column("name"), column("least")
    length = max(map(len, (kinds, abouts, names, leasts)))

    def at(texts: list[str], place: int) -> str:
        return texts[place] if place < len(texts) else ""

    rows = [
        Row(at(kinds, n), at(abouts, n), at(names, n), at(leasts, n))
        for n in range(length)
    ]
    group = Group(rows=[row for row in rows if not row.is_empty])
    count = data.get(f"g{number}-count", EVERY)
    group.count = count if count in dict(COUNTS) else EVERY
    return group


def _sorted(about: str) -> tuple[str, str]:
    sort, _, public_id = about.partition(":")
    return sort, public_id


def _parts(requirement: Requirement) -> tuple[str, tuple[Requirement, ...]]:
    """How many are needed of which groups; what stands alone among groups is one of its own."""
    if isinstance(requirement, Need) or all(
        isinstance(item, Need) for item in requirement.items
    ):
        return EVERY, (requirement,)
    if isinstance(requirement, AtLeast):
        count = str(requirement.count)
        known = count in dict(COUNTS) and len(requirement.items) <= MOST_GROUPS
        return (count, requirement.items) if known else (EVERY, (requirement,))
    alone = tuple(item for item in requirement.items if isinstance(item, Need))
    parts = tuple(item for item in requirement.items if not isinstance(item, Need))
    found = (AllOf(alone), *parts) if alone else parts
    return EVERY, found if len(found) <= MOST_GROUPS else (requirement,)


def _group(part: Requirement, names: Catalogue) -> Group | None:
    """One of them in rows; None: it is deeper than that, or has windows of time."""
    items: Iterable[Requirement] = [part] if isinstance(part, Need) else part.items
    rows = [_row(item, names) for item in items]
    if any(row is None for row in rows) or len(rows) > MOST_ROWS:
        return None
    count = str(part.count) if isinstance(part, AtLeast) else EVERY
    group = Group(count, [row for row in rows if row is not None])
    return group if count in dict(COUNTS) else None


def _row(item: Requirement, names: Catalogue) -> Row | None:
    if not isinstance(item, Need) or item.since or item.until:
        return None
    least = "" if item.at_least is None else f"{item.at_least:f}"
    sort, subject, name = BADGE, item.subject, ""
    if item.kind is Kind.ACTIVITY:
        subject, name = activity_of(item.subject)
        sort = COURSE if subject else ""
    elif item.kind not in (Kind.HELD, Kind.EVIDENCE):
        sort = PROGRAM if item.subject in names.programs else COURSE
    elif item.subject.startswith("http"):
        return None
    return Row(item.kind.value, f"{sort}:{subject}" if sort else "", name, least)
