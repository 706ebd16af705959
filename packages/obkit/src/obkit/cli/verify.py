"""`obkit verify`: is this badge good? Are these?"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from obkit.cli import batch, listing, sources, table
from obkit.cli.progress import Progress
from obkit.cli.remembering import RememberingFetcher
from obkit.cli.terminal import INTERRUPTED, UsageError, is_url, moment, printable, say
from obkit.errors import Unreachable
from obkit.resolve import Fetched, Fetcher, HttpFetcher
from obkit.verify import Policy, Verdict

NAME = "verify"
SUMMARY = (
    "Check badges: files, folders, patterns, web addresses, or - for standard input."
)
EXAMPLES = (
    ("obkit verify badge.png", "one badge, with every check in words"),
    ("obkit verify badges/ --csv > found.csv", "a folder, as a spreadsheet"),
    ("obkit verify 'badges/**/*.png' --json", "one JSON report a line"),
    ("obkit verify badge.json --offline", "ask nobody; what needs asking stays open"),
    (
        "obkit verify badge.png --recipient ada@learner.example",
        "is it this person's badge?",
    ),
    ("obkit verify badges/ --trust issuers.txt", "only these issuers pass"),
)
EXIT_CODES = {Verdict.VERIFIED: 0, Verdict.NOT_VERIFIED: 1, Verdict.INCONCLUSIVE: 2}
# An address of an issuer has less than a kilobyte; a list of trusted ones is written by hand.
_MAX_TRUST_BYTES = 1024 * 1024


class Offline:
    """A fetcher for people who want nothing to be asked."""

    def fetch(self, url: str, *, accept: str = "") -> Fetched:
        """Never gets anything.

        Raises:
            Unreachable: always.
        """
        del accept
        raise Unreachable("asked to stay offline", reason="fetch.offline", url=url)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument(
        "sources",
        metavar="badge",
        nargs="+",
        help="PNG, SVG, JSON or token; a folder; a pattern; URL; or -",
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--json", action="store_true", help="reports as JSON, for programs; one a line"
    )
    form.add_argument(
        "--csv", action="store_true", help="a line each, for spreadsheets"
    )
    parser.add_argument(
        "--recipient",
        metavar="EMAIL",
        help="the badge must have been issued to this person",
    )
    parser.add_argument(
        "--trust",
        metavar="FILE|ISSUER",
        action="append",
        default=[],
        help="the issuer must be one of these: a file with an issuer's DID or address in each "
        "line, or such an issuer; may be repeated",
    )
    parser.add_argument(
        "--allow-host",
        metavar="HOST[:PORT]",
        action="append",
        default=[],
        help="a server of yours that may be asked although it is not public; may be repeated",
    )
    parser.add_argument("--offline", action="store_true", help="ask nobody")
    parser.add_argument(
        "--proof-only",
        action="store_true",
        help="only whether it is its issuer's word: no status, no times",
    )
    parser.add_argument(
        "--no-refresh",
        action="store_true",
        help="do not ask the issuer for a newer edition, where the badge says how",
    )
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=_count,
        default=batch.cores(),
        help="processes for many badges; as many as there are cores, if not given",
    )
    parser.add_argument(
        "--now", metavar="TIME", type=moment, help="as if it were 2026-11-21T14:02:05Z"
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify and show; the exit code is the worst verdict's."""
    found = sources.find(arguments.sources)
    if arguments.offline and any(is_url(name) for name in found.names):
        raise UsageError(
            "an address cannot be read --offline; download the badge first"
        )
    settings = batch.Settings(
        policy=Policy(
            recipient=arguments.recipient,
            trusted_issuers=_trusted(arguments.trust),
            proof_only=arguments.proof_only,
            refresh=not arguments.no_refresh,
        ),
        # The command line is where the time comes in.
        now=arguments.now or datetime.now(UTC),  # noqa: TID251
        make_fetcher=partial(
            make_fetcher,
            offline=arguments.offline,
            local_hosts=frozenset(arguments.allow_host),
        ),
        with_report=arguments.json,
    )
    if found.is_many or arguments.csv:
        return _many(found, settings, arguments)
    return _one(found.names[0], settings, as_json=arguments.json)


