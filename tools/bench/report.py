"""The figures as a table in the terminal and as a page of the documentation."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from statistics import median

from tools.bench.measure import Times, times_as_fast
from tools.bench.tasks import PICTURES

MICRO = 1e6
MILLI = 1e3
# The goals that are times.
MAX_BAKING_MICRO = 10  # on top of 1.5 times copying
MAX_STATUS_MILLI = 2
MAX_IMPORT_MILLI = 150
THREE_DIGITS = 100


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


NODE = ("@digitalbazaar/vc in Node", "issue in Node")
NODE_VERIFY = ("@digitalbazaar/vc in Node", "verify in Node")
SIGN = ("one bare Ed25519 signature, libsodium", "sign")
SIGN_OPENSSL = ("one bare Ed25519 signature, OpenSSL", "sign (OpenSSL)")
SIGN_TOKEN = ("one bare signature of its bytes, libsodium", "sign a token's bytes")
VERIFY = ("one bare verification, libsodium", "verify signature")
VERIFY_OPENSSL = ("one bare verification, OpenSSL", "verify signature (OpenSSL)")
VERIFY_TOKEN = (
    "one bare verification of its bytes, libsodium",
    "verify a token's signature",
)
LXML = ("parsing and writing it by lxml", "SVG by lxml")
BAKERY = ("openbadges_bakery", "PNG 50 KB by openbadges_bakery")

# What, its task; beside what, its task; how many times as fast it is to be. The goals beside a
# bare signature were set beside OpenSSL's, of 64 bytes; beside libsodium, the faster one, which
# obkit uses, only that for badges of a shape seen before.
_GOALS: tuple[tuple[str, str, tuple[str, str], float | None], ...] = (
    ("issue a badge", "issue", NODE, 60),
    ("issue a badge", "issue", ("PyLD", "issue by PyLD"), 50),
    ("issue a badge", "issue", SIGN, None),
    ("issue a badge", "issue", SIGN_OPENSSL, 0.40),
    ("issue a badge", "issue", ("no template", "issue without template"), None),
    ("issue a VC-JWT (EdDSA)", "issue VC-JWT", SIGN_TOKEN, None),
    ("issue a VC-JWT (EdDSA)", "issue VC-JWT", SIGN_OPENSSL, 0.50),
    ("verify, a shape seen before", "verify", NODE_VERIFY, 20),
    ("verify, a shape seen before", "verify", VERIFY, 0.25),
    ("verify, each of a new shape", "verify new shapes", NODE_VERIFY, 10),
    ("verify a VC-JWT (EdDSA)", "verify VC-JWT", VERIFY_TOKEN, None),
    ("verify a VC-JWT (EdDSA)", "verify VC-JWT", VERIFY_OPENSSL, 0.60),
    ("the whole report of a badge", "whole report", NODE_VERIFY, None),
    ("bake an SVG of 700 paths", "bake SVG", LXML, 100),
    ("bake a PNG of 50 KB", "bake PNG 50 KB", BAKERY, 10),
    ("look through an SVG and bake", "bake SVG anew", LXML, None),
)


def _ratios(times: Times) -> Iterator[Row]:
    for what, ours, (beside, theirs), goal in _GOALS:
        if theirs not in times:
            yield Row(what, beside, "not measured", _as_times(goal) if goal else "")
            continue
        ratio = times_as_fast(times, ours, theirs)
        met = None if goal is None else ratio >= goal
        yield Row(what, beside, _as_times(ratio), _as_times(goal) if goal else "", met)


def _as_times(ratio: float) -> str:
    if ratio < 1:
        return f"{ratio:.0%} of its rate"
    return f"{ratio:.1f}x as fast" if ratio < THREE_DIGITS else f"{ratio:,.0f}x as fast"


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
            f"at most +{MAX_BAKING_MICRO} µs",
            over * MICRO <= MAX_BAKING_MICRO,
        )
    changed = median(times["status list"]) * MILLI
    yield Row(
        "revoke: change, compress and sign a list of 131,072",
        "",
        f"{changed:.2f} ms",
        f"at most {MAX_STATUS_MILLI} ms",
        changed <= MAX_STATUS_MILLI,
    )
    imported = median(times["import obkit"]) * MILLI
    yield Row(
        "import obkit, which loads its parts when they are used",
        "",
        f"{imported:.0f} ms",
        f"at most {MAX_IMPORT_MILLI} ms",
        imported <= MAX_IMPORT_MILLI,
    )
    with_parts = median(times["import obkit.verify"]) * MILLI
    yield Row("import obkit.verify, with all that it needs", "", f"{with_parts:.0f} ms")


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


_HEAD = """# Benchmarks

Written by `make bench`. Every figure is a ratio of two things that ran in turn, slice by slice, on
one core; the median of all rounds. Times of different machines or runs say little, so there are
none, except where a goal is a time.

| what | beside | found | goal | |
| --- | --- | --- | --- | --- |"""

_BODY = """
## What is measured

- **issue**: from the facts of an award to the signed JSON that is stored, by the template of its
  achievement; one award in a thousand is compared with the general way, in the time measured.
- **verify**: from the bytes of a badge to whether its signature is good: strict JSON, canonical
  form of document and proof options, Ed25519. Either every badge has a shape seen before, as the
  badges of one issuer have, or every badge has its members in another order.
- **the whole report**: every check of `obkit.verify`, key and status list from memory; the peer
  checks the proof alone.
- **bake**: into a picture that was looked through once (`baking.Picture`).
- A Data Integrity proof signs 64 bytes; a token of this badge has 4,000, which takes Ed25519 twice
  as long.
- obkit uses libsodium, the faster one. The goals beside bare signatures were set beside OpenSSL's,
  of 64 bytes, so both are shown, and a row beside libsodium has a goal only where one was set.
- Of verifying a VC-JWT, half is Ed25519, a twelfth base64 and an eighth the JSON parser, all in C;
  what is left is mostly strictness: doubled keys, limits, claims that differ.
- The badge has evidence, an alignment, a hashed recipient and a status entry.

## What was shown before measuring
"""

_TAIL = """
## Run it again

`make bench` takes a minute or two. The peer in Node is installed by npm, in exact versions
(`tools/bench/node.py`); without Node its figures are left out.
`python -m tools.bench --rounds 100` runs longer; `--strict` fails if a goal is missed.

## Measured on pages of their own

- [Many people at once](benchmarks-batch.md): 50,000 from a list, awarded and mailed
- [Many credentials](benchmarks-many.md): 100,000 in a stream
- [Rules](benchmarks-rules.md): 10,000 learners, and one new result
- [A full backpack](benchmarks-backpack.md): pages of somebody with 500 badges"""


def page(found: Iterable[Row], shown: Iterable[str], *, has_peer: bool) -> str:
    """`docs/benchmarks.md`."""
    figures = [
        f"| {row.what} | {row.beside} | {row.found} | {row.goal} | {_MARKS[row.met].lower()} |"
        for row in found
    ]
    body = [_HEAD, *figures, _BODY, *(f"- {gate}" for gate in shown), _TAIL]
    if not has_peer:
        body += ["", "This run was without Node."]
    return "\n".join(body) + "\n"
