"""The page of promises and the tool that judges it."""

import pytest

from tools.requirements import PAGE, judge, read_page, read_run

RECORDED = [
    '{"test": "tests/a.py::test_one", "shows": ["J1"], "outcome": "passed"}',
    '{"test": "tests/a.py::test_two", "shows": ["J1", "J2"], "outcome": "passed"}',
]


@pytest.fixture
def claimed() -> dict[str, str]:
    """Ninety promises, all open."""
    ids = [f"{letter}{n}" for letter in "JKI" for n in range(1, 31)]
    return dict.fromkeys(ids, "open")


def test_the_page_has_every_promise_once(claimed):
    assert set(read_page(PAGE.read_text("utf-8"))) == set(claimed)


def test_a_promise_that_stands_there_twice_is_refused():
    text = PAGE.read_text("utf-8")
    with pytest.raises(ValueError, match="J1 stands on the page twice"):
        read_page(text + text)


def test_a_claim_with_a_passing_test_is_kept(claimed):
    lines, faults = judge(claimed | {"J1": "kept"}, read_run(RECORDED))
    assert "J1   kept  a.py::test_one a.py::test_two" in lines
    assert "J2   open" in lines
    assert not faults


def test_a_claim_without_a_test_is_a_fault(claimed):
    _, faults = judge(claimed | {"J3": "kept"}, read_run(RECORDED))
    assert faults == ["J3 is claimed, but no passing test shows it"]


@pytest.mark.parametrize("outcome", ["failed", "skipped"])
def test_a_claim_that_a_test_does_not_carry_is_a_fault(claimed, outcome):
    line = f'{{"test": "tests/a.py::test_x", "shows": ["J4"], "outcome": "{outcome}"}}'
    lines, faults = judge(claimed | {"J4": "kept"}, read_run([line]))
    assert "J4   open" in lines
    assert len(faults) == 1


def test_a_test_cannot_show_an_unknown_promise(claimed):
    line = '{"test": "tests/a.py::test_x", "shows": ["Z9"], "outcome": "passed"}'
    _, faults = judge(claimed, read_run([line]))
    assert faults == ["Z9 is not on the page"]
