"""How far somebody is, from what they hold: order, branches, what is enough, what has ended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laurel.pathways import progress
from laurel.pathways.types import Branch, Earned, Step


def step(name, *, optional=False):
    return Step(name, name, None, optional)


def had(*names, over=()):
    return {
        name: Earned(f"award-{name}", None, name not in over)
        for name in (*names, *over)
    }


def stands(walked):
    """Step → its stand, through all branches."""
    return {one.item.id: one.stand.value for one in progress.steps(walked.items)}


def walk(items, *names, over=(), ordered=True):
    return progress.walk(items, had(*names, over=over), is_ordered=ordered)


THREE = (step("a"), step("b"), step("c"))


def test_one_after_another():
    found = walk(THREE, "a")
    assert stands(found) == {"a": "done", "b": "open", "c": "waiting"}
    assert (found.done, found.of, found.is_complete) == (1, 3, False)


def test_what_came_early_counts_all_the_same():
    assert stands(walk(THREE, "c")) == {"a": "open", "b": "waiting", "c": "done"}


def test_without_an_order_everything_is_open():
    assert set(stands(walk(THREE, ordered=False)).values()) == {"open"}


def test_what_is_optional_holds_nothing_up_and_is_not_counted():
    items = (step("a", optional=True), step("b"))
    found = walk(items, "b")
    assert stands(found) == {"a": "optional", "b": "done"}
    assert (found.done, found.of, found.is_complete) == (1, 1, True)


def test_what_ended_is_to_be_earned_again():
    found = walk(THREE, "a", over=("b",))
    assert stands(found) == {"a": "done", "b": "ended", "c": "waiting"}
    assert found.done == 1


def test_of_a_branch_some_are_enough():
    any_two = Branch("x", "Electives", (step("a"), step("b"), step("c")), needed=2)
    items = (any_two, step("z"))
    assert stands(walk(items, "a"))["z"] == "waiting"
    found = walk(items, "a", "c")
    assert stands(found) == {"a": "done", "b": "optional", "c": "done", "z": "open"}
    assert (found.done, found.of) == (2, 3)


def test_more_than_enough_counts_once():
    any_one = Branch("x", "Electives", (step("a"), step("b")), needed=1)
    found = walk((any_one,), "a", "b")
    assert (found.done, found.of) == (1, 1)


def test_of_a_branch_all_are_needed_but_the_optional_ones():
    every = Branch("x", "Core", (step("a"), step("b", optional=True)))
    found = walk((every, step("z")), "a")
    assert stands(found) == {"a": "done", "b": "optional", "z": "open"}
    assert (found.done, found.of) == (1, 2)


def test_a_route_in_a_branch_has_an_order_and_counts_as_one():
    long = Branch("r", "Long way", (step("a"), step("b")), depth=2)
    either = Branch("x", "Either way", (long, step("c")), needed=1)
    found = walk((either,))
    assert stands(found) == {"a": "open", "b": "waiting", "c": "open"}
    assert (found.done, found.of) == (0, 1)
    assert walk((either,), "a", "b").is_complete
    assert stands(walk((either,), "c")) == {
        "a": "optional",
        "b": "optional",
        "c": "done",
    }


def test_nothing_is_no_way():
    assert not walk(()).is_complete
    empty = Branch("x", "Empty", ())
    assert not walk((empty,)).is_complete
    assert stands(walk((empty, *THREE), "a"))["b"] == "open"  # holds nobody up


NAMES = "abcdefgh"
SOME_STEP = st.builds(step, st.sampled_from(NAMES), optional=st.booleans())


@st.composite
def some_items(draw):
    """A pathway of some steps and branches."""
    out = []
    for number in range(draw(st.integers(1, 4))):
        if draw(st.booleans()):
            out.append(draw(SOME_STEP))
            continue
        inside = tuple(draw(st.lists(SOME_STEP, min_size=1, max_size=3)))
        needed = draw(st.none() | st.integers(1, len(inside)))
        out.append(Branch(f"x{number}", "Some", inside, needed=needed))
    return tuple(out)


@given(some_items(), st.sets(st.sampled_from(NAMES)), st.sampled_from(NAMES))
def test_whoever_earns_more_is_never_less_far(items, names, another):
    before = walk(items, *sorted(names))
    after = walk(items, *sorted(names | {another}))
    assert after.done >= before.done
    assert after.of == before.of
    assert after.is_complete >= before.is_complete


@given(some_items(), st.sets(st.sampled_from(NAMES)))
def test_an_order_changes_no_count(items, names):
    ordered = walk(items, *sorted(names))
    free = walk(items, *sorted(names), ordered=False)
    assert (ordered.done, ordered.of) == (free.done, free.of)


@given(some_items())
def test_with_everything_the_end_is_reached(items):
    found = walk(items, *NAMES)
    assert found.done == found.of


@pytest.mark.parametrize("first", [True, False])
def test_of_two_awards_of_a_badge_the_one_that_counts_is_taken(first):
    from laurel.backpack.types import Held, Standing

    def held(standing):
        return Held("ref", False, "A", "", "", None, None, standing, (), "", "", None, achievement="a")  # fmt: skip

    both = [held(Standing.VALID), held(Standing.REVOKED)]
    assert progress.earned(both if first else both[::-1])["a"].counts
