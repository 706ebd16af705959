"""Any set of bits is read back exactly (BAR-12)."""

import base64
import gzip

from hypothesis import given
from hypothesis import strategies as st
from obkit.status import MIN_ENTRIES, Bitstring


@given(st.sets(st.integers(0, MIN_ENTRIES - 1), max_size=64))
def test_a_list_is_read_back_with_just_the_bits_that_were_set(indexes):
    bits = Bitstring()
    for index in indexes:
        bits.set(index)
    read = Bitstring.decode(bits.encode())
    assert all(read.get(index) for index in indexes)
    # Counted by another road: the number of ones in the inflated bytes.
    content = gzip.decompress(base64.urlsafe_b64decode(bits.encode()[1:] + "=="))
    assert int.from_bytes(content).bit_count() == len(indexes)
