"""Which promises of docs/requirements.md are kept, judged by a real test run.

`python -m tools.requirements` runs the tests that carry a promise and prints a line for each of the
ninety (`J15  kept  <tests>` or `J7   open`). With `--from FILE` it judges a run that was recorded
already. It fails when the page claims a promise that no passing test shows, or that a test denies.
"""

import argparse
import json
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

PAGE = Path("docs/requirements.md")
ROW = re.compile(r"^\| (?P<id>[JKI]\d+) \| (?P<state>kept|open) \| (?P<text>.+) \|$")
PROMISES = 90


@dataclass
class Shown:
    """The tests of one promise, by how they ended."""

    passed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)


def read_page(text: str) -> dict[str, str]:
    """The claimed state of every promise on the page, in its order.

    Raises:
        ValueError: a promise stands there twice.
    """
    found: dict[str, str] = {}
    for row in filter(None, map(ROW.match, text.splitlines())):
        if row["id"] in found:
            raise ValueError(f"{row['id']} stands on the page twice")
        found[row["id"]] = row["state"]
    return found


def read_run(lines: list[str]) -> dict[str, Shown]:
    """What a recorded run says of each promise."""
    found: dict[str, Shown] = defaultdict(Shown)
    for line in lines:
        record = json.loads(line)
        where, _, what = record["test"].partition("::")
        name = f"{Path(where).name}::{what.partition('[')[0]}"  # a case is not a test
        for promise in record["shows"]:
            getattr(found[promise], record["outcome"]).append(name)
    return found


def judge(
    claimed: dict[str, str], run: dict[str, Shown]
) -> tuple[list[str], list[str]]:
    """A line for every promise, and what is wrong with the page's claims."""
    lines, faults = [], []
    for promise, state in claimed.items():
        shown = run.get(promise, Shown())
        kept = bool(shown.passed) and not shown.failed
        tests = " ".join(sorted(set(shown.passed)))
        lines.append(
            f"{promise:<4} kept  {tests}"
            if kept and state == "kept"
            else f"{promise:<4} open"
        )
        if state == "kept" and shown.failed:
            faults.append(f"{promise} is claimed, but fails: {' '.join(shown.failed)}")
        elif state == "kept" and not shown.passed:
            faults.append(f"{promise} is claimed, but no passing test shows it")
    faults += [
        f"{promise} is not on the page" for promise in sorted(set(run) - set(claimed))
    ]
    if len(claimed) != PROMISES:
        faults.append(f"the page has {len(claimed)} promises, not {PROMISES}")
    return lines, faults


def judge_files(*, recorded: Path) -> tuple[list[str], list[str]]:
    """The same for the page of this project and a recorded run."""
    lines = recorded.read_text("utf-8").splitlines() if recorded.exists() else []
    return judge(read_page(PAGE.read_text("utf-8")), read_run(lines))


def _record() -> Path:
    path = Path(tempfile.mkdtemp()) / "promises.jsonl"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tools.promises"]
    command += ["-m", "requirement", "--promises-file", str(path)]
    subprocess.run(command, check=False)
    return path


def main() -> int:
    """Print the lines; 1 when a claim does not hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--from", dest="recorded", type=Path)
    recorded = parser.parse_args().recorded or _record()
    lines, faults = judge_files(recorded=recorded)
    print("\n".join(lines))
    for fault in faults:
        print(f"error: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
