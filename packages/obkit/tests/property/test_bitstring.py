"""The lists of bits, for any set of indexes and any size that the standard allows (BAR-12)."""

import base64
import gzip

from hypothesis import example, given, settings
from hypothesis import strategies as st
from obkit.status import MIN_ENTRIES, Bitstring

# From the least size that hides anybody to twice as much, and not only whole bytes.
SIZES = st.integers(MIN_ENTRIES, 2 * MIN_ENTRIES)


def inflated(text: str) -> bytes:
    """The bits of an `encodedList`, read by the standard library alone."""
    return gzip.decompress(
        base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
    )


@st.composite
def lists(draw):
    """A size and any set of its indexes: few, or runs of very many, up to all of them."""
    size = draw(SIZES)
    indexes = draw(st.sets(st.integers(0, size - 1), max_size=64))
    first = draw(st.integers(0, size - 1))
    run = draw(st.sampled_from([0, 0, 1, 7, 8, 1_000, size]))
    return size, indexes | set(range(first, min(size, first + run)))


@settings(max_examples=40)
@given(lists())
@example((MIN_ENTRIES, set()))
@example((MIN_ENTRIES, {0, 7, 8, MIN_ENTRIES - 1}))
@example((MIN_ENTRIES + 1, {MIN_ENTRIES}))
@example((MIN_ENTRIES, set(range(MIN_ENTRIES))))
def test_a_list_is_read_back_with_just_the_bits_that_were_set(given_list):
    size, indexes = given_list
    bits = Bitstring(size)
    for index in indexes:
        bits.set(index)
    text = bits.encode()
    read = Bitstring.decode(text)
    assert text.startswith("u")
    assert len(read) == len(bits) >= max(size, MIN_ENTRIES)
    # Read by another road: the first entry is the first bit, the most significant of its byte.
    written = f"{int.from_bytes(inflated(text)):0{len(bits)}b}"
    assert {index for index, bit in enumerate(written) if bit == "1"} == indexes
    assert all(read.get(index) for index in indexes)
    neighbours = {
        near for index in indexes for near in (index - 1, index + 1)
    } - indexes
    assert not any(read.get(near) for near in neighbours if 0 <= near < size)
    assert read.encode() == text


@settings(max_examples=40)
@given(lists(), st.data())
def test_a_bit_that_is_cleared_leaves_the_others(given_list, data):
    size, indexes = given_list
    bits = Bitstring(size)
    for index in indexes:
        bits.set(index)
    cleared = data.draw(st.integers(0, size - 1))
    bits.set(cleared, to=False)
    read = Bitstring.decode(bits.encode())
    assert not read.get(cleared)
    assert int.from_bytes(inflated(bits.encode())).bit_count() == len(
        indexes - {cleared}
    )


@settings(max_examples=40)
@given(st.integers(1, 8), st.data())
def test_an_entry_of_several_bits_is_the_number_that_was_written(width, data):
    """BS-5: entry `index` takes `width` bits, the most significant first."""
    bits = Bitstring(MIN_ENTRIES * width)
    index = data.draw(st.integers(0, MIN_ENTRIES - 1))
    value = data.draw(st.integers(0, 2**width - 1))
    for place in range(width):
        bits.set(index * width + place, to=bool(value >> (width - 1 - place) & 1))
    read = Bitstring.decode(bits.encode())
    assert read.value(index, size=width) == value
    assert all(
        read.value(near, size=width) == 0
        for near in (index - 1, index + 1)
        if 0 <= near < MIN_ENTRIES
    )


@settings(max_examples=40)
@given(lists())
def test_the_older_spelling_is_the_same_list(given_list):
    """StatusList2021 writes base64url, or base64, with padding or without."""
    size, indexes = given_list
    bits = Bitstring(size)
    for index in indexes:
        bits.set(index)
    plain = base64.b64encode(gzip.compress(inflated(bits.encode()), mtime=0)).decode()
    for text in (bits.encode()[1:], plain, plain.rstrip("=")):
        assert Bitstring.decode_2021(text).encode() == bits.encode()
