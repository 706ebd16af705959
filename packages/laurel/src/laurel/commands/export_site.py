"""`laurel export-site FOLDER`: what any web host can serve when Laurel runs no more."""

import argparse
import datetime as dt
import sys
from collections.abc import Mapping
from itertools import islice
from pathlib import Path

from laurel.commands import instance

A_YEAR = dt.timedelta(days=365.25)
SAID_EVERY = 100  # files
MOST_NAMED = 20  # addresses that did not answer


def run(arguments: argparse.Namespace) -> None:
    """Copy, or go on where a former copy was interrupted."""
    env = instance.read_settings()
    instance.start_django()
    instance.refuse_old_database()
    instance.collect_static()
    from laurel.commands import copied, copying

    folder = Path(arguments.folder)
    try:
        copy = copying.Copy.begun(folder, base_url=env.base_url)
        for step in copied.everything(copy, valid_for=arguments.years * A_YEAR):
            _say(step)
        copy.finish()
    except copying.Refused as error:
        instance.stop(str(error))
    except OSError as error:
        instance.stop(
            f"{folder} cannot be written to ({error.strerror}). What is there is whole: "
            "type the same again, and it goes on."
        )
    print(
        f"\nCopied: {len(copy.done):,} files. {folder / 'README.txt'} says what is next."
    )
    if copy.missed:
        instance.stop(missing(copy.missed))


def missing(missed: Mapping[str, str]) -> str:
    """What to tell of addresses that did not answer."""
    some = [f"  {path}: {why}" for path, why in islice(missed.items(), MOST_NAMED)]
    more = [f"  and {len(missed) - MOST_NAMED:,} more"]
    return "\n".join(
        [
            f"{len(missed):,} addresses did not answer, so they are not in the copy:",
            *some,
            *(more if len(missed) > MOST_NAMED else []),
            "Look into the log for the cause, and copy again into a new folder.",
        ]
    )


def _say(step: tuple[str, int]) -> None:
    what, number = step
    if sys.stdout.isatty():
        print(f"\r{what}: {number:,}      ", end="", flush=True)
    elif number % SAID_EVERY == 0:
        print(f"{what}: {number:,}", flush=True)
