"""The figures of an organisation, as its home page shows them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString

from laurel.insights import selectors as insights
from laurel.insights.types import Figures, Rates, Slot, Step
from laurel.issuers import selectors as issuers
from laurel.programs import selectors as programs
from laurel.sites.console.forms.figures import FiguresForm
from laurel.sites.ui import charts

if TYPE_CHECKING:
    from laurel.organizations.models import Organization

JANUARY = 1
APART = 3  # bars between two years below them, at least


@dataclass(frozen=True, slots=True)
class Top:
    """One of the badges that are awarded most."""

    name: str
    href: str
    awards: int
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """One bar of the chart, as a row of the table."""

    name: str
    awards: str
    revoked: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures with a picture and words, and the form that asks for others."""

    form: FiguresForm
    is_asked: bool  # for these ones, in the address
    figures: Figures
    chart: SafeString
    sentence: str
    awards: str
    people: str
    badges: str
    revoked: str
    rows: list[Row]  # the newest first
    top: list[Top]
    rates: SafeString
    rate_rows: list[tuple[str, str, int]]  # what, how many, in per cent
    query: str  # of an address with the same choice


def form_of(organization: "Organization", given: QueryDict) -> FiguresForm:
    """What is asked for, read from the address."""
    return FiguresForm(
        given,
        issuers=list(issuers.of_organization(organization)),
        programs=list(programs.of_organization(organization)),
    )


def shown(organization: "Organization", form: FiguresForm) -> Shown:
    """The figures for the home page."""
    found, is_asked = insights.figures(organization, **form.chosen), form.is_asked
    if not found.awards and not is_asked:
        form = form.of_all_time()
        found = insights.figures(organization, **form.chosen)
    sentence = _sentence(found)
    rates = insights.rates(organization, **form.chosen)
    became = list(_became(rates))
    return Shown(
        form=form,
        is_asked=is_asked,
        figures=found,
        chart=charts.bars(
            list(_bars(found)),
            key="awards",
            title=f"Awards by {found.span.step.value}",
            description=sentence,
        ),
        sentence=sentence,
        awards=f"{found.awards:,}",
        people=f"{found.people:,}",
        badges=f"{found.badges:,}",
        revoked=f"{found.revoked:,}",
        rows=[
            Row(
                name=name_of(count.slot, found.span.step),
                awards=f"{count.awards:,}",
                revoked=f"{count.revoked:,}",
            )
            for count in reversed(found.counts)
        ],
        top=[
            Top(
                name=share.achievement.current.name,
                href=reverse(
                    "console:badge",
                    args=[organization.slug, share.achievement.public_id],
                ),
                awards=share.awards,
                words=f"{share.awards:,}",
            )
            for share in found.top
        ],
        rates=charts.shares(
            became,
            of=rates.awards,
            key="rates",
            title="What became of them",
            description="; ".join(
                f"{bar.name}: {bar.value:,} of {rates.awards:,}" for bar in became
            ),
        ),
        rate_rows=[
            (bar.name, f"{bar.value:,}", charts.percent(bar.value, rates.awards))
            for bar in became
        ],
        query=urlencode(form.query),
    )


def _became(rates: Rates) -> Iterator[charts.Bar]:
    for name, value in (
        ("Opened from the mail", rates.opened),
        ("Downloaded from there", rates.downloaded),
        ("Kept in an account", rates.kept),
        ("Shared", rates.shared),
    ):
        yield charts.Bar(word=name, name=name, value=value)


def name_of(slot: Slot, step: Step) -> str:
    """The slot in full: *November 2026*, *week of 16 November 2026*, *2026*."""
    match step:
        case Step.WEEK:
            return f"Week of {date_format(slot.since, 'j F Y')}"
        case Step.MONTH:
            return date_format(slot.since, "F Y")
        case Step.YEAR:
            return str(slot.since.year)


def csv_rows(organization: "Organization", form: FiguresForm) -> Iterator[list[str]]:
    """A line for each badge in each slot in which it was awarded."""
    for line in insights.lines(organization, **form.chosen):
        yield [
            line.slot.since.isoformat(),
            line.slot.until.isoformat(),
            line.achievement.current.name,
            line.achievement.issuer.name,
            str(line.awards),
            str(line.revoked),
        ]


def rate_rows(organization: "Organization", form: FiguresForm) -> Iterator[list[str]]:
    """A line for each badge: what became of its awards."""
    for line in insights.rate_lines(organization, **form.chosen):
        yield [
            line.achievement.current.name,
            line.achievement.issuer.name,
            str(line.rates.awards),
            str(line.rates.opened),
            str(line.rates.downloaded),
            str(line.rates.kept),
            str(line.rates.shared),
        ]


RATES_HEADER = ("Badge", "Issuer", "Awards", "Opened", "Downloaded", "Kept", "Shared")
CSV_HEADER = ("From", "To", "Badge", "Issuer", "Awards", "Revoked since")


def _sentence(found: Figures) -> str:
    days = f"From {_day(found.span.since)} to {_day(found.span.until)}: "
    if not found.awards:
        return days + "no awards."
    most = max(found.counts, key=lambda count: count.awards)
    name = name_of(most.slot, found.span.step)
    name = name[0].lower() + name[1:] if found.span.step is Step.WEEK else name
    if len(found.counts) == 1 or most.awards == found.awards:
        return days + _awards(found.awards) + "."
    return days + f"{_awards(found.awards)}, most in {name} ({most.awards:,})."


def _awards(number: int) -> str:
    return "1 award" if number == 1 else f"{number:,} awards"


def _day(day: object) -> str:
    return date_format(day, "j F Y")  # type: ignore[arg-type]  # a date is fine


def _bars(found: Figures) -> Iterator[charts.Bar]:
    step, slots = found.span.step, found.span.slots
    years = _years([slot.since.year for slot in slots])
    for count, year in zip(found.counts, years, strict=True):
        words = {
            Step.WEEK: date_format(count.slot.since, "j M"),
            Step.MONTH: date_format(count.slot.since, "M"),
            Step.YEAR: str(count.slot.since.year),
        }
        yield charts.Bar(
            word=words[step],
            name=name_of(count.slot, step),
            value=count.awards,
            below="" if step is Step.YEAR else year,
        )


def _years(each: list[int]) -> Iterator[str]:
    """Below the bars: each year once, where it begins, unless the next is too near."""
    for number, year in enumerate(each):
        begins = number == 0 or each[number - 1] != year
        goes_on = all(later == year for later in each[number : number + APART])
        yield str(year) if begins and goes_on else ""