def make_fetcher(*, offline: bool, local_hosts: frozenset[str]) -> Fetcher:
    """What a process asks with."""
    if offline:
        return Offline()
    # Open Badges 2.0 knows plain http; what a signature depends on is asked over https only.
    return RememberingFetcher(HttpFetcher(local_hosts=local_hosts, allow_http=True))


def _one(source: str, settings: batch.Settings, *, as_json: bool) -> int:
    report = batch.report_on(source, settings, settings.make_fetcher())
    if as_json:
        print(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        print(table.render(report, source))
    return EXIT_CODES[report.verdict]


def _many(
    found: sources.Sources, settings: batch.Settings, arguments: argparse.Namespace
) -> int:
    write = _writer(found.names, arguments)
    totals = listing.Totals()
    progress = Progress(len(found.names))
    began = time.monotonic()
    stopped = False
    try:
        for row in batch.check_all(found.names, settings, processes=arguments.jobs):
            totals.add(row)
            progress.erase()
            write(row)
            progress.step(is_good=row.verdict is Verdict.VERIFIED)
    except KeyboardInterrupt:
        stopped = True
    progress.erase()
    sentence = totals.sentence(
        seconds=time.monotonic() - began,
        total=len(found.names),
        left_out=found.left_out,
    )
    if arguments.json or arguments.csv:
        say(sentence)  # the output proper is for a program
    else:
        print("\n".join(["", *totals.table(), "", sentence]))
    if stopped:
        say("Stopped. What is above was checked; run this again for the rest.")
        return INTERRUPTED
    return EXIT_CODES[totals.verdict()]


def _writer(
    names: tuple[str, ...], arguments: argparse.Namespace
) -> Callable[[batch.Row], None]:
    """What writes one row, at once: whoever stops the run keeps what was done."""
    if arguments.json:
        return lambda row: print(row.report, flush=True)
    if arguments.csv:
        sys.stdout.write(listing.csv_line(list(listing.COLUMNS)))
        return lambda row: print(listing.csv_row(row), end="", flush=True)
    width = listing.width_of_names(names)
    return lambda row: print(listing.line(row, width_of_names=width), flush=True)


def _trusted(values: Sequence[str]) -> frozenset[str]:
    issuers: set[str] = set()
    for value in values:
        issuers |= _issuers_in(value)
    return frozenset(issuers)


def _issuers_in(value: str) -> set[str]:
    path = Path(value)
    if "\0" not in value and path.is_file():
        if path.stat().st_size > _MAX_TRUST_BYTES:
            raise UsageError(f"{printable(value)} is too large for a list of issuers")
        try:
            lines = path.read_text("utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                f"{printable(value)} cannot be read as a list of issuers: {error}"
            ) from error
        found = {line.strip() for line in lines} - {""}
        issuers = {line for line in found if not line.startswith("#")}
        if not issuers:
            # An empty list would mean "trust everybody", the opposite of what was asked.
            raise UsageError(
                f"{printable(value)} lists no issuer; write one in each line"
            )
        if wrong := sorted(line for line in issuers if ":" not in line):
            raise UsageError(
                f"{printable(value)}: {printable(wrong[0])} is no issuer; "
                "issuers are DIDs (did:web:…) or addresses (https://…)"
            )
        return issuers
    if ":" not in value:
        raise UsageError(
            f"there is no file {printable(value)}, and an issuer is a DID (did:web:…) or an "
            "address (https://…)"
        )
    return {value}


def _count(text: str) -> int:
    if (
        not text.isascii()
        or not text.isdigit()
        or not 0 < int(text) <= batch.MAX_PROCESSES
    ):
        raise argparse.ArgumentTypeError(
            f"{text!r} is no number from 1 to {batch.MAX_PROCESSES}"
        )
    return int(text)
