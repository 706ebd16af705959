"""`make bench-backpack`: how long the server works on the page of a full backpack.

One person with so many awards, in a database of its own; the page is asked for in this process, so
that what is measured is the server's work alone: processor time, whatever else the machine does.
"""

import argparse
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PAGE = Path("docs/benchmarks-backpack.md")
WARM = 3
TIMES = 20
HOLDER = "ada@home.example"
ASKED = (
    ("the first page", "/backpack/"),
    ("the last page", "/backpack/?page=999"),
    ("a search", "/backpack/?q=weaving"),
    ("only what is valid", "/backpack/?show=valid"),
    ("by skill", "/backpack/?group=skill"),
)


def main() -> int:
    """Fill a backpack, ask for its pages, write down what they took."""
    parser = argparse.ArgumentParser(prog="make bench-backpack", description=__doc__)
    parser.add_argument("--number", type=int, default=500)
    parser.add_argument("--no-write", dest="write", action="store_false")
    options = parser.parse_args()
    os.environ["DJANGO_SETTINGS_MODULE"] = "laurel.config.settings.test"
    import django

    django.setup()
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    setup_test_environment()
    runner: Any = get_runner(settings)(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    try:
        text = _page(options.number, _measured(_filled(options.number)))
    finally:
        runner.teardown_databases(databases)
    print(text)
    if options.write:
        PAGE.write_text(text, "utf-8")
    return 0


def _filled(number: int) -> Callable[[str], Any]:
    from django.test import Client
    from laurel.achievements.types import DuplicatePolicy

    from packages.laurel.tests.factories import badges, people

    holder = people.account(HOLDER)
    weaving = badges.achievement(name="Weaving", duplicate_policy=DuplicatePolicy.MANY)
    badges.copies(badges.issued(weaving, recipient_email=HOLDER), number - 1)
    client = Client()
    client.force_login(holder)
    return client.get


def _measured(get: Callable[[str], Any]) -> list[tuple[str, float, float, int]]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    found = []
    for name, path in ASKED:
        with CaptureQueriesContext(connection) as asked:
            response = get(path)
        questions = len(asked)
        if response.status_code != 200:  # noqa: PLR2004 - a page
            raise SystemExit(f"{path} answered {response.status_code}")
        taken = []
        for _ in range(WARM + TIMES):
            began = time.process_time()
            get(path)
            taken.append(time.process_time() - began)
        taken = taken[WARM:]
        found.append((name, statistics.median(taken), max(taken), questions))
    return found


def _page(number: int, found: list[tuple[str, float, float, int]]) -> str:
    rows = "\n".join(
        f"| {name} | {median * 1000:.0f} ms | {slowest * 1000:.0f} ms | {asked} |"
        for name, median, slowest, asked in found
    )
    return f"""# A full backpack

`make bench-backpack` writes this page: the server's work on the pages of somebody who holds
{number} badges, each asked for {TIMES} times, with SQLite, in one process. It is processor time,
database included: what else the machine does is no part of it.

| page | median | slowest | questions to the database |
|---|---|---|---|
{rows}
"""


if __name__ == "__main__":
    raise SystemExit(main())
