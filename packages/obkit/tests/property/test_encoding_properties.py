"""Every encoder and its decoder undo each other, and no text has two readings."""

import base64
from datetime import UTC, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st
from obkit.encoding import multibase, times
from obkit.errors import MalformedText

ZONES = st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)


@given(st.binary(max_size=200))
def test_multibase_round_trips(data):
    assert multibase.decode(multibase.encode(data)) == data
    assert multibase.decode_base64url(multibase.encode_base64url(data)) == data
    assert multibase.from_base64url(multibase.base64url(data)) == data


@given(st.text("zu123ABCabc_-", max_size=24))
def test_a_text_that_decodes_is_the_only_one_of_its_bytes(text):
    for encode, decode in (
        (multibase.encode, multibase.decode),
        (multibase.encode_base64url, multibase.decode_base64url),
        (multibase.base64url, multibase.from_base64url),
    ):
        try:
            data = decode(text)
        except MalformedText:
            continue
        assert encode(data) == text


@given(st.datetimes(timezones=ZONES))
def test_times_round_trip_to_the_second(moment):
    try:
        in_utc = moment.astimezone(UTC)
    except OverflowError:  # a zone that leads out of the years 1 to 9999
        return
    assert times.parse(times.format(moment)) == in_utc.replace(microsecond=0)


@given(st.datetimes(timezones=ZONES))
def test_times_as_python_writes_them_are_read(moment):
    assert times.parse(moment.isoformat()) == moment
    assert times.parse(moment.isoformat()).utcoffset() == moment.utcoffset()


PARTS = st.lists(st.integers(0, 99), min_size=6, max_size=6)


@given(PARTS, st.sampled_from(["Z", "+00:00"]))
def test_the_usual_spelling_is_read_as_every_other(parts, zone):
    """`Z` takes a shortcut, an offset of nothing does not."""
    year, month, day, hour, minute, second = parts
    text = f"20{year:02}-{month % 14:02}-{day % 34:02}T{hour % 26:02}:{minute % 62:02}"

    def read(zone):
        try:
            return times.parse(f"{text}:{second % 62:02}{zone}")
        except MalformedText as error:
            return error.reason

    assert read("Z") == read(zone)


@given(st.text("AQgwEIMUYckos048BZ-_+/=\né", max_size=9))
def test_base64url_is_read_as_the_standard_library_writes_it(text):
    try:
        data = multibase.from_base64url(text)
    except MalformedText:
        data = None
    try:
        expected = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        expected = None
    is_written = (
        expected is not None
        and base64.urlsafe_b64encode(expected).rstrip(b"=").decode() == text
    )
    assert (data == expected) if is_written else data is None
