"""`laurel check`: say what is wrong, before others notice."""

import argparse
import io

from laurel.commands import instance


def run(_arguments: argparse.Namespace) -> None:
    """Check settings, database and history; ends with 1 if something is wrong."""
    instance.start_django()
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", stdout=io.StringIO())
    except SystemCheckError as error:
        instance.stop(str(error))
    instance.refuse_old_database()
    from laurel.foundation import history

    if found := history.faults():
        instance.stop("The history was tampered with: " + "; ".join(found))
    print("Nothing is wrong.")
