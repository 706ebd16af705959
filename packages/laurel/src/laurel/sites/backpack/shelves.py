"""How a backpack is laid out: what is looked for, in which groups, on which page."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.urls import reverse

from laurel.backpack import selectors as backpack
from laurel.backpack.types import Held, Holding, Standing

ON_A_PAGE = 24
MOST_SEARCHED = 200  # characters of a search; longer ones are cut
NO_SKILL = "No skill named"
NO_DATE = "No date"

# The look of a standing, and its word where the look has another one. See `sites.ui.status`.
LOOKS: dict[Standing, tuple[str, str]] = {
    Standing.VALID: ("valid", ""),
    Standing.EXPIRING: ("expiring", ""),
    Standing.EXPIRED: ("expired", ""),
    Standing.REVOKED: ("revoked", ""),
    Standing.SUSPENDED: ("suspended", ""),
    Standing.REPLACED: ("superseded", ""),
    Standing.RENEWED: ("renewed", ""),
    Standing.EARLY: ("neutral", "Not valid yet"),
    Standing.UNKNOWN: ("unknown", ""),
    Standing.FALSE: ("revoked", "Do not rely on it"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked to see, as it stands in the address."""

    search: str = ""
    show: str = ""
    group: str = ""
    page: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wanted":
        """From an address; what is not known there asks for nothing."""
        show, group = query.get("show", ""), query.get("group", "")
        return cls(
            search=" ".join(query.get("q", "").split())[:MOST_SEARCHED],
            show=show if show in FILTERS or show == AWAY else "",
            group=group if group in GROUPS else "",
            page=query.get("page", ""),
        )

    @property
    def query_without_search(self) -> str:
        """The address of the same without what was searched for."""
        return self.query(q="")

    def query(self, **changed: str) -> str:
        """The address of the same with something else; the page begins anew."""
        asked = {"q": self.search, "show": self.show, "group": self.group} | changed
        found = urlencode({name: value for name, value in asked.items() if value})
        return f"?{found}" if found else "?"


@dataclass(frozen=True, slots=True)
class Chip:
    """One of several things to choose, with its address."""

    word: str
    href: str
    is_chosen: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One badge, ready for a template."""

    held: Held
    key: str  # of its own on the page, where a badge may stand twice
    status: str
    word: str  # instead of the status' own; may be empty
    date: str

    @property
    def own_page(self) -> str:
        """Where its holder sees it, and all that can be done with it."""
        held = self.held
        return (
            held.page if held.is_imported else reverse("public:mine", args=[held.ref])
        )

    @property
    def is_offered(self) -> bool:
        """Whether its files may be taken."""
        return self.held.standing not in (Standing.REVOKED, Standing.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Group:
    """Some cards under one heading; it is empty where there are no groups."""

    name: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Todo:
    """Something that its holder should know or do."""

    held: Held
    title: str
    sentence: str
    action: str
    href: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Everything that the page shows."""

    total: int
    spaces: tuple[str, ...]
    space: str
    wanted: Wanted
    filters: tuple[Chip, ...]
    groupings: tuple[Chip, ...]
    todos: tuple[Todo, ...]
    groups: tuple[Group, ...]
    page: "Page[tuple[str, Held]]"
    found: int

    @property
    def previous(self) -> str:
        """The address of the page before."""
        return self.wanted.query(page=str(self.page.previous_page_number()))

    @property
    def next(self) -> str:
        """The address of the page after."""
        return self.wanted.query(page=str(self.page.next_page_number()))

    @property
    def brands(self) -> frozenset[str]:
        """The issuers of this instance whose colours the page needs."""
        cards = (card for group in self.groups for card in group.cards)
        return frozenset(card.held.brand for card in cards if card.held.brand)


def arrange(
    held: Sequence[Held],
    wanted: Wanted,
    *,
    space: str,
    put_away: Sequence[Held] | None = None,
    endorsed: Mapping[str, int] | None = None,
    today: dt.date,
) -> Shelf:
    """Lay out what somebody holds; `put_away` instead of it, where that was asked for.

    `endorsed` is award → how many endorsements of it wait for its holder.

    A space of which nothing is held any more hides nothing: it counts as all of them.
    """
    spaces = tuple(sorted({each.space for each in held}, key=str.casefold))
    space = backpack.in_space(held, space)
    here = [each for each in held if space in ("", each.space)]
    listed = here if put_away is None else put_away
    found = [
        each
        for each in listed
        if _keeps(wanted, each) and _matches(each, wanted.search)
    ]
    page = Paginator(_grouped(found, wanted.group), ON_A_PAGE).get_page(wanted.page)
    return Shelf(
        total=len(held),
        spaces=spaces,
        space=space,
        wanted=wanted,
        filters=tuple(_filters(here, wanted)),
        groupings=tuple(_groupings(wanted)),
        todos=(*_endorsed(here, endorsed or {}), *_needy(here, today)),
        groups=tuple(_groups(page, today)),
        page=page,
        found=len(found),
    )


def card_of(held: Held, today: dt.date, *, key: str) -> Card:
    """The badge with its status in words."""
    status, word = LOOKS[held.standing]
    if held.standing is Standing.EXPIRING and held.expires_on:
        word = f"{_days((held.expires_on - today).days)} left"
    issued = f"{held.issued_on:%b} {held.issued_on.year}" if held.issued_on else ""
    return Card(held, key, status, word, issued)


