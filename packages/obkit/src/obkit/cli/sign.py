"""`obkit sign`: a document, signed with a key."""

import argparse
from datetime import UTC, datetime

from obkit.cli import signing
from obkit.cli.terminal import (
    EXIT_DONE,
    STANDARD_INPUT,
    UsageError,
    moment,
    printable,
    read,
    say,
    write,
)
from obkit.encoding import strict_json

NAME = "sign"
SUMMARY = "Sign a credential that is written already."
EXAMPLES = (
    ("obkit sign badge.json --key issuer.key.json -o signed.json", "a signature in it"),
    (
        "obkit sign badge.json --key rsa.key.json --proof vc-jwt",
        "as a token, to standard output",
    ),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("document", help="a credential as JSON; or -")
    parser.add_argument(
        "-o", "--output", default=STANDARD_INPUT, help="a new file; or -"
    )
    parser.add_argument(
        "--now", metavar="TIME", type=moment, help="the time of signing"
    )
    signing.add_arguments(parser)


def run(arguments: argparse.Namespace) -> int:
    """Sign, and write the result to a new file."""
    document = strict_json.loads_object(read(arguments.document))
    if not signing.issuer_of(document):
        raise UsageError(
            f"{printable(arguments.document)} names no issuer; "
            "a credential has its issuer's DID or address as `issuer`"
        )
    # The command line is where the time comes in.
    now = arguments.now or datetime.now(UTC)  # noqa: TID251
    write(signing.sign(document, arguments, now=now), arguments.output)
    if arguments.output != STANDARD_INPUT:
        say(f"Signed. Try it: obkit verify {printable(arguments.output)}")
    return EXIT_DONE
