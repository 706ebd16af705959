"""What facts of a class, of a learner and of a result have to be like."""

import datetime as dt
import unicodedata
import zoneinfo
from decimal import Decimal
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from laurel.classes.errors import Refused
from laurel.classes.types import Activity, Values

MAX_NAME = 200
MAX_EMAIL = 254
MAX_NOTE = 500
MAX_ACTIVITIES = 20  # named things that one learner did in one course
MAX_ACTIVITY = 120
MAX_LEARNERS = 5_000  # in one class; a table of more is no page any more
MAX_STAFF = 50
MAX_BADGES = 10
LONGEST = dt.timedelta(days=366 * 6)  # whoever types 2062 for 2026 is told so
EARLIEST = dt.date(1990, 1, 1)
LATEST = dt.date(2200, 1, 1)
MAX_GRADE = Decimal("99999.99")
ALL = Decimal(100)


def line(text: str, field: str, longest: int = MAX_NAME, *, needed: str = "") -> str:
    """One line of text; `needed` is what to say where there is none."""
    text = " ".join(text.split())
    if needed and not text:
        raise Refused(needed, field=field)
    if len(text) > longest or not text.isprintable():
        raise Refused(f"Write one line of at most {longest} characters.", field=field)
    return text


def email(text: str, field: str = "email") -> str:
    """An address that mail can be sent to."""
    text = text.strip()
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(
            f"“{text[:60]}” is no e-mail address; one looks like ada@college.example.",
            field=field,
        ) from None
    if len(text) > MAX_EMAIL:
        raise Refused(
            f"This address has more than {MAX_EMAIL} characters.", field=field
        )
    return text


def normalised(address: str) -> str:
    """One form for all spellings of an address."""
    return unicodedata.normalize("NFC", address.strip()).lower()


def time_zone(text: str, field: str = "time_zone") -> zoneinfo.ZoneInfo:
    """The zone of this IANA name."""
    name = text.strip()
    if name not in time_zones():
        raise Refused(
            f"“{name[:60]}” is no time zone; one is called like Europe/London.",
            field=field,
        )
    return zoneinfo.ZoneInfo(name)


@lru_cache(maxsize=1)
def time_zones() -> frozenset[str]:
    """The names of all time zones that are places, and UTC."""
    return frozenset(
        name
        for name in zoneinfo.available_timezones()
        if "/" in name and not name.startswith(("Etc/", "posix/", "right/", "SystemV/"))
    ) | {"UTC"}


def moments(
    first_day: dt.date, last_day: dt.date, zone: zoneinfo.ZoneInfo
) -> tuple[dt.datetime, dt.datetime]:
    """The moment that the first day begins and the one at which the last day is over, there."""
    if not EARLIEST <= first_day <= LATEST:
        raise Refused("This year cannot be meant.", field="first_day")
    if last_day < first_day:
        raise Refused("The last day is before the first.", field="last_day")
    if last_day - first_day > LONGEST:
        raise Refused("A class lasts six years at most.", field="last_day")
    after = last_day + dt.timedelta(days=1)
    return _midnight(first_day, zone), _midnight(after, zone)


def _midnight(day: dt.date, zone: zoneinfo.ZoneInfo) -> dt.datetime:
    # A midnight that clocks skip is the moment at which they skip it; of two, the first one.
    return dt.datetime.combine(day, dt.time(), zone).astimezone(dt.UTC)


def values(given: Values) -> Values:
    """The values, in the form in which they are kept."""
    if given.grade is not None and not 0 <= given.grade <= MAX_GRADE:
        raise Refused(f"A grade is between 0 and {MAX_GRADE:,}.", field="grade")
    for field in ("attendance", "participation"):
        percent = getattr(given, field)
        if percent is not None and not 0 <= percent <= ALL:
            raise Refused("Write a percentage between 0 and 100.", field=field)
    if given.is_final and given.grade is None:
        raise Refused("A grade that is final needs to be written.", field="grade")
    if len(given.activities) > MAX_ACTIVITIES:
        raise Refused(f"{MAX_ACTIVITIES} activities are the most.", field="activities")
    return Values(
        grade=_hundredths(given.grade),
        is_final=given.is_final,
        passed=given.passed,
        attendance=_hundredths(given.attendance),
        participation=_hundredths(given.participation),
        activities=tuple(
            Activity(
                line(one.name, "activities", MAX_ACTIVITY, needed="Name the activity."),
                one.at,
            )
            for one in given.activities
        ),
        note=line(given.note, "note", MAX_NOTE),
    )


def _hundredths(number: Decimal | None) -> Decimal | None:
    return None if number is None else number.quantize(Decimal("0.01"))
