"""The figures as a table in the terminal and as a page of the documentation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from tools.bench.measure import Times, times_as_fast
from tools.bench.tasks import PICTURES

MICRO = 1e6
MILLI = 1e3


@dataclass(frozen=True)
class Row:
    """One figure, and its goal if it has one."""

    what: str
    beside: str
    found: str
    goal: str = ""
    met: bool | None = None  # None: no goal, or not measured


def rows(times: Times) -> list[Row]:
    """Every figure that this run can give."""
    return [*_ratios(times), *_limits(times)]


# (what, its task, beside what, its task, goal as "ours is so many times as fast")
_GOALS: tuple[tuple[str, str, str, str, float | None], ...] = (
    ("issue a badge", "issue", "@digitalbazaar/vc in Node", "issue in Node", 60),
    ("issue a badge", "issue", "PyLD doing the canonicalisation", "issue by PyLD", 50),
    ("issue a badge", "issue", "one bare Ed25519 signature (libsodium)", "sign", 0.40),
    ("issue a badge", "issue", "one bare Ed25519 signature (OpenSSL)", "sign (OpenSSL)", 0.40),
    ("issue a badge", "issue", "the same without a template", "issue without template", None),
    ("issue a VC-JWT", "issue VC-JWT", "one bare Ed25519 signature (libsodium)", "sign", 0.50),
    ("verify, a shape seen before", "verify", "@digitalbazaar/vc in Node", "verify in Node", 20),
    ("verify, a shape seen before", "verify", "one bare verification (libsodium)", "verify signature", 0.25),
    ("verify, every badge of a new shape", "verify new shapes", "@digitalbazaar/vc in Node", "verify in Node", 10),
    ("verify a VC-JWT", "verify VC-JWT", "one bare verification (libsodium)", "verify signature", 0.60),
    ("the whole report of a badge: proof, issuer, key, status, dates", "whole report", "@digitalbazaar/vc in Node, proof only", "verify in Node", None),
    ("bake an SVG of 700 paths", "bake SVG", "parsing and writing it by lxml", "SVG by lxml", 100),
    ("bake a PNG of 50 KB", "bake PNG 50 KB", "openbadges_bakery", "PNG 50 KB by openbadges_bakery", 10),
)  # fmt: skip


def _ratios(times: Times) -> Iterator[Row]:
    for what, ours, beside, theirs, goal in _GOALS:
        if theirs not in times:
            yield Row(what, beside, "not measured", _as_times(goal) if goal else "")
            continue
        ratio = times_as_fast(times, ours, theirs)
        met = None if goal is None else ratio >= goal
        yield Row(what, beside, _as_times(ratio), _as_times(goal) if goal else "", met)


def _as_times(ratio: float) -> str:
    if ratio < 1:
        return f"{ratio:.0%} of its rate"
    return f"{ratio:.1f}x as fast" if ratio < 100 else f"{ratio:,.0f}x as fast"  # noqa: PLR2004 - three digits are enough


def _limits(times: Times) -> Iterator[Row]:
    """Goals that are a time, or a time beside a copy of the bytes."""
    for name in PICTURES:
        copied, baked = times[f"copy {name}"], times[f"bake PNG {name}"]
        over = median(
            ours - 1.5 * copy for copy, ours in zip(copied, baked, strict=True)
        )
        yield Row(
            f"bake a PNG of {name}",
            "1.5 times copying its bytes",
            f"{over * MICRO:+.1f} µs",
            "at most +10 µs",
            over * MICRO <= 10,  # noqa: PLR2004 - the goal
        )
    changed = median(times["status list"]) * MILLI
    yield Row(
        "revoke: change, compress and sign a list of 131,072",
        "",
        f"{changed:.2f} ms",
        "at most 2 ms",
        changed <= 2,  # noqa: PLR2004 - the goal
    )
    imported = median(times["import obkit"]) * MILLI
    yield Row(
        "import obkit", "", f"{imported:.0f} ms", "at most 150 ms", imported <= 150
    )  # noqa: PLR2004 - the goal


_MARKS = {True: "met", False: "MISSED", None: ""}


def terminal(found: Iterable[Row], times: Times) -> str:
    """The times of this run, and the figures beside their goals."""
    lines = ["", "One run of each, median of all rounds:"]
    lines += [f"  {name:32} {median(t) * MICRO:12.1f} µs" for name, t in times.items()]
    lines += ["", "Side by side:"]
    for row in found:
        beside = f" / {row.beside}" if row.beside else ""
        goal = f"  goal {row.goal}: {_MARKS[row.met]}" if row.goal else ""
        lines.append(f"  {row.what}{beside}: {row.found}{goal}")
    return "\n".join(lines)


def page(found: Iterable[Row], shown: Iterable[str], *, has_peer: bool) -> str:
    """`docs/benchmarks.md`."""
    body = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Every figure is a ratio of two things that ran in turn, slice by",
        "slice, in one process run on one core; medians of all rounds. Times of different machines",
        "or of different runs say little, so there are none, except where a goal is a time.",
        "",
        "| what | beside | found | goal | |",
        "| --- | --- | --- | --- | --- |",
        *(
            f"| {row.what} | {row.beside} | {row.found} | {row.goal} | {_MARKS[row.met].lower()} |"
            for row in found
        ),
        "",
        "## What is measured",
        "",
        "- **issue**: from the facts of an award to the signed JSON that is stored, by the template of",
        "  its achievement, one award in a thousand compared with the general way.",
        "- **verify**: from the bytes of a badge to whether its signature is good: strict JSON,",
        "  canonical form of document and proof options, Ed25519. Either every badge has a shape seen",
        "  before (one issuer's badges), or every badge has its members in another order.",
        "- **whole report**: all checks of `obkit.verify`, key and status list from memory.",
        "- The badge has evidence, an alignment, a hashed recipient, a status entry: some 65 statements.",
        "",
        "## What was shown before measuring",
        "",
        *(f"- {gate}" for gate in shown),
        "",
        "## Run it again",
        "",
        "`make bench` (two minutes). Node is needed for the peer in Node, which is installed by npm in",
        "exact versions (`tools/bench/node.py`); without it its figures are left out.",
        "`python -m tools.bench --rounds 100` runs longer; `--strict` fails if a goal is missed.",
    ]
    if not has_peer:
        body += ["", "This run was without Node."]
    return "\n".join(body) + "\n"
