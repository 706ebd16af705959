"""A short run of every fuzzer; `make fuzz` runs them for as long as you like."""

import pytest

from packages.obkit.tests.fuzz import runner
from packages.obkit.tests.fuzz.newer import TARGETS
from packages.obkit.tests.fuzz.targets import Target, Wrong

CASES = 250
SEED = 3


@pytest.mark.parametrize("target", TARGETS, ids=[t.name for t in TARGETS])
def test_nothing_but_our_errors_escapes_and_no_verdict_is_wrong(target):
    tally = runner.Tally(target.name)
    for number in range(CASES):
        found = runner.run_case(target, SEED, number, tally)
        assert found is None, f"case {found.case}: {found.data[:300]!r}\n{found.what}"
    assert tally.cases == CASES


def test_the_same_numbers_give_the_same_input():
    for target in TARGETS:
        assert runner.case(target, 1, 7) == runner.case(target, 1, 7)
    different = {runner.case(TARGETS[0], 1, number) for number in range(50)}
    assert len(different) > 40


def test_a_finding_is_kept_and_counted(tmp_path, monkeypatch, capsys):
    def broken(data):
        raise Wrong("planted")

    target = Target("planted", lambda random: random.randbytes(4), broken)
    monkeypatch.setattr(runner, "TARGETS", (target,))
    monkeypatch.setattr(runner, "KEPT", tmp_path)
    assert runner.main(["--seconds", "0.01", "--seed", "5"]) == 1
    said = capsys.readouterr().out
    assert "planted" in said
    assert "0 uncaught exceptions, " in said
    assert " 0 wrong verdicts" not in said
    assert (tmp_path / "planted-5-0").read_bytes() == runner.case(target, 5, 0)

    def stumbling(data):
        raise KeyError("planted")

    tally = runner.Tally("stumbling")
    stumbles = Target("stumbling", lambda random: b"", stumbling)
    assert "KeyError" in runner.run_case(stumbles, 1, 1, tally).what
    assert (tally.raised, tally.wrong) == (1, 0)
    page = runner.page([tally], seed=5, seconds=1)
    assert "| stumbling | 1 | 0 | 1 | 0 | 0 |" in page
    monkeypatch.setattr(runner, "SLOWEST", -1.0)
    slow = Target("slow", lambda random: b"", lambda data: None)
    assert "took" in runner.run_case(slow, 1, 1, runner.Tally("slow")).what
