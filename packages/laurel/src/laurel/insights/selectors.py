"""Counting what was awarded, and what is about to end."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.db.models import Count as CountOf
from django.db.models import Min, Q, QuerySet

from laurel.accounts import selectors as accounts
from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.deliveries import selectors as deliveries
from laurel.foundation import clock
from laurel.insights import days, periods
from laurel.insights.types import (
    Count,
    Figures,
    Line,
    Period,
    RateLine,
    Rates,
    Share,
    Span,
)
from laurel.issuers import selectors as issuers
from laurel.programs import selectors as programs
from laurel.sharing import selectors as sharing

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization
    from laurel.programs.models import Program

SOON = 60  # days: long enough to renew, short enough to be believed
MOST_TOP = 5  # badges beside the chart; the file has all of them
_REVOKED = CountOf("pk", filter=Q(state=AwardState.REVOKED.value))


def figures(
    organization: "Organization",
    *,
    period: Period = Period.MONTHS,
    issuer: "Issuer | None" = None,
    program: "Program | None" = None,
) -> Figures:
    """What was awarded in a period; of one issuer or in one programme, if that is asked."""
    rows, span, zones = _chosen(organization, period, issuer, program)
    counted = {
        number: (granted, revoked)
        for number, granted, revoked in rows.annotate(
            slot=days.slot_number(span, zones)
        )
        .values_list("slot")
        .annotate(granted=CountOf("pk"), revoked=_REVOKED)
    }
    different = rows.aggregate(
        people=CountOf("recipient_key", distinct=True),
        badges=CountOf("achievement", distinct=True),
    )
    return Figures(
        span=span,
        counts=tuple(
            Count(slot, *counted.get(number, (0, 0)))
            for number, slot in enumerate(span.slots)
        ),
        top=_top(organization, rows),
        **different,
    )


def lines(
    organization: "Organization",
    *,
    period: Period = Period.MONTHS,
    issuer: "Issuer | None" = None,
    program: "Program | None" = None,
) -> list[Line]:
    """The same for every achievement of its own, in the order of time; without the empty ones."""
    rows, span, zones = _chosen(organization, period, issuer, program)
    counted = list(
        rows.annotate(slot=days.slot_number(span, zones))
        .values_list("slot", "achievement_id")
        .annotate(granted=CountOf("pk"), revoked=_REVOKED)
        .order_by("slot", "achievement_id")
    )
    known = _achievements(organization, [key for _slot, key, *_counts in counted])
    return [
        Line(span.slots[number], known[key], granted, revoked)
        for number, key, granted, revoked in counted
    ]


def rates(
    organization: "Organization",
    *,
    period: Period = Period.MONTHS,
    issuer: "Issuer | None" = None,
    program: "Program | None" = None,
) -> Rates:
    """What became of the awards of a period; narrowed as figures are."""
    rows, _span, _zones = _chosen(organization, period, issuer, program)
    counted: dict[str, int] = rows.aggregate(
        awards=CountOf("pk"), **_became(organization)
    )
    return Rates(**counted)


def rate_lines(
    organization: "Organization",
    *,
    period: Period = Period.MONTHS,
    issuer: "Issuer | None" = None,
    program: "Program | None" = None,
) -> list[RateLine]:
    """The same for every achievement of its own, the most awarded first."""
    rows, _span, _zones = _chosen(organization, period, issuer, program)
    counted = list(
        rows.values_list("achievement_id")
        .annotate(awards=CountOf("pk"), **_became(organization))
        .order_by("-awards", "achievement_id")
    )
    known = _achievements(organization, [key for key, *_numbers in counted])
    return [RateLine(known[key], Rates(*numbers)) for key, *numbers in counted]


def _became(organization: "Organization") -> dict[str, CountOf]:
    return {
        "opened": CountOf(
            "pk", filter=Q(public_id__in=deliveries.opened(organization))
        ),
        "downloaded": CountOf(
            "pk", filter=Q(public_id__in=deliveries.downloaded(organization))
        ),
        "kept": CountOf("pk", filter=Q(recipient_key__in=accounts.all_proven())),
        "shared": CountOf("pk", filter=Q(public_id__in=sharing.shared(organization))),
    }


def expiring(organization: "Organization") -> "QuerySet[Award]":
    """The awards that are in force and end soon, the first to end first."""
    today = _today(list(issuers.of_organization(organization)))
    return (
        awards.of_organization(organization)
        .filter(
            state=AwardState.ISSUED.value,
            expires_on__gte=today,
            expires_on__lte=today + dt.timedelta(days=SOON),
        )
        .order_by("expires_on", "pk")
    )


def _chosen(
    organization: "Organization",
    period: Period,
    issuer: "Issuer | None",
    program: "Program | None",
) -> "tuple[QuerySet[Award], Span, list[str]]":
    """The awards that are counted, the time in slots, and the time zones that matter."""
    counted = [issuer] if issuer else list(issuers.of_organization(organization))
    zones = sorted({each.time_zone for each in counted}) or ["UTC"]
    rows = awards.of_organization(organization).order_by()
    if issuer is not None:
        rows = rows.filter(achievement__issuer=issuer)
    if program is not None:
        rows = rows.filter(achievement__in=programs.achievement_ids(program))
    today = _today(counted)
    first = _first(rows, zones, today) if period is Period.ALL else today
    span = periods.span(period, today=today, first=first)
    return rows.filter(days.within(span, zones)), span, zones


def _today(counted: "Sequence[Issuer]") -> dt.date:
    # Where it is latest: an award of today is never left out for being made in the east.
    return max(map(issuers.today, counted), default=clock.today())


def _first(rows: "QuerySet[Award]", zones: Sequence[str], today: dt.date) -> dt.date:
    """The day of the first award; today, if there is none."""
    found: dict[str, Any] = rows.aggregate(
        given=Min("issued_on"),
        granted=Min("granted_at", filter=Q(issued_on__isnull=True)),
    )
    began = [today, found["given"] or today]
    if granted := found["granted"]:
        began += [granted.astimezone(ZoneInfo(zone)).date() for zone in zones]
    return min(began)


def _top(organization: "Organization", rows: "QuerySet[Award]") -> tuple[Share, ...]:
    counted = list(
        rows.values_list("achievement_id")
        .annotate(number=CountOf("pk"))
        .order_by("-number", "achievement_id")[:MOST_TOP]
    )
    known = _achievements(organization, [key for key, _number in counted])
    return tuple(Share(known[key], number) for key, number in counted)


def _achievements(
    organization: "Organization", keys: Sequence[int]
) -> "dict[int, Achievement]":
    if not keys:
        return {}
    found = achievements.of_organization(organization).filter(pk__in=set(keys))
    return {each.pk: each for each in found}
