"""`obkit issue`: from a small file of facts to a signed badge."""

import argparse
import secrets
import uuid
from datetime import UTC, datetime

from obkit import baking
from obkit.baking import Standard
from obkit.cli import facts_file, issue_ob2, keyfile, signing
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
from obkit.issue import build
from obkit.issue.signing import conforming

NAME = "issue"
SUMMARY = "Issue a badge from a small file of facts (TOML or JSON)."
EXAMPLES = (
    ("obkit issue --example > award.toml", "a file to begin with"),
    ("obkit issue award.toml --key issuer.key.json -o badge.json", "a signed badge"),
    (
        "obkit issue award.toml --key issuer.key.json --picture art.png -o badge.png",
        "the same, in a picture",
    ),
    (
        "obkit issue award.toml --format ob2 -o badge/",
        "a hosted badge of 2.0: what to publish, and where",
    ),
)
_OB3 = "ob3"
# 128 bits: nobody finds out by trying whose address a published hash stands for.
_SALT_BYTES = 16


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("facts", nargs="?", help="TOML or JSON; or -")
    parser.add_argument(
        "-o", "--output", default=STANDARD_INPUT, help="a new file; or -"
    )
    parser.add_argument(
        "--picture", metavar="FILE", help="a PNG or SVG to put the badge into"
    )
    parser.add_argument(
        "--now", metavar="TIME", type=moment, help="the time of issuing"
    )
    parser.add_argument(
        "--example", action="store_true", help="print a file of facts to begin with"
    )
    parser.add_argument(
        "--format",
        choices=(_OB3, issue_ob2.HOSTED, issue_ob2.SIGNED),
        default=_OB3,
        help="Open Badges 3.0, or 2.0 hosted or signed: a folder of documents to publish, whose "
        "addresses the facts name as ob2_id",
    )
    signing.add_arguments(parser, needs_key=False)


def run(arguments: argparse.Namespace) -> int:
    """Build, sign, and write to a new file."""
    if arguments.example:
        print(facts_file.EXAMPLE, end="")
        return EXIT_DONE
    if arguments.facts is None:
        raise UsageError("name a file of facts; see obkit issue --example")
    # The command line is where the time comes in.
    now = arguments.now or datetime.now(UTC)  # noqa: TID251
    if arguments.format != _OB3:
        return issue_ob2.run(arguments, now=now)
    if arguments.key is None:
        raise UsageError("name a key: --key FILE; make one: obkit keygen FILE")
    key = keyfile.load(arguments.key).public_key
    award = facts_file.read_award(
        read(arguments.facts),
        defaults={
            ("id",): f"urn:uuid:{uuid.uuid4()}",
            ("valid_from",): now,
            ("issuer", "id"): keyfile.did_key_of(key),
            ("recipient", "salt"): secrets.token_hex(_SALT_BYTES),
        },
    )
    data = signing.sign(conforming(build(award)), arguments, now=now)
    if arguments.picture:
        data = baking.bake(read(arguments.picture), data, Standard.OB3)
    write(data, arguments.output)
    if arguments.output != STANDARD_INPUT:
        say(f"Issued. Try it: obkit verify {printable(arguments.output)}")
    return EXIT_DONE
