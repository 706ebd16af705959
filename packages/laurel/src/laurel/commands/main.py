"""The `laurel` command."""

import os
import sys

from laurel.config.start import choose_settings


def main() -> None:
    """Run one of the commands."""
    choose_settings(os.environ)
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
