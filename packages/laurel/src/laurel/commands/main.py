"""The `laurel` command."""

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

COMMANDS = (
    ("up", "Start everything here, with demo data, for a look or a small instance"),
    ("web", "Serve the web pages"),
    ("worker", "Do the background jobs"),
    ("migrate", "Bring the database to the present version"),
    ("secrets", "Make the secret key and the master key where they are missing"),
    ("forget-factor", "Let somebody who lost every second factor in by mail again"),
    ("export-site", "Copy all public pages and documents for any web host to serve"),
    ("check", "Say what is wrong with the settings"),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one of the commands. Whatever goes wrong is said in a sentence."""
    chosen = _parser().parse_args(arguments)
    os.umask(0o077)  # the database holds addresses and codes: for this account alone
    command = import_module(f"laurel.commands.{chosen.command.replace('-', '_')}")
    try:
        command.run(chosen)
    except KeyboardInterrupt:
        sys.exit(130)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="laurel",
        description="Laurel, a self-hosted Open Badges platform. Settings come from "
        "the environment; docs/reference/settings.md lists them.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, about in COMMANDS:
        sub = commands.add_parser(name, help=about, description=about + ".")
        if name in ("up", "web"):
            sub.add_argument("--host", default="127.0.0.1", help="where to listen")
            sub.add_argument("--port", type=_port, help="default: the base URL's")
        if name == "forget-factor":
            sub.add_argument("address", help="the person's e-mail address")
        if name == "export-site":
            _export_arguments(sub)
        if name == "up":
            sub.add_argument(
                "--no-demo", action="store_true", help="start without demo data"
            )
    return parser


def _export_arguments(sub: argparse.ArgumentParser) -> None:
    sub.add_argument("folder", help="a new one, or one whose copy was interrupted")
    sub.add_argument(
        "--years",
        type=_years,
        default=30,
        help="how long the last status lists are to be believed (default: %(default)s)",
    )


def _years(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) <= 100:  # noqa: PLR2004 - a lifetime
        raise argparse.ArgumentTypeError(f"{text!r} is not 1 to 100 years")
    return int(text)


def _port(text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65_536:  # noqa: PLR2004 - TCP's limit
        raise argparse.ArgumentTypeError(f"{text!r} is not a port (1 to 65535)")
    return int(text)


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
