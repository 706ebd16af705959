"""`obkit extract`: take the badge out of a picture."""

import argparse

from obkit import baking
from obkit.baking import Standard
from obkit.cli.terminal import EXIT_DONE, STANDARD_INPUT, UsageError, read, write
from obkit.errors import MalformedImage

NAME = "extract"
SUMMARY = "Take the badge out of a PNG or SVG, as the bytes that were put in."
EXAMPLES = (
    ("obkit extract badge.png -o badge.json", "the badge in a picture"),
    ("obkit extract badge.png --standard ob2", "of two badges, the older one"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("source", metavar="picture", help="PNG or SVG; or -")
    parser.add_argument(
        "-o", "--output", default=STANDARD_INPUT, help="a new file; or -"
    )
    parser.add_argument(
        "--standard", choices=[str(s) for s in Standard], help="which of two badges"
    )


def run(arguments: argparse.Namespace) -> int:
    """Extract the one badge, or the one that was asked for."""
    found = baking.extract(read(arguments.source))
    if arguments.standard:
        found = tuple(f for f in found if f.standard == arguments.standard)
    if not found:
        raise MalformedImage("no such badge in the picture", reason="image.no_badge")
    if len(found) > 1:
        names = " or ".join(f"--standard {baked.standard}" for baked in found)
        raise UsageError(f"the picture carries {len(found)} badges; add {names}")
    write(found[0].payload, arguments.output)
    return EXIT_DONE
