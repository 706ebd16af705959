"""The command line: `obkit verify|inspect|extract|bake|issue|sign|…`, one module for each.

Exit codes: 0 verified (or done), 1 not verified (or not done, because the input is
wrong), 2 inconclusive, 64 wrong usage.
"""

import argparse
import os
import sys
from collections.abc import Sequence

from obkit.cli import (
    bake,
    completion,
    convert,
    did,
    extract,
    inspect,
    issue,
    keygen,
    sign,
    status,
    verify,
)
from obkit.cli.cures import cure_of
from obkit.cli.terminal import (
    EXIT_BROKEN,
    EXIT_USAGE,
    EXIT_WRONG,
    INTERRUPTED,
    UsageError,
    explain,
    say,
)
from obkit.errors import ObkitError

_COMMANDS = (
    verify,
    inspect,
    extract,
    bake,
    issue,
    sign,
    convert,
    keygen,
    did,
    status,
    completion,
)
_ARGPARSE_USAGE = 2  # argparse's own code for wrong usage; here 2 means inconclusive


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the exit code. Never a traceback: what goes wrong is said in words."""
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as end:  # --help, or wrong usage, already explained
        return EXIT_USAGE if end.code == _ARGPARSE_USAGE else 0
    try:
        code = _run(arguments)
        sys.stdout.flush()  # a short answer is still in the buffer, and its reader may be gone
    except BrokenPipeError:  # `obkit … | head`
        # What is still in the buffer has nowhere to go; else Python complains at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_WRONG
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _run(arguments: argparse.Namespace) -> int:
    try:
        return int(arguments.run(arguments))
    except UsageError as error:
        say(f"obkit: {error}")
        return EXIT_USAGE
    except ObkitError as error:
        say(f"obkit: {explain(error)}")
        if cure := cure_of(error.reason):
            say(cure)
        return EXIT_WRONG
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last resort: words instead of a traceback
        say(
            "obkit: something went wrong that should not"
            f" ({type(error).__name__}: {error}).\nNothing can be said about the badge."
            " Please report this, with the file if you may."
        )
        return EXIT_BROKEN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="obkit",
        description="Open Badges 2.0 and 3.0: verify, look inside, issue, bake, extract.",
        epilog="exit codes: 0 verified, 1 not verified, 2 could not be checked, 64 wrong usage",
    )
    commands = parser.add_subparsers(metavar="command", required=True)
    for command in _COMMANDS:
        sub = commands.add_parser(
            command.NAME,
            help=command.SUMMARY,
            description=command.SUMMARY,
            epilog=_examples(command.EXAMPLES),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        command.add_arguments(sub)
        sub.set_defaults(run=command.run, root=parser)
    return parser


def _examples(examples: Sequence[tuple[str, str]]) -> str:
    lines = [f"  {command}\n      {meaning}" for command, meaning in examples]
    return "\n".join(["examples:", *lines])
