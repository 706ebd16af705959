"""What may be a minute old: asked for once in that time, and never for longer."""

import datetime as dt

import pytest
from laurel.foundation.memory import Memory

MINUTE = dt.timedelta(minutes=1)
SECOND = dt.timedelta(seconds=1)


class Asked:
    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times


@pytest.fixture
def ask():
    return Asked()


def test_an_answer_is_given_again_for_a_minute_and_not_longer(fixed_clock, ask):
    memory = Memory(span=MINUTE, most=8)
    assert memory.get("a", ask) == 1
    fixed_clock.move(MINUTE - SECOND)
    assert memory.get("a", ask) == 1
    fixed_clock.move(SECOND)
    assert memory.get("a", ask) == 2
    assert memory.get("b", ask) == 3


def test_a_clock_that_is_set_back_makes_nothing_last_longer(fixed_clock, ask):
    memory = Memory(span=MINUTE, most=8)
    memory.get("a", ask)
    fixed_clock.move(-SECOND)
    assert memory.get("a", ask) == 2


def test_the_oldest_makes_room(fixed_clock, ask):
    memory = Memory(span=MINUTE, most=2)
    for key in "abc":
        memory.get(key, ask)
    assert (memory.get("b", ask), memory.get("c", ask)) == (2, 3)
    assert memory.get("a", ask) == 4


def test_a_failure_and_what_does_not_fit_are_not_kept(fixed_clock, ask):
    memory = Memory(span=MINUTE, most=2)
    with pytest.raises(ZeroDivisionError):
        memory.get("a", lambda: 1 // 0)
    assert memory.get("a", ask, fits=lambda n: n > 1) == 1
    assert memory.get("a", ask, fits=lambda n: n > 1) == 2
    assert memory.get("a", ask) == 2


def test_a_new_answer_takes_the_place_of_the_old_one(fixed_clock, ask):
    memory = Memory(span=MINUTE, most=2)
    memory.get("a", ask)
    assert memory.renew("a", ask) == 2
    assert memory.get("a", ask) == 2
