"""The bits of a status list (BS-1, BS-4, BS-10, BS-11; security.md #20)."""

import base64
import gzip
import zlib

import pytest
from obkit.errors import HttpStatus
from obkit.status import MIN_ENTRIES, Bitstring, hosted, parse_index
from obkit.status.bitstring import MAX_BYTES, MalformedStatusList

# The example list of the standard: 131,072 zero bits.
EXAMPLE = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def packed(content: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(content).decode().rstrip("=")


def test_the_standards_own_example_is_an_empty_list():
    found = Bitstring.decode(EXAMPLE)
    assert len(found) == 131_072
    assert not any(found.get(index) for index in range(0, 131_072, 37))


@pytest.mark.parametrize(
    ("index", "byte", "value"),
    [(0, 0, 0x80), (7, 0, 1), (8, 1, 0x80), (131_071, 16_383, 1)],
)
def test_the_first_entry_is_the_most_significant_bit_of_the_first_byte(
    index, byte, value
):
    bits = Bitstring()
    bits.set(index)
    content = gzip.decompress(base64.urlsafe_b64decode(bits.encode()[1:] + "=="))
    assert content == bytes(byte) + bytes([value]) + bytes(16_384 - byte - 1)
    assert Bitstring.decode(bits.encode()).get(index)
    bits.set(index, to=False)
    assert not bits.get(index)


def test_equal_lists_are_written_equally():
    assert Bitstring().encode() == Bitstring().encode()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "status.list_malformed"),
        ("z" + EXAMPLE[1:], "status.list_malformed"),
        (EXAMPLE[:-20], "status.list_malformed"),
        (packed(b"not gzip"), "status.list_malformed"),
        (packed(zlib.compress(bytes(16_384))), "status.list_malformed"),
        (packed(gzip.compress(bytes(16_384), mtime=0) + b"x"), "status.list_malformed"),
        (packed(gzip.compress(bytes(8_192), mtime=0) * 2), "status.list_malformed"),
        (packed(gzip.compress(bytes(16_383), mtime=0)), "status.list_too_short"),
        (packed(gzip.compress(bytes(MAX_BYTES + 1), mtime=0)), "status.list_too_large"),
    ],
)
def test_a_list_that_cannot_be_read_is_refused_by_its_defect(text, reason):
    with pytest.raises(MalformedStatusList) as caught:
        Bitstring.decode(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize("index", [-1, MIN_ENTRIES])
def test_an_index_outside_the_list_is_refused(index):
    with pytest.raises(MalformedStatusList) as caught:
        Bitstring().get(index)
    assert caught.value.reason == "status.index_out_of_range"


@pytest.mark.parametrize("size", [0, MIN_ENTRIES - 1, MAX_BYTES * 8 + 1])
def test_a_list_too_small_to_hide_in_or_too_large_to_read_is_not_made(size):
    with pytest.raises(ValueError, match="entries"):
        Bitstring(size)


@pytest.mark.parametrize(
    ("value", "index"), [("0", 0), ("131071", 131_071), (94_567, 94_567)]
)
def test_an_index_is_a_decimal_string(value, index):
    assert parse_index(value) == index


@pytest.mark.parametrize(
    "value",
    [
        "",
        "-1",
        "+1",
        "01",
        "1.0",
        " 1",
        "1\n",
        "0x1",
        "1e3",
        "\uff11",
        "99999999999",
        True,
        None,
        1.0,
        [1],
        -1,
    ],
)
def test_other_ways_to_write_an_index_are_refused(value):
    with pytest.raises(MalformedStatusList) as caught:
        parse_index(value)
    assert caught.value.reason == "status.index_malformed"


def test_a_hosted_assertion_says_that_it_is_revoked():
    """OB20-H3, T-ST-3."""
    gone = HttpStatus("gone", url="https://b.example/1", status=410, body=b"")
    assert hosted.in_answer(gone) == hosted.Revocation()
    gone.facts["body"] = b'{"revoked": true, "revocationReason": "Issued twice"}'
    assert hosted.in_answer(gone) == hosted.Revocation("Issued twice")
    missing = HttpStatus(
        "missing", url="https://b.example/1", status=404, body=b'{"revoked": true}'
    )
    assert hosted.in_answer(missing) is None
    assert hosted.in_document(
        {"revoked": True, "revocationReason": "x"}
    ) == hosted.Revocation("x")
    assert hosted.in_document({"revoked": "true"}) is None
    assert hosted.in_document({}) is None
