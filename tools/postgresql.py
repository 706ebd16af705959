"""A private PostgreSQL for a test run: made in a temporary folder, gone afterwards."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROGRAMS = "/usr/lib/postgresql"
SUPERUSER = "laurel"
START_WITHIN = 30.0
# Nothing of it has to survive the run, so nothing waits for the disk.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class PostgresqlMissing(Exception):
    """The server programs are not installed, or do not start."""


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a server of our own, for as long as the block lasts.

    Raises:
        PostgresqlMissing: its message says what to type.
    """
    programs = _programs()
    user = _user()
    folder = Path(tempfile.mkdtemp(prefix="laurel-postgresql-"))
    try:
        if user:
            shutil.chown(folder, user)
        _initialise(programs, folder, user)
        port = _free_port()
        with (folder / "log").open("w", encoding="utf-8") as log:
            server = subprocess.Popen(
                [
                    programs / "postgres", "-D", folder / "data", "-p", str(port),
                    "-k", folder, "-c", "listen_addresses=127.0.0.1",
                    *(word for each in FAST for word in ("-c", each)),
                ],
                user=user, stdout=log, stderr=log,
            )  # fmt: skip
        try:
            _wait(server, port, folder / "log")
            yield f"postgresql://{SUPERUSER}@127.0.0.1:{port}/laurel"
        finally:
            server.send_signal(signal.SIGINT)  # "fast": it sends its clients away
            try:
                server.wait(timeout=20)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _programs() -> Path:
    found = sorted(Path(PROGRAMS).glob("*/bin/initdb"))
    if not found:
        raise PostgresqlMissing(
            "PostgreSQL's server is not installed. Type: tools/setup/postgresql"
        )
    return found[-1].parent


def _user() -> str | None:
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    if os.geteuid() != 0:
        return None
    try:
        return pwd.getpwnam("postgres").pw_name
    except KeyError as error:
        raise PostgresqlMissing(
            "PostgreSQL does not run as root and there is no user `postgres`."
        ) from error


def _initialise(programs: Path, folder: Path, user: str | None) -> None:
    made = subprocess.run(
        [
            programs / "initdb", "-D", folder / "data", "-U", SUPERUSER, "-A", "trust",
            "-E", "UTF8", "--locale=C.UTF-8", "--no-sync",
        ],
        user=user, cwd=folder, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise PostgresqlMissing(f"PostgreSQL cannot be started:\n{made.stderr}")


def _wait(server: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise PostgresqlMissing(
        f"PostgreSQL did not start:\n{log.read_text(encoding='utf-8')[-2000:]}"
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port
