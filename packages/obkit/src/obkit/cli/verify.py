"""`obkit verify`: is this badge good?"""

import argparse
import json
from datetime import UTC, datetime

from obkit.cli import table
from obkit.cli.terminal import UsageError, is_url, read
from obkit.encoding import times
from obkit.errors import MalformedText, Unreachable
from obkit.resolve import Fetched, Fetcher, HttpFetcher
from obkit.verify import Policy, Report, Verdict, verify_url
from obkit.verify import verify as verify_bytes

NAME = "verify"
SUMMARY = "Check a badge: a file, a web address, or - for standard input."
EXIT_CODES = {Verdict.VERIFIED: 0, Verdict.NOT_VERIFIED: 1, Verdict.INCONCLUSIVE: 2}


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
        "source", metavar="badge", help="PNG, SVG, JSON or token; URL; or -"
    )
    parser.add_argument(
        "--json", action="store_true", help="the report as JSON, for programs"
    )
    parser.add_argument(
        "--recipient",
        metavar="EMAIL",
        help="the badge must have been issued to this person",
    )
    parser.add_argument(
        "--trust",
        metavar="ISSUER",
        action="append",
        default=[],
        help="the issuer (its DID or address) must be one of these; may be repeated",
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
        "--now", metavar="TIME", type=_moment, help="as if it were 2026-11-21T14:02:05Z"
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify and show; the exit code is the verdict's."""
    report = _report(arguments)
    if arguments.json:
        print(json.dumps(report.as_json(), indent=2, ensure_ascii=False))
    else:
        print(table.render(report, arguments.source))
    return EXIT_CODES[report.verdict]


def _report(arguments: argparse.Namespace) -> Report:
    source: str = arguments.source
    policy = Policy(
        recipient=arguments.recipient, trusted_issuers=frozenset(arguments.trust)
    )
    fetcher: Fetcher = Offline()
    if not arguments.offline:
        # Open Badges 2.0 knows plain http; what a signature depends on is asked over
        # https only.
        fetcher = HttpFetcher(
            local_hosts=frozenset(arguments.allow_host), allow_http=True
        )
    # The command line is where the time comes in.
    now = arguments.now or datetime.now(UTC)  # noqa: TID251
    if not is_url(source):
        return verify_bytes(read(source), policy=policy, fetcher=fetcher, now=now)
    if arguments.offline:
        raise UsageError(
            "an address cannot be read --offline; download the badge first"
        )
    return verify_url(source, policy=policy, fetcher=fetcher, now=now)


def _moment(text: str) -> datetime:
    try:
        return times.parse(text)
    except MalformedText as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a time such as 2026-11-21T14:02:05Z"
        ) from error
