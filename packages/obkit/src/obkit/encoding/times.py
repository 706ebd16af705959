"""Points in time as credentials write them: xsd:dateTimeStamp, always with a zone."""

import re
from datetime import UTC, datetime, timedelta, timezone

from obkit.errors import MalformedText

_STAMP = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})"
    r"T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})"
    r"(?:\.(?P<fraction>[0-9]{1,32}))?"
    r"(?:(?P<utc>Z)|(?P<sign>[+-])(?P<zone_hour>[0-9]{2}):(?P<zone_minute>[0-9]{2}))"
)
LONGEST = 58  # characters of a stamp with all digits of a second and a zone
_PLAIN = re.compile(
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z"
)  # as nearly all badges write it
_MAX_ZONE = timedelta(hours=14)  # XML Schema 1.1, 3.3.7


def parse(text: str) -> datetime:
    """The point in time, aware of its zone. Digits beyond a microsecond are cut off.

    Raises:
        MalformedText: not an xsd:dateTimeStamp (`time.syntax`), or no such day or hour
            (`time.range`); a time without a zone is a syntax error, because it names no point.
    """
    if _PLAIN.fullmatch(text):
        try:
            # The standard library reads this spelling the same, and faster.
            return datetime.fromisoformat(text)
        except ValueError:
            pass  # 24:00:00, or no such time
    match = _STAMP.fullmatch(text)
    if not match:
        raise MalformedText(
            "not a date-time with a zone, as 2026-11-21T14:02:05Z", reason="time.syntax"
        )
    try:
        return _moment(match)
    except (ValueError, OverflowError) as error:
        raise MalformedText(f"no such time: {error}", reason="time.range") from error


def format(moment: datetime) -> str:  # noqa: A001 - read as `times.format`, beside `times.parse`
    """The moment in UTC to the second: `2026-11-21T14:02:05Z`."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone names no point in time")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").zfill(20)


def _moment(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute, second = (
        int(match[name])
        for name in ("year", "month", "day", "hour", "minute", "second")
    )
    microsecond = int((match["fraction"] or "0")[:6].ljust(6, "0"))
    # 24:00:00 is the end of the day (XML Schema 1.1, 3.3.7.2), and nothing after it.
    end_of_day = hour == 24 and minute == second == 0  # noqa: PLR2004 - the hour that is meant
    if end_of_day and not int(match["fraction"] or "0"):
        midnight = datetime(year, month, day, tzinfo=_zone(match))
        return midnight + timedelta(days=1)
    return datetime(
        year, month, day, hour, minute, second, microsecond, tzinfo=_zone(match)
    )


def _zone(match: re.Match[str]) -> timezone:
    if match["utc"]:
        return UTC
    offset = timedelta(hours=int(match["zone_hour"]), minutes=int(match["zone_minute"]))
    if offset > _MAX_ZONE or int(match["zone_minute"]) > 59:  # noqa: PLR2004 - minutes
        raise ValueError("the zone is more than 14 hours away")
    return timezone(-offset if match["sign"] == "-" else offset)
