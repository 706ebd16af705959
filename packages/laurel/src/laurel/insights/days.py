"""On which day an award was made, asked of the database.

It is the day that stands on the badge; where none was given, the day it was granted where its
issuer is. The database is asked to compare moments only: where days begin in a time zone
is worked out here, so both kinds of database say the same, also when clocks change.
"""

import datetime as dt
from collections.abc import Collection
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, Q, Value, When

from laurel.insights.types import Span

_DAY = dt.timedelta(days=1)
Zones = Collection[str]  # of the issuers that are counted; never empty


def within(span: Span, zones: Zones) -> Q:
    """Awards of these days."""
    given = Q(issued_on__gte=span.since, issued_on__lte=span.until)
    granted = [
        _of(zone, zones)
        & Q(granted_at__gte=_midnight(span.since, zone))
        & Q(granted_at__lt=_midnight(span.until + _DAY, zone))
        for zone in zones
    ]
    return given | (Q(issued_on__isnull=True) & reduce(or_, granted))


def slot_number(span: Span, zones: Zones) -> Case:
    """The position of the slot in the span, of an award that is `within` it."""
    return Case(
        *[
            When(_until(slot.until, zones), then=Value(number))
            for number, slot in enumerate(span.slots[:-1])
        ],
        default=Value(len(span.slots) - 1),
        output_field=IntegerField(),
    )


def _until(last: dt.date, zones: Zones) -> Q:
    granted = [
        _of(zone, zones) & Q(granted_at__lt=_midnight(last + _DAY, zone))
        for zone in zones
    ]
    return Q(issued_on__lte=last) | (Q(issued_on__isnull=True) & reduce(or_, granted))


def _of(zone: str, zones: Zones) -> Q:
    # One zone is everybody's: then nothing has to be joined to find it out.
    return Q() if len(zones) == 1 else Q(achievement__issuer__time_zone=zone)


def _midnight(day: dt.date, zone: str) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=ZoneInfo(zone))
