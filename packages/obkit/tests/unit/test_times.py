"""Points in time: xsd:dateTimeStamp, and nothing that names no point."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from obkit.encoding import times
from obkit.errors import MalformedText


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21T14:02:05Z", datetime(2026, 11, 21, 14, 2, 5, tzinfo=UTC)),
        (
            "2026-11-21T14:02:05.5Z",
            datetime(2026, 11, 21, 14, 2, 5, 500_000, tzinfo=UTC),
        ),
        (
            "2026-11-21T14:02:05.123456789Z",
            datetime(2026, 11, 21, 14, 2, 5, 123_456, tzinfo=UTC),
        ),
        ("2026-11-21T14:02:05+13:45", datetime(2026, 11, 21, 0, 17, 5, tzinfo=UTC)),
        ("2026-11-21T14:02:05-00:00", datetime(2026, 11, 21, 14, 2, 5, tzinfo=UTC)),
        ("2026-12-31T24:00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
        ("2026-12-31T24:00:00.000-14:00", datetime(2027, 1, 1, 14, tzinfo=UTC)),
        ("0001-01-01T00:00:00Z", datetime(1, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_date_time_with_a_zone_is_a_point(text, moment):
    assert times.parse(text) == moment


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2026-11-21T14:02:05", "time.syntax"),  # whose 14:02?
        ("2026-11-21", "time.syntax"),
        ("2026-11-21 14:02:05Z", "time.syntax"),
        ("2026-11-21t14:02:05z", "time.syntax"),
        ("2026-11-21T14:02Z", "time.syntax"),
        ("2026-11-21T14:02:05.Z", "time.syntax"),
        ("2026-11-21T14:02:05+1300", "time.syntax"),
        ("2026-11-21T14:02:05Z\n", "time.syntax"),
        ("٢٠٢٦-11-21T14:02:05Z", "time.syntax"),
        ("-0001-01-01T00:00:00Z", "time.syntax"),
        ("12026-11-21T14:02:05Z", "time.syntax"),
        ("2026-11-21T14:02:05." + "0" * 33 + "Z", "time.syntax"),
        ("", "time.syntax"),
        ("2026-02-29T00:00:00Z", "time.range"),
        ("2026-13-01T00:00:00Z", "time.range"),
        ("2026-11-21T25:00:00Z", "time.range"),
        ("2026-11-21T24:00:01Z", "time.range"),
        ("2026-11-21T24:00:00.1Z", "time.range"),
        ("2026-11-21T23:59:60Z", "time.range"),
        ("2026-11-21T00:00:00+14:01", "time.range"),
        ("2026-11-21T00:00:00+01:60", "time.range"),
        ("0000-01-01T00:00:00Z", "time.range"),
        ("9999-12-31T24:00:00Z", "time.range"),
    ],
)
def test_anything_else_is_refused(text, reason):
    with pytest.raises(MalformedText) as caught:
        times.parse(text)
    assert caught.value.reason == reason


def test_times_are_written_in_utc_to_the_second():
    auckland = timezone(timedelta(hours=13))
    assert (
        times.format(datetime(2026, 11, 22, 3, 2, 5, 999_999, tzinfo=auckland))
        == "2026-11-21T14:02:05Z"
    )
    assert times.format(datetime(33, 4, 5, tzinfo=UTC)) == "0033-04-05T00:00:00Z"


def test_a_time_without_a_zone_cannot_be_written():
    with pytest.raises(ValueError, match="zone"):
        times.format(datetime(2026, 11, 21, tzinfo=UTC).replace(tzinfo=None))
