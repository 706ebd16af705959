"""The compliance board: who is in time with what ends, in figures, in a picture, by name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString

from laurel.achievements import selectors as achievements
from laurel.classes import selectors as classes
from laurel.renewals import selectors as renewals
from laurel.renewals.types import Board, BoardLine, Standing
from laurel.sites.console.forms.renewals import HEADS, STANDINGS, BoardForm
from laurel.sites.ui import charts

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.organizations.models import Organization

MOST_CHOICES = 500  # classes to choose from, the last ones
CSV_HEADER = (
    "Name",
    "Address",
    "Badge",
    "Awarded on",
    "Ends on",
    "Days left",
    "Standing",
)
_LOOKS = {
    Standing.LAPSED: "expired",
    Standing.DUE_7: "expiring",
    Standing.DUE_30: "expiring",
    Standing.DUE_60: "expiring",
    Standing.VALID: "valid",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One badge or one team: how many of it stand how, worst first."""

    name: str
    href: str
    numbers: list[tuple[str, str]]  # how they stand, and how many
    total: str


@dataclass(frozen=True, slots=True)
class Line:
    """One person with a badge that ends."""

    id: str
    href: str
    recipient_name: str
    badge_name: str
    ends_on: Any
    look: str
    word: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures with a picture and words, and the form that asks for others."""

    form: BoardForm
    sentence: str
    chart: SafeString
    heads: list[str]
    badges: list[Row]
    teams: list[Row]
    query: str
    is_empty: bool
    is_asked: bool


def form_of(organization: "Organization", given: Mapping[str, str]) -> BoardForm:
    """What is asked for, read from the address."""
    return BoardForm(
        given,
        badges={
            each.public_id: each.current.name
            for each in achievements.of_organization(organization)
        },
        teams={
            each.public_id: f"{each.program.name}: {each.name}"
            for each in classes.of_organization(organization)[:MOST_CHOICES]
        },
    )


def asked(organization: "Organization", form: BoardForm) -> dict[str, Any]:
    """The same as the selectors take it."""
    found: dict[str, Any] = {}
    if badge := form.chosen("badge"):
        every = achievements.of_organization(organization)
        found["achievement"] = every.get(public_id=badge)
    if team := form.chosen("team"):
        found["team"] = classes.of_organization(organization).get(public_id=team)
    if standing := form.chosen("standing"):
        found["standing"] = Standing(standing)
    return found


def shown(
    organization: "Organization", form: BoardForm, chosen: Mapping[str, Any]
) -> Shown:
    """The figures of what is asked for; how people stand is what they are about."""
    narrowed = {
        name: chosen[name] for name in ("achievement", "team") if name in chosen
    }
    board = renewals.board(organization, **narrowed)
    sentence = _sentence(board)
    given = {
        name: form.chosen(name)
        for name in ("badge", "team", "standing")
        if form.chosen(name)
    }
    return Shown(
        form=form,
        sentence=sentence,
        chart=charts.bars(
            [
                charts.Bar(
                    word=HEADS[each], name=words, value=board.counts.get(each, 0)
                )
                for each, words in STANDINGS.items()
            ],
            key="standings",
            title="How people stand with badges that end",
            description=sentence,
        ),
        heads=list(HEADS.values()),
        badges=[_row(organization, "badge", given, line) for line in board.badges],
        teams=[_row(organization, "team", given, line) for line in board.teams],
        query=urlencode(given),
        is_empty=not board.total,
        is_asked=bool(given),
    )


def lines(organization: "Organization", found: "Iterable[Award]") -> list[Line]:
    """The people by name, as a table shows them."""
    day = renewals.today(organization)
    return [
        Line(
            id=award.public_id,
            href=reverse("console:award", args=[organization.slug, award.public_id]),
            recipient_name=award.recipient_name,
            badge_name=award.version.name,
            ends_on=award.expires_on,
            look=_LOOKS[standing],
            word=STANDINGS[standing],
        )
        for award in found
        if award.expires_on is not None
        for standing in (renewals.standing_on(day, award.expires_on),)
    ]


def csv_rows(
    organization: "Organization", chosen: Mapping[str, Any]
) -> Iterator[tuple[str, ...]]:
    """The same for a spreadsheet, all of them."""
    day = renewals.today(organization)
    found = renewals.watched(organization, **chosen).values_list(
        "recipient_name",
        "recipient_email",
        "version__name",
        "issued_on",
        "granted_at",
        "expires_on",
    )
    for name, email, badge, issued_on, granted_at, ends_on in found.iterator():
        if ends_on is None:
            continue
        yield (
            name,
            email,
            badge,
            (issued_on or granted_at.date()).isoformat(),
            ends_on.isoformat(),
            str((ends_on - day).days),
            STANDINGS[renewals.standing_on(day, ends_on)],
        )


def _row(
    organization: "Organization", name: str, given: Mapping[str, str], line: BoardLine
) -> Row:
    query = urlencode({**given, name: line.public_id})
    return Row(
        name=line.name,
        href=f"{reverse('console:renewals', args=[organization.slug])}?{query}",
        numbers=[(HEADS[each], f"{line.counts.get(each, 0):,}") for each in STANDINGS],
        total=f"{line.total:,}",
    )


def _sentence(board: Board) -> str:
    due = sum(board.counts.get(each, 0) for each in (
        Standing.DUE_60, Standing.DUE_30, Standing.DUE_7,
    ))  # fmt: skip
    lapsed, valid = (
        board.counts.get(each, 0) for each in (Standing.LAPSED, Standing.VALID)
    )
    people = "1 person has" if board.people == 1 else f"{board.people:,} people have"
    return (
        f"{people} {board.total:,} badge{'' if board.total == 1 else 's'} that end: "
        f"{valid:,} valid for longer than 60 days, {due:,} due within 60 days, "
        f"{lapsed:,} lapsed."
    )
