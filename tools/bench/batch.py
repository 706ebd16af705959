"""`make bench-batch`: a list of 50,000 people on a running instance: rows a second, memory, waits.

A real `laurel up` (SQLite, one web process, its worker embedded) gets the list by its form, is
told to award it without time to undo, and mails to a mail server that keeps. Meanwhile somebody
opens pages and asks for sign-in codes. After `--minutes` it is stopped and the page says how far
it came.
"""

import argparse
import os
import sqlite3
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from aiosmtpd.smtp import SMTP, Envelope, Session

from packages.laurel.tests.journeys.running import Laurel, rows
from packages.laurel.tests.journeys.visitors import (
    PostOffice,
    Visitor,
    hidden,
    set_up,
    sign_in,
)

PAGE = Path("docs/benchmarks-batch.md")
EVERY = 0.5  # seconds between two pages of the visitor
CODE_EVERY = 20.0  # seconds between two sign-in codes: more often is refused
LOOK_EVERY = 2.0
LEARNERS = "@students.example"
MEGA = 1e6


@dataclass
class Waits:
    """How long somebody waited who used the instance meanwhile."""

    pages: list[float] = field(default_factory=list)
    codes: list[float] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


class BusyOffice(PostOffice):
    """A mail server that counts what learners get, and keeps the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.learners: set[str] = set()

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if all(address.endswith(LEARNERS) for address in envelope.rcpt_tos):
            self.learners.update(envelope.rcpt_tos)
            return "250 counted"
        answer: str = await super().handle_DATA(server, session, envelope)
        return answer


def main() -> int:
    """Run it and write the page; 0 if every row that was begun came to its end."""
    parser = argparse.ArgumentParser(prog="make bench-batch", description=__doc__)
    parser.add_argument("--number", type=int, default=50_000)
    parser.add_argument("--minutes", type=float, default=180)
    parser.add_argument("--no-write", dest="write", action="store_false")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, BusyOffice() as office:
        laurel = Laurel(
            Path(folder),
            smtp_host="127.0.0.1",
            smtp_port=office.port,
            smtp_security="none",
            undo_minutes=0,
        )
        try:
            laurel.start()
            lines = _measured(laurel, office, options.number, options.minutes * 60)
        finally:
            laurel.close()
    text = _page(lines)
    print(text)
    if options.write:
        PAGE.write_text(text)
    return 0


def _measured(
    laurel: Laurel, office: BusyOffice, number: int, longest: float
) -> list[tuple[str, str]]:
    visitor = sign_in(laurel.port, office)
    badge = set_up(visitor)
    waits = Waits()
    others = [
        threading.Thread(target=_open_pages, args=(laurel.port, visitor, badge, waits)),
        threading.Thread(target=_ask_for_codes, args=(laurel.port, office, waits)),
    ]
    for other in others:
        other.start()
    try:
        began = time.monotonic()
        place = _brought(visitor, badge, number)
        answered = time.monotonic() - began
        page = _when_ready(visitor, place, number)
        checked = time.monotonic() - began
        began = time.monotonic()
        _award(visitor, place, page)
        before = _processor_of(laurel.process.pid)
        signed, mailed, memory = _watch(laurel, office, number, began + longest)
        taken = time.monotonic() - began
        busy = _processor_of(laurel.process.pid) - before
    finally:
        waits.stop.set()
        for other in others:
            other.join()
    return [
        ("rows in the list", f"{number:,}"),
        ("until the page answered the upload", f"{answered:.1f} s"),
        ("until every row was read and checked", f"{checked:.0f} s"),
        ("rows awarded and signed", f"{signed:,}"),
        ("mails handed over meanwhile", f"{mailed:,}"),
        ("in", f"{taken:,.0f} s"),
        ("rows a second", f"{signed / taken:.1f}"),
        (
            "processor time for each, pages and codes included",
            f"{busy / signed * 1e3:.0f} ms",
        ),
        ("most memory of web server and worker together", f"{memory / MEGA:.0f} MB"),
        ("pages opened meanwhile", f"{len(waits.pages):,}"),
        ("the slowest of them", f"{max(waits.pages):.2f} s"),
        ("the median", f"{sorted(waits.pages)[len(waits.pages) // 2]:.2f} s"),
        ("sign-in codes asked for meanwhile", f"{len(waits.codes)}"),
        ("the slowest to arrive", f"{max(waits.codes, default=0):.1f} s"),
        ("load of the machine at the end", f"{os.getloadavg()[2]:.1f}"),
    ]


def _brought(visitor: Visitor, badge: str, number: int) -> str:
    lines = ["Name,E-mail"]
    lines += [f"Learner {n},learner-{n}{LEARNERS}" for n in range(number)]
    page = visitor.get(f"{badge}/award/many")
    status, place, answer = visitor.submit(
        f"{badge}/award/many", page, key=hidden(page, "key"), text="\n".join(lines)
    )
    if status != 302:  # noqa: PLR2004
        raise SystemExit(answer)
    return urlsplit(place).path


def _when_ready(visitor: Visitor, place: str, number: int) -> str:
    while f"Award {number}<" not in (page := visitor.get(place)):
        time.sleep(1)
    return page


def _award(visitor: Visitor, place: str, page: str) -> None:
    facts = {name: hidden(page, name) for name in ("ready", "held")}
    status, _, answer = visitor.submit(
        f"{place}/award", page, duplicates="skip", when="now", **facts
    )
    if status != 302:  # noqa: PLR2004
        raise SystemExit(answer)


def _watch(
    laurel: Laurel, office: BusyOffice, number: int, until: float
) -> tuple[int, int, int]:
    """Until all are signed and mailed, or it is time to stop: how many, and the most memory."""
    memory = signed = 0
    while time.monotonic() < until:
        time.sleep(LOOK_EVERY)
        memory = max(memory, _memory_of(laurel.process.pid))
        try:
            found = rows(laurel.folder, "SELECT COUNT(*) FROM credentials_credential")
            signed = found[0][0]
        except sqlite3.Error:
            continue  # at the next look
        if signed == number and len(office.learners) >= number:
            break
    return signed, len(office.learners), memory


def _memory_of(group: int) -> int:
    """What all processes of the group have resident, in bytes."""
    pages = _each_of(group, lambda entry: int((entry / "statm").read_text().split()[1]))
    return int(sum(pages)) * os.sysconf("SC_PAGE_SIZE")


def _processor_of(group: int) -> float:
    """What all processes of the group have had of the processor, in seconds."""
    return sum(_each_of(group, _ticks)) / os.sysconf("SC_CLK_TCK")


def _ticks(entry: Path) -> int:
    """User and system time; they follow the name, which stands in brackets."""
    after = (entry / "stat").read_text().rpartition(")")[2].split()
    return int(after[11]) + int(after[12])


def _each_of(group: int, read: Callable[[Path], int]) -> Iterator[int]:
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and os.getpgid(int(entry.name)) == group:
                yield read(entry)
        except (OSError, ValueError):
            continue  # it has just ended


def _open_pages(port: int, visitor: Visitor, badge: str, waits: Waits) -> None:
    home = badge.split("/badges/", maxsplit=1)[0]
    paths = [f"{home}/", badge, f"{home}/awards", f"{home}/batches", "/verify"]
    other = Visitor(port, visitor.cookies)
    number = 0
    while not waits.stop.wait(EVERY):
        began = time.monotonic()
        other.get(paths[number % len(paths)])
        waits.pages.append(time.monotonic() - began)
        number += 1


def _ask_for_codes(port: int, office: PostOffice, waits: Waits) -> None:
    number = 0
    while not waits.stop.wait(CODE_EVERY):
        number += 1
        address = f"visitor-{number}@north-college.example"
        other = Visitor(port)
        began = time.monotonic()
        other.submit("/accounts/login/", other.get("/accounts/login/"), login=address)
        while not office.to(address) and not waits.stop.is_set():
            time.sleep(0.1)
        if office.to(address):
            waits.codes.append(time.monotonic() - began)


def _page(lines: list[tuple[str, str]]) -> str:
    cores = len(os.sched_getaffinity(0))
    table = "\n".join(f"| {what} | {value} |" for what, value in lines)
    return f"""# Many people at once

`make bench-batch` writes this page: a list of people on a running instance with SQLite, one web
process and its worker inside it. The machine has {cores} cores, which the mail server and the
visitors of the run share. Every row is awarded, signed twice (Data Integrity and VC-JWT), verified
by the public path, stored and mailed. Meanwhile somebody opens pages and asks for sign-in codes.
Where fewer rows are awarded than the list has, the run was stopped (`--minutes`); the load says how
much else the machine had to do.

| what | |
|---|---|
{table}
"""


if __name__ == "__main__":
    raise SystemExit(main())
