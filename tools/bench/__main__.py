"""`make bench`: gates first, then one interleaved run, a table, and `docs/benchmarks.md`."""

import argparse
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tools.bench import badge, gates, node, report, tasks
from tools.bench.measure import Task, interleave

PAGE = Path("docs/benchmarks.md")
BADGES = 2_000
NODE_SLICES = 4  # its acts take milliseconds; longer slices hold as many runs as ours
IMPORTS = 9


def main() -> int:
    """Measure and report; 0 if every goal that could be measured was met."""
    options = _options()
    badges = badge.Badges.make(BADGES)
    with ExitStack() as stack:
        peer = _peer(badges, stack, wanted=options.node)
        shown = gates.within(badges) + (gates.against(peer, badges) if peer else [])
        for gate in shown:
            print(f"shown: {gate}")
        times = interleave(
            _tasks(badges, peer), rounds=options.rounds, seconds=options.seconds
        )
    for name in ("obkit", "obkit.verify"):
        times[f"import {name}"] = [_import_time(name) for _ in range(IMPORTS)]
    rows = report.rows(times)
    print(report.terminal(rows, times))
    if options.write:
        PAGE.write_text(report.page(rows, shown, has_peer=peer is not None))
        print(f"written: {PAGE}")
    missed = [row for row in rows if row.met is False]
    return 1 if missed and options.strict else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=25)
    parser.add_argument("--seconds", type=float, default=0.04, help="of one slice")
    parser.add_argument("--no-node", dest="node", action="store_false")
    parser.add_argument("--no-write", dest="write", action="store_false")
    parser.add_argument(
        "--strict", action="store_true", help="fail if a goal is missed"
    )
    return parser.parse_args()


def _peer(badges: badge.Badges, stack: ExitStack, *, wanted: bool) -> node.Node | None:
    if not wanted:
        return None
    try:
        node.install()
    except node.Missing as error:
        print(f"skipped: @digitalbazaar/vc: {error}")
        return None
    return stack.enter_context(node.Node(badges))


def _tasks(badges: badge.Badges, peer: node.Node | None) -> dict[str, Task]:
    found = {
        **dict(tasks.floors(badges)),
        **dict(tasks.issuing(badges)),
        **dict(tasks.verifying(badges)),
        **dict(tasks.status(badges)),
        **dict(tasks.pictures(badges)),
    }
    if peer:
        found["issue in Node"] = peer.task("issue", factor=NODE_SLICES)
        found["verify in Node"] = peer.task("verify", factor=NODE_SLICES)
    return found


def _import_time(name: str) -> float:
    """Seconds that an import takes in a new process, without the start of Python."""
    clock = "time.process_time()"
    code = f"import time; s = {clock}; import {name}; print({clock} - s)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    return float(result.stdout)


if __name__ == "__main__":
    sys.exit(main())
