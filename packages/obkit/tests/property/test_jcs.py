"""Canonical JSON: the same text as an independent implementation, and as RFC 8785 prints."""

import json
import math
import struct

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from obkit.encoding import jcs
from obkit.errors import Refused

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.one_of(
    st.integers(-jcs.MAX_INTEGER, jcs.MAX_INTEGER),
    st.floats(allow_nan=False, allow_infinity=False),
)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), TEXT, NUMBERS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=5), st.dictionaries(TEXT, inner, max_size=5)
    ),
    max_leaves=20,
)


@given(JSON)
def test_it_is_the_text_of_an_independent_implementation(value):
    assert jcs.canonical(value) == rfc8785.dumps(value)


@given(JSON)
def test_it_is_the_same_after_another_reading(value):
    text = jcs.canonical(value)
    # Doubles beyond 2^53 are written without a point; to ECMAScript every number is a double.
    assert jcs.canonical(json.loads(text, parse_int=float)) == text


@given(st.binary(min_size=8, max_size=8))
def test_every_double_is_written_as_an_independent_implementation_does(data):
    (number,) = struct.unpack(">d", data)
    if math.isfinite(number):
        assert jcs.canonical(number) == rfc8785.dumps(number)
        assert float(jcs.canonical(number)) == number


@pytest.mark.parametrize(
    ("bits", "text"),
    [  # RFC 8785, appendix B
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("7fefffffffffffff", "1.7976931348623157e+308"),
        ("4340000000000000", "9007199254740992"),
        ("44b52d02c7e14af5", "9.999999999999997e+22"),
        ("44b52d02c7e14af6", "1e+23"),
        ("444b1ae4d6e2ef4e", "999999999999999700000"),
        ("444b1ae4d6e2ef50", "1e+21"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("41b3de4355555555", "333333333.3333333"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
        ("43143ff3c1cb0959", "1424953923781206.2"),
    ],
)
def test_numbers_of_the_rfc(bits, text):
    assert jcs.canonical(struct.unpack(">d", bytes.fromhex(bits))[0]) == text.encode()


def test_names_stand_in_the_order_of_their_utf16_units():
    """RFC 8785, 3.2.3: U+1F600 comes before U+FB33, unlike in the order of code points."""
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    written = jcs.canonical(dict.fromkeys(names, 0)).decode()
    order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(written)) == order


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (math.nan, "proof.number"),
        (math.inf, "proof.number"),
        (2**53, "proof.number"),
        (-(2**53), "proof.number"),
        ("\ud800", "proof.noncharacter"),
        ({"\udfff": 1}, "proof.noncharacter"),
        ({1: 1}, "proof.not_json"),
        ({"a": b"bytes"}, "proof.not_json"),
    ],
)
def test_what_readers_do_not_read_alike_is_refused(value, reason):
    with pytest.raises(Refused) as caught:
        jcs.canonical(value)
    assert caught.value.reason == reason


def test_depth_has_an_end():
    deep: object = "x"
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(Refused) as caught:
        jcs.canonical(deep)
    assert caught.value.reason == "proof.too_deep"
