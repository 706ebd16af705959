"""Strict JSON against itself and against the standard parser."""

import json
import math

from hypothesis import example, given
from hypothesis import strategies as st
from obkit.encoding import strict_json
from obkit.errors import MalformedJson

SAFE = 2**53 - 1
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-SAFE, SAFE)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5)
    ),
    max_leaves=30,
)


def same(one, other) -> bool:
    """Equal, with types and the order of members, and -0.0 unlike 0.0."""
    return repr(one) == repr(other)


@given(VALUES)
def test_reading_what_was_written_gives_the_same_value(value):
    assert same(strict_json.loads(strict_json.dumps(value)), value)


@given(VALUES, st.booleans(), st.sampled_from([None, 1, "\t"]))
def test_any_spelling_of_a_sound_value_reads_like_the_standard_parser(
    value, ascii_only, indent
):
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    assert same(strict_json.loads(text), json.loads(text))


JSON_LIKE = st.text(
    st.sampled_from(list('{}[]",:\\u0123dDeE+-. \ntrufalsn\ufeff\u00e9NI')), max_size=40
)


@given(JSON_LIKE | st.binary(max_size=40))
@example('{"a":0,"a":0}')
@example("[NaN]")
@example("[1E400]")
@example('"\\ud800"')
@example("[123456789012345678901234567890]")
def test_it_accepts_no_more_than_the_standard_parser_and_reads_the_same(data):
    """And it raises nothing but its own error."""
    refused = refusal(data)
    if refused is None:
        value = strict_json.loads(data)
        assert same(value, json.loads(data))
        assert is_plain(value)
        return
    assert refused.reason.startswith("json.")
    assert str(refused.facts["path"]).startswith("$")
    if refused.reason == "json.syntax" and isinstance(data, str):
        assert refused_by_the_standard_parser(data)


def refusal(data) -> MalformedJson | None:
    try:
        strict_json.loads(data)
    except MalformedJson as error:
        return error
    return None


def refused_by_the_standard_parser(data) -> bool:
    try:
        json.loads(data)
    except ValueError:
        return True
    return False


def is_plain(value) -> bool:
    match value:
        case dict():
            return all(is_plain(key) and is_plain(item) for key, item in value.items())
        case list():
            return all(is_plain(item) for item in value)
        case str():
            return not any("\ud800" <= character <= "\udfff" for character in value)
        case float():
            return math.isfinite(value)
        case int():
            return abs(value) <= SAFE
        case None:
            return True


@given(VALUES, st.data())
def test_a_doubled_member_anywhere_is_found(value, data):
    """Members are doubled in the text, which is where a forger would do it."""
    at = data.draw(st.integers(0, 8))
    inner = '{"k":1,"k":' + json.dumps(value) + "}"
    text = '{"deep":[' * at + inner + "]}" * at
    refused = refusal(text)
    assert refused is not None
    assert refused.reason == "json.duplicate_key"
    assert refused.facts["path"] == "$" + ".deep[0]" * at + ".k"


# Keys that come again, escaped and not, with blanks where JSON allows them.
KEYS = st.sampled_from(['"a"', '"b"', '"a\\""', '"\\\\"', '"\\\\\\""', '"\\n"', '":"'])
BLANK = st.sampled_from(["", " ", "\n", "\t "])
LEAVES = KEYS | st.sampled_from(["1", "NaN", "1e999", "null", "[]", "{}"])


def objects(inner):
    member = st.tuples(BLANK, KEYS, BLANK, inner).map(
        lambda parts: "{}{}{}:{}".format(*parts)
    )
    members = st.lists(member, max_size=3).map(lambda found: f"{{{','.join(found)}}}")
    return members | st.lists(inner, max_size=3).map(
        lambda found: f"[{','.join(found)}]"
    )


WRITTEN = st.recursive(LEAVES, objects, max_leaves=15)


@given(WRITTEN)
@example('{"a\\"":1,"a\\"":2}')
@example('{"a":{"b":"\\""},"a":"\\"\\""}')
@example('{"\\\\":"\\"","\\\\":1}')
def test_the_fast_way_and_the_thorough_one_say_the_same(text):
    """The thorough one is taken wherever an escape could hide half of a character."""
    escaped = f'["\\u0041",{text}]'
    fast, thorough = refusal(f'["A",{text}]'), refusal(escaped)
    if fast is None:
        assert thorough is None
        assert same(strict_json.loads(f'["A",{text}]'), strict_json.loads(escaped))
        return
    assert thorough is not None
    assert (fast.reason, fast.facts) == (thorough.reason, thorough.facts)


@given(WRITTEN)
def test_a_doubled_key_is_seen_wherever_it_is(text):
    doubled = []

    def pairs(found):
        keys = [key for key, _ in found]
        doubled.extend(keys if len(set(keys)) < len(keys) else ())
        return dict(found)

    json.loads(text, object_pairs_hook=pairs)
    if doubled:
        assert refusal(text) is not None
