"""Many at once: in order, on several cores, with flat memory, and ended cleanly."""

import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import tracemalloc
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from datetime import timedelta
from itertools import count, islice

import pytest
from obkit import issue, processes
from obkit.errors import ObkitError
from obkit.keys import KeyKind, LocalSigner
from obkit.resolve import MemoryFetcher
from obkit.verify import Verdict, verify_many

from packages.obkit.tests.badges import NOW, World

WORLD = World()


def make_fetcher() -> MemoryFetcher:
    return WORLD.fetcher


def awards(number: int | None = None) -> Iterator[issue.Award]:
    award = WORLD.award()
    for index in islice(count(), number):
        yield replace(award, id=f"https://college.example/b/{index}")


def issued(source, **options):
    return issue.issue_many(
        source,
        signer=WORLD.ed25519,
        verification_method=WORLD.method,
        created=NOW - timedelta(days=1),
        **options,
    )


@pytest.mark.parametrize("number", [1, 2])
def test_credentials_and_reports_come_in_order(number):
    made = list(issued(awards(300), processes=number))
    assert made == [WORLD.credential(award) for award in awards(300)]
    badges = [*made[:40], made[40].replace(b"Facilitation", b"Falsification"), b"{"]
    reports = list(
        verify_many(badges, make_fetcher=make_fetcher, now=NOW, processes=number)
    )
    verdicts = [report.verdict for report in reports]
    assert verdicts[:40] == [Verdict.VERIFIED] * 40
    assert verdicts[40:] == [Verdict.NOT_VERIFIED] * 2
    assert multiprocessing.active_children() == []


def test_tokens_come_in_order_from_several_processes():
    signer = LocalSigner.generate(KeyKind.ED25519)
    options = {"signer": signer, "kid": f"{WORLD.did}#key"}
    made = list(issue.issue_many_jwt(awards(200), processes=2, **options))
    assert made == list(issue.issue_many_jwt(awards(200), **options))


@pytest.mark.parametrize("number", [1, 2])
def test_what_cannot_be_issued_is_raised_at_its_place(number):
    def some() -> Iterator[issue.Award]:
        yield from awards(150)
        yield WORLD.award(id="not an address")
        yield from awards(150)

    found = issued(some(), processes=number)
    assert len(list(islice(found, 150))) == 150
    with pytest.raises(ObkitError):
        next(found)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("number", [1, 2])
def test_no_more_is_read_than_is_asked_for(number):
    read = []

    def endless() -> Iterator[issue.Award]:
        for award in awards():
            read.append(award.id)
            yield award

    found = issued(endless(), processes=number)
    assert len(list(islice(found, 10))) == 10
    assert len(read) <= 10 + number * 3 * 128 + 128
    found.close()
    assert multiprocessing.active_children() == []


def test_memory_stays_flat():
    """What is held after thousands is what was held after the first thousand."""
    found = issued(awards())
    reports = verify_many(issued(awards()), make_fetcher=make_fetcher, now=NOW)

    def peak(stream, number: int) -> int:
        tracemalloc.reset_peak()
        for _ in islice(stream, number):
            pass
        return tracemalloc.get_traced_memory()[1]

    tracemalloc.start()
    try:
        first = peak(found, 1_000)
        assert peak(found, 4_000) < first + 200_000  # one credential has 3 KB
        first = peak(reports, 200)
        assert peak(reports, 600) < first + 200_000  # one report has 10 KB
    finally:
        tracemalloc.stop()


def kills_itself(item: int) -> int:
    if item == 5:
        os.kill(os.getpid(), signal.SIGKILL)
    return item


def begin_killing():
    return kills_itself


def test_a_killed_process_is_said_and_not_waited_for():
    with pytest.raises(BrokenProcessPool):
        list(processes.in_order(range(9), begin_killing, processes=2, chunk=1))
    assert multiprocessing.active_children() == []


def test_ctrl_c_ends_all_processes_without_noise():
    program = textwrap.dedent("""
        import os, signal, sys
        from packages.obkit.tests.unit import test_many as here
        # A shell starts what runs in its background with Ctrl-C ignored.
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            for number, _ in enumerate(here.issued(here.awards(), processes=2)):
                if number == 200:
                    print("running", os.getpid(), flush=True)
        except KeyboardInterrupt:
            here.multiprocessing.active_children() and sys.exit("left over")
            sys.exit(130)
    """)
    with subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,  # a terminal sends Ctrl-C to the whole group
    ) as process:
        assert process.stdout.readline().startswith("running")
        os.killpg(process.pid, signal.SIGINT)
        try:
            _, errors = process.communicate(timeout=30)
        finally:
            if process.poll() is None:  # or leaving would wait for it for ever
                os.killpg(process.pid, signal.SIGKILL)
    assert (process.returncode, errors) == (130, "")
