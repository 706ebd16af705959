"""All tests, as CI runs them: the library, the platform on both databases, the browser.

`python -m tools.run_tests` runs every part, whatever the others do, and ends with a
summary; its exit code is 0 only if every part passed and ran at least one test, every
line and branch of the library was run by its tests, and every promise that
docs/requirements.md claims was shown by a test that passed.
`python -m tools.run_tests obkit browser` runs these parts only.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from tools import requirements
from tools.postgresql import PostgresqlMissing, cluster

ROOT = Path(__file__).parents[1]
LIBRARY = "packages/obkit/tests"
PLATFORM = "packages/laurel/tests"
PROCESSES = "2"  # more than the cores of a small machine would only wait for each other
PROMISES = ROOT / "build" / "promises.jsonl"  # which promises this run has shown
COVERAGE = ROOT / "build" / "obkit.coverage"  # `coverage html` shows it line by line
COVERED = 100  # of a hundred lines and branches of the library; see [tool.coverage]
# These do not touch the database, or choose their own.
OTHER_THAN_DATABASE = ("architecture", "config", "commands")


@dataclass(frozen=True)
class Result:
    """How one part went."""

    name: str
    exit_code: int
    passed: int
    failed: int
    skipped: int
    seconds: float

    @property
    def is_fine(self) -> bool:
        """Whether it passed, and not merely because there was nothing to do."""
        return self.exit_code == 0 and self.passed > 0


def obkit() -> Result:
    """The library, on its own: every line and branch of it is run by some test."""
    return _pytest(
        "obkit",
        LIBRARY,
        *("-n", PROCESSES, "-m", "not browser"),
        *("--cov=obkit", f"--cov-fail-under={COVERED}"),
        "--cov-report=term-missing:skip-covered",
        environment={"COVERAGE_FILE": str(COVERAGE)},
    )


def sqlite() -> Result:
    """The platform on the database that it comes with."""
    return _pytest("laurel on SQLite", PLATFORM, "-n", PROCESSES, "-m", "not browser")


def postgresql() -> Result:
    """The platform's rooms and sites on the database for many machines."""
    began = time.monotonic()
    try:
        with cluster() as url:
            return _pytest(
                "laurel on PostgreSQL",
                PLATFORM,
                *(f"--ignore={PLATFORM}/{each}" for each in OTHER_THAN_DATABASE),
                *("-n", PROCESSES, "-m", "not browser and not slow"),
                environment={"LAUREL_DATABASE_URL": url},
            )
    except PostgresqlMissing as error:
        print(error, flush=True)
        return Result("laurel on PostgreSQL", 1, 0, 0, 0, time.monotonic() - began)


def browser() -> Result:
    """What people do, in a real Chromium."""
    return _pytest("browser", PLATFORM, "-n", PROCESSES, "-m", "browser")


PARTS: dict[str, Callable[[], Result]] = {
    "obkit": obkit,
    "sqlite": sqlite,
    "postgresql": postgresql,
    "browser": browser,
}


def main(wanted: list[str]) -> int:
    """Run the parts and sum up; 0 if all of them are fine."""
    if unknown := set(wanted) - set(PARTS):
        print(f"There is no part {', '.join(sorted(unknown))}; choose {list(PARTS)}.")
        return 64
    PROMISES.unlink(missing_ok=True)
    results = [part() for name, part in PARTS.items() if not wanted or name in wanted]
    print("\n==== all tests " + "=" * 57)
    for each in results:
        word = "passed" if each.is_fine else "FAILED"
        if each.exit_code == 0 and not each.passed:
            word = "FAILED (no test ran)"
        print(
            f"{each.name:<22}{word:<10}{each.passed:>6} passed {each.failed:>4} failed "
            f"{each.skipped:>4} skipped  {each.seconds:6.0f} s"
        )
    print(f"{'in all':<22}{sum(each.seconds for each in results):46.0f} s", flush=True)
    broken = [] if wanted else _broken_promises()
    return 0 if all(each.is_fine for each in results) and not broken else 1


def _broken_promises() -> list[str]:
    lines, faults = requirements.judge_files(recorded=PROMISES)
    kept = sum(" kept " in line for line in lines)
    print(f"promises: {kept} of {len(lines)} kept", *faults, sep="\n  ", flush=True)
    return faults


def _pytest(
    name: str, *arguments: str, environment: dict[str, str] | None = None
) -> Result:
    print(f"\n---- {name} " + "-" * (70 - len(name)), flush=True)
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="laurel-tests-") as folder:
        report = Path(folder) / "report.xml"
        ended = subprocess.run(
            [
                *(sys.executable, "-m", "pytest", "-q", "--durations=10"),
                f"--junitxml={report}",
                *("-p", "tools.promises", "--promises-file", str(PROMISES)),
                *arguments,
            ],
            cwd=ROOT,
            env=os.environ | (environment or {}),
            check=False,
        )
        passed, failed, skipped = _counted(report)
    return Result(
        name, ended.returncode, passed, failed, skipped, time.monotonic() - began
    )


def _counted(report: Path) -> tuple[int, int, int]:
    if not report.exists():
        return 0, 0, 0
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314 - our own pytest wrote it

    def total(*names: str) -> int:
        return sum(int(each.get(name, "0")) for each in suites for name in names)

    failed, skipped = total("failures", "errors"), total("skipped")
    return total("tests") - failed - skipped, failed, skipped


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
