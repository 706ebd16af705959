"""`laurel migrate`: bring the database to the present version."""

import argparse

from laurel.commands import instance


def run(_arguments: argparse.Namespace) -> None:
    """Migrate; harmless to repeat."""
    instance.start_django()
    instance.make_data_directory(instance.read_settings())
    instance.bring_up_to_date()
    print("The database is of the present version.")
