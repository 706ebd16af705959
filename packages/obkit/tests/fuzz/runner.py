"""Runs the targets in turn, counts, and keeps every input that broke something.

`python -m packages.obkit.tests.fuzz.runner --seconds 600` (or `make fuzz`). A finding names the seed
and the number of its case; with both it happens again. `--write` keeps the totals as a page.
"""

import argparse
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from obkit.errors import ObkitError

from packages.obkit.tests.fuzz.newer import TARGETS
from packages.obkit.tests.fuzz.targets import Target, Wrong

KEPT = Path("build/fuzz")
SLOWEST = 3.0  # seconds for one input; more is a way to keep a verifier busy


@dataclass
class Tally:
    """What came of one target's cases."""

    name: str
    cases: int = 0
    refused: int = 0
    slowest: float = 0.0
    raised: int = 0  # exceptions that are not ours
    wrong: int = 0  # verdicts that must never be, and values that came back changed
    slow: int = 0

    @property
    def findings(self) -> int:
        """Everything that has to be mended."""
        return self.raised + self.wrong + self.slow


@dataclass(frozen=True)
class Finding:
    """An input that broke something, and how to get it again."""

    target: str
    seed: int
    case: int
    data: bytes
    what: str


def case(target: Target, seed: int, number: int) -> bytes:
    """The input of one case; the same for the same numbers."""
    return target.spoil(Random(f"{target.name}/{seed}/{number}"))


def run_case(target: Target, seed: int, number: int, tally: Tally) -> Finding | None:
    """One input into one target."""
    data = case(target, seed, number)
    began = time.perf_counter()
    what = ""
    try:
        target.run(data)
    except ObkitError:
        tally.refused += 1
    except Wrong:
        what = traceback.format_exc()
        tally.wrong += 1
    except Exception:  # noqa: BLE001 - that is what is looked for
        what = traceback.format_exc()
        tally.raised += 1
    spent = time.perf_counter() - began
    if not what and spent > SLOWEST:
        what = f"took {spent:.1f} s"
        tally.slow += 1
    tally.cases += 1
    tally.slowest = max(tally.slowest, spent)
    return Finding(target.name, seed, number, data, what) if what else None


def run(
    targets: Iterable[Target], *, seed: int, seconds: float
) -> Iterator[Tally | Finding]:
    """Each target for its share of the time: findings as they come, then its tally."""
    targets = tuple(targets)
    for target in targets:
        tally = Tally(target.name)
        end = time.monotonic() + seconds / len(targets)
        while time.monotonic() < end:
            if found := run_case(target, seed, tally.cases, tally):
                yield found
        yield tally


def main(arguments: list[str]) -> int:
    """Run, print the totals; 1 if anything was found."""
    parser = argparse.ArgumentParser(description="Fuzz obkit.")
    parser.add_argument("--seconds", type=float, default=120)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--write", type=Path, help="keep the totals as this page")
    parser.add_argument("--only", choices=[target.name for target in TARGETS])
    wanted = parser.parse_args(arguments)
    targets = [t for t in TARGETS if wanted.only in (None, t.name)]
    print(f"seed {wanted.seed}, {wanted.seconds:.0f} s, {len(targets)} targets")
    tallies: list[Tally] = []
    for item in run(targets, seed=wanted.seed, seconds=wanted.seconds):
        if isinstance(item, Finding):
            KEPT.mkdir(parents=True, exist_ok=True)
            name = f"{item.target}-{item.seed}-{item.case}".replace(" ", "-")
            (KEPT / name.replace(":", "-")).write_bytes(item.data)
            print(f"FOUND {name}, kept in {KEPT}\n{item.what}", flush=True)
            continue
        tallies.append(item)
        print(
            f"{item.name:<22}{item.cases:>9} inputs {item.refused:>9} refused "
            f"{item.slowest * 1000:>7.0f} ms at most {item.findings:>3} found",
            flush=True,
        )
    print(_total(tallies))
    if wanted.write:
        wanted.write.write_text(page(tallies, seed=wanted.seed, seconds=wanted.seconds))
        print(f"written: {wanted.write}")
    return 1 if any(tally.findings for tally in tallies) else 0


def _total(tallies: Iterable[Tally]) -> str:
    tallies = tuple(tallies)
    return (
        f"in all {sum(t.cases for t in tallies):,} inputs: "
        f"{sum(t.raised for t in tallies)} uncaught exceptions, "
        f"{sum(t.wrong for t in tallies)} wrong verdicts, "
        f"{sum(t.slow for t in tallies)} longer than {SLOWEST:.0f} s"
    )


_HEAD = """# Fuzzing

Written by `make fuzz FOR=300 WRITE=docs/fuzzing.md`. Every target takes sound inputs, spoils them at
random, and sees what must hold whatever comes: from a parser nothing escapes but an error of ours,
from `verify` nothing at all; what was altered after it was signed, or what a stranger signed, is
never verified; what is written is read back; no address inside is asked. The same seed gives the
same inputs.

A short run with a fixed seed is among the tests (`packages/obkit/tests/fuzz`). An input that breaks
something is kept in `build/fuzz`; mended, it becomes a test of its own.
"""


def page(tallies: Iterable[Tally], *, seed: int, seconds: float) -> str:
    """`docs/fuzzing.md`: the totals of one run."""
    tallies = tuple(tallies)
    rows = [
        f"| {t.name} | {t.cases:,} | {t.refused:,} | {t.raised} | {t.wrong} | {t.slow} |"
        for t in tallies
    ]
    return "\n".join(
        [
            _HEAD,
            f"Seed {seed}, {seconds:.0f} seconds, one process.",
            f"**{_total(tallies).capitalize()}.**",
            "",
            "| target | inputs | refused | uncaught exceptions | wrong verdicts | too slow |",
            "| --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
            "*Refused* counts inputs that a parser called malformed; `verify` answers those in its report",
            "instead, so a target that asks it refuses few.",
            "",
        ]
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