def _needy(here: Sequence[Held], today: dt.date) -> Iterable[Todo]:
    return (todo for each in here if (todo := todo_of(each, today)))


def _endorsed(here: Sequence[Held], waiting: Mapping[str, int]) -> Iterable[Todo]:
    for each in here:
        if not each.is_imported and each.ref in waiting:
            yield Todo(
                each,
                f"“{each.name}” was endorsed",
                "Read what somebody says of you, and decide whether it is shown.",
                "Decide",
                reverse("endorsements:mine", args=[each.ref]),
            )


def todo_of(held: Held, today: dt.date) -> Todo | None:
    """What has to be done about a badge, if anything has."""
    if held.standing is Standing.EXPIRING and held.expires_on:
        days = _days((held.expires_on - today).days)
        return Todo(
            held,
            f"“{held.name}” ends in {days}",
            "Its page says what it takes to earn it again.",
            "Look",
            held.page,
        )
    if held.standing is Standing.SUSPENDED:
        return Todo(
            held,
            f"“{held.name}” is suspended",
            f"{held.issuer_name} does not stand by it for now. Ask why.",
            "Look",
            held.page,
        )
    if held.is_imported and held.holding is Holding.ANOTHER:
        return Todo(
            held,
            f"“{held.name}” is made out to another address",
            "Add that address if it is yours. Until then nobody else is shown this badge.",
            "Add it",
            ADDRESSES,
        )
    if held.standing is Standing.UNKNOWN:
        return Todo(
            held,
            f"“{held.name}” could not be checked",
            "That says nothing against it. Its issuer may answer again by now.",
            "Check again",
            held.page,
        )
    if held.standing is Standing.FALSE:
        return Todo(
            held,
            f"“{held.name}” does not hold any more",
            "A later check found that it is not what its issuer says.",
            "Look",
            held.page,
        )
    return None


ADDRESSES = "/accounts/email/"
AWAY = "away"
_NEEDY = (Standing.EXPIRING, Standing.SUSPENDED, Standing.UNKNOWN, Standing.FALSE)

_OVER = (
    Standing.EXPIRED, Standing.REVOKED, Standing.SUSPENDED, Standing.REPLACED,
    Standing.RENEWED, Standing.EARLY, Standing.FALSE,
)  # fmt: skip

FILTERS: dict[str, tuple[str, Callable[[Held], bool]]] = {
    "valid": ("Valid", lambda each: each.standing.counts),
    "expiring": ("Expiring", lambda each: each.standing is Standing.EXPIRING),
    "ended": ("Not valid", lambda each: each.standing in _OVER),
    "action": (
        "Needs action",
        lambda each: each.standing in _NEEDY or each.holding is Holding.ANOTHER,
    ),
    "imported": ("Imported", lambda each: each.is_imported),
}
GROUPS: dict[str, str] = {"space": "Space", "skill": "Skill", "year": "Year"}


def _keeps(wanted: Wanted, held: Held) -> bool:
    known = FILTERS.get(wanted.show)
    return known is None or known[1](held)


def _matches(held: Held, search: str) -> bool:
    """Whether every word of the search stands somewhere on the card."""
    text = " ".join((held.name, held.issuer_name, held.space, *held.skills)).casefold()
    return all(word in text for word in search.casefold().split())


def _filters(here: Sequence[Held], wanted: Wanted) -> Iterable[Chip]:
    yield Chip("All", wanted.query(show=""), not wanted.show, len(here))
    for name, (word, keeps) in FILTERS.items():
        count = sum(map(keeps, here))
        if count or wanted.show == name:
            yield Chip(word, wanted.query(show=name), wanted.show == name, count)


def _groupings(wanted: Wanted) -> Iterable[Chip]:
    yield Chip("Newest", wanted.query(group=""), not wanted.group)
    for name, word in GROUPS.items():
        yield Chip(word, wanted.query(group=name), wanted.group == name)


def _grouped(found: Sequence[Held], group: str) -> list[tuple[str, Held]]:
    """Every card with its heading; one of several skills stands under each of them."""
    if group == "space":
        pairs = [(each.space, each) for each in found]
    elif group == "skill":
        pairs = [
            (skill, each) for each in found for skill in each.skills or (NO_SKILL,)
        ]
    elif group == "year":
        pairs = [
            (str(each.issued_on.year) if each.issued_on else NO_DATE, each)
            for each in found
        ]
        # The newest year first; what has no date at the end.
        return sorted(
            pairs, key=lambda pair: (pair[0] != NO_DATE, pair[0]), reverse=True
        )
    else:
        return [("", each) for each in found]
    return sorted(pairs, key=lambda pair: (pair[0] == NO_SKILL, pair[0].casefold()))


def _groups(page: "Page[tuple[str, Held]]", today: dt.date) -> Iterable[Group]:
    cards: dict[str, list[Card]] = {}
    for number, (name, each) in enumerate(page):
        cards.setdefault(name, []).append(card_of(each, today, key=str(number)))
    return (Group(name, tuple(of_it)) for name, of_it in cards.items())


def _days(days: int) -> str:
    if days <= 0:
        return "less than a day"
    return "1 day" if days == 1 else f"{days} days"
