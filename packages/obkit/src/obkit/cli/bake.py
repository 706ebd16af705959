"""`obkit bake`: put a badge into a picture."""

import argparse

from obkit import baking
from obkit.baking import PayloadForm, Standard
from obkit.cli.terminal import (
    EXIT_DONE,
    STANDARD_INPUT,
    UsageError,
    printable,
    read,
    say,
    write,
)
from obkit.encoding import jws, strict_json
from obkit.verify.case import Kind
from obkit.verify.kinds import kind_of

NAME = "bake"
SUMMARY = "Put a badge, as JSON or signed token, into a PNG or SVG."
EXAMPLES = (
    ("obkit bake art.png badge.json -o badge.png", "a picture that carries the badge"),
    ("obkit bake old.png badge.json -o new.png --replace", "instead of an earlier one"),
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What the command understands."""
    parser.add_argument("picture", help="PNG or SVG; or -")
    parser.add_argument("badge", help="JSON or token; or -")
    parser.add_argument("-o", "--output", required=True, help="a new file; or -")
    parser.add_argument(
        "--standard",
        choices=[str(s) for s in Standard],
        help="which Open Badges it follows, where the badge itself does not tell",
    )
    parser.add_argument(
        "--replace",
        action="store_true",
        help="replace an earlier badge of the same standard",
    )


def run(arguments: argparse.Namespace) -> int:
    """Bake, and write the new picture to a new file."""
    if arguments.picture == arguments.badge == STANDARD_INPUT:
        raise UsageError("only one of picture and badge can come from standard input")
    payload = read(arguments.badge).strip()
    standard = (
        Standard(arguments.standard) if arguments.standard else _standard(payload)
    )
    image = baking.bake(
        read(arguments.picture), payload, standard, replace=arguments.replace
    )
    write(image, arguments.output)
    if arguments.output != STANDARD_INPUT:
        say(f"Baked. Try it: obkit verify {printable(arguments.output)}")
    return EXIT_DONE


def _standard(payload: bytes) -> Standard:
    is_token = baking.form_of(payload) is PayloadForm.JWS
    content = jws.split(payload).payload if is_token else payload
    kind = kind_of(strict_json.loads_object(content))
    if kind is Kind.OB2_ASSERTION:
        return Standard.OB2
    if kind in (Kind.OB3_ACHIEVEMENT, Kind.VC1):
        return Standard.OB3
    if kind is Kind.CLR2:
        return Standard.CLR2
    raise UsageError(
        "this is no badge that was awarded; if you are sure, add --standard ob3"
    )
