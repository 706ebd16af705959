"""Who is in time with what ends: counted by badge and by team, and listed."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import Rank

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.classes import selectors as classes
from laurel.foundation import clock
from laurel.issuers import selectors as issuers
from laurel.renewals.types import Board, BoardLine, Standing

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.classes.models import Class
    from laurel.organizations.models import Organization

MOST_TEAMS = 100  # classes on the board, the last ones; a filter finds the others


def today(organization: "Organization") -> dt.date:
    """The day at the organization; where it is latest, if it issues in several zones."""
    return max(
        map(issuers.today, issuers.of_organization(organization)), default=clock.today()
    )


def standing_on(day: dt.date, ends_on: dt.date) -> Standing:
    """How an award that ends on a day stands on another day."""
    left = (ends_on - day).days
    if left < 0:
        return Standing.LAPSED
    for standing in (Standing.DUE_7, Standing.DUE_30, Standing.DUE_60):
        if left <= standing.days:
            return standing
    return Standing.VALID


def watched(
    organization: "Organization",
    *,
    achievement: "Achievement | None" = None,
    team: "Class | None" = None,
    standing: Standing | None = None,
) -> "QuerySet[Award]":
    """The awards that end or have ended and that nothing took the place of, first ends first.

    Of somebody who was awarded the same anew, only the last one counts.
    """
    everything = awards.in_force_at(organization.pk).filter(
        state=AwardState.ISSUED.value, erased_at=None
    )
    # Ranked rather than asked of each whether there is a later one: that takes the square of a
    # badge's awards where the database finds them by the badge alone.
    last = everything.annotate(
        place=Window(
            Rank(),
            partition_by=[F("achievement_id"), F("recipient_key")],
            order_by=F("expires_on").desc(nulls_first=True),
        )
    ).filter(place=1)
    found = everything.filter(pk__in=last.values("pk"), expires_on__isnull=False)
    if achievement is not None:
        found = found.filter(achievement=achievement)
    if team is not None:
        theirs = classes.enrolments(team).order_by().values("learner__key")
        found = found.filter(recipient_key__in=theirs)
    if standing is not None:
        found = found.filter(_within(standing, today(organization)))
    return found.order_by("expires_on", "pk")


def board(
    organization: "Organization",
    *,
    achievement: "Achievement | None" = None,
    team: "Class | None" = None,
) -> Board:
    """How many stand how: all of them, by badge, and by team (class)."""
    day = today(organization)
    rows = watched(organization, achievement=achievement, team=team).values_list(
        "achievement_id", "recipient_key", "expires_on"
    )
    total: Counter[Standing] = Counter()
    by_badge: dict[int, Counter[Standing]] = defaultdict(Counter)
    by_person: dict[str, Counter[Standing]] = defaultdict(Counter)
    for badge, person, ends_on in rows.order_by():
        if ends_on is None:
            continue
        standing = standing_on(day, ends_on)
        total[standing] += 1
        by_badge[badge][standing] += 1
        by_person[person][standing] += 1
    known = achievements.of_organization(organization).filter(pk__in=by_badge)
    return Board(
        counts=total,
        people=len(by_person),
        badges=tuple(
            BoardLine(each.public_id, each.current.name, by_badge[each.pk])
            for each in known
        ),
        teams=tuple(_teams([team] if team else _last(organization), by_person)),
    )


def _teams(
    found: "Collection[Class]", by_person: Mapping[str, Counter[Standing]]
) -> Iterable[BoardLine]:
    members = classes.keys_by_class(found)
    for team in found:
        counts: Counter[Standing] = Counter()
        for key in members.get(team.pk, ()):
            counts.update(by_person.get(key, {}))
        if counts:
            yield BoardLine(team.public_id, f"{team.program.name}: {team.name}", counts)


def _last(organization: "Organization") -> "Collection[Class]":
    return list(classes.of_organization(organization)[:MOST_TEAMS])


def _within(standing: Standing, day: dt.date) -> Q:
    """The ends that stand so on this day: each due stage without the nearer ones."""
    if standing is Standing.LAPSED:
        return Q(expires_on__lt=day)
    if standing is Standing.VALID:
        return Q(expires_on__gt=day + dt.timedelta(days=Standing.DUE_60.days))
    nearer = {Standing.DUE_60: 31, Standing.DUE_30: 8, Standing.DUE_7: 0}[standing]
    return Q(
        expires_on__gte=day + dt.timedelta(days=nearer),
        expires_on__lte=day + dt.timedelta(days=standing.days),
    )
