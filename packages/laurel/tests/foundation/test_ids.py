import re
import time

from laurel.foundation import ids


def test_row_ids_sort_in_the_order_they_were_made_in():
    made = [ids.uuid7() for _ in range(2_000)]  # many within every millisecond
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {each.version for each in made} == {7}
    assert {each.variant for each in made} == {"specified in RFC 4122"}


def test_a_row_id_begins_with_the_millisecond_it_was_made_in():
    before = time.time_ns() // 1_000_000
    made = ids.uuid7()
    after = time.time_ns() // 1_000_000
    assert before <= made.int >> 80 <= after


def test_a_clock_that_goes_back_disturbs_no_order(monkeypatch):
    first = ids.uuid7()
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    second, third = ids.uuid7(), ids.uuid7()
    assert first < second < third


def test_public_ids_are_22_unmistakable_characters():
    made = {ids.public_id() for _ in range(500)}
    assert len(made) == 500
    assert all(re.fullmatch(ids.PUBLIC_ID_PATTERN, each) for each in made)
    assert not set("".join(made)) & set("0OIl")


def test_a_public_id_can_hold_128_bits():
    assert 58**ids.PUBLIC_ID_LENGTH > 2**128 > 58 ** (ids.PUBLIC_ID_LENGTH - 1)
