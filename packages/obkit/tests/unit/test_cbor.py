"""CBOR as proofs are written in it: examples of RFC 8949, appendix A, and what is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from obkit.encoding import cbor
from obkit.errors import MalformedText


@pytest.mark.parametrize(
    ("data", "value"),
    [
        ("00", 0),
        ("17", 23),
        ("1818", 24),
        ("1903e8", 1000),
        ("1a000f4240", 1000000),
        ("1bffffffffffffffff", 2**64 - 1),
        ("40", b""),
        ("4401020304", b"\1\2\3\4"),
        ("80", []),
        ("8301820203820405", [1, [2, 3], [4, 5]]),
        ("a0", {}),
        ("a201020304", {1: 2, 3: 4}),
    ],
)
def test_values_of_the_rfc(data, value):
    assert cbor.loads(bytes.fromhex(data)) == value


@pytest.mark.parametrize(
    "data",
    [
        "", "18", "1817", "190017", "1a0000ffff", "1b00000000ffffffff", "1c", "1f",  # numbers
        "20", "60", "f4", "f97c00", "c11a514b67b0",  # other kinds
        "5f42010243030405ff", "9f01ff",  # no length
        "4401", "81", "8101ff", "0000",  # cut short, or with something behind
        "a1400a", "a201020103",  # keys
        "818181818181",  # depth
        "9affffffff",  # a length that lies
    ],
)  # fmt: skip
def test_everything_else_is_refused(data):
    with pytest.raises(MalformedText) as caught:
        cbor.loads(bytes.fromhex(data))
    assert caught.value.reason == "cbor.malformed"


@given(st.binary(max_size=200))
def test_any_bytes_are_a_value_or_refused(data):
    with contextlib.suppress(MalformedText):
        cbor.loads(data)
