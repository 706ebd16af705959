import re
import time

from laurel.foundation import ids


def test_row_ids_sort_by_the_time_they_were_made():
    made = []
    for _ in range(3):
        made.append(ids.uuid7())
        time.sleep(0.002)  # the order within one millisecond is not promised
    assert made == sorted(made)
    assert {each.version for each in made} == {7}
    assert {each.variant for each in made} == {"specified in RFC 4122"}


def test_public_ids_are_22_unmistakable_characters():
    made = {ids.public_id() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(ids.PUBLIC_ID_PATTERN, each) for each in made)
    assert not set("".join(made)) & set("0OIl")


def test_a_public_id_can_hold_128_bits():
    assert 58**ids.PUBLIC_ID_LENGTH > 2**128 > 58 ** (ids.PUBLIC_ID_LENGTH - 1)
