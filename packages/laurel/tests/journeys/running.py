"""A real `laurel up` for tests, in a process group of its own."""

import contextlib
import http.client
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

PATIENCE = 120.0  # seconds without any progress: then something is really wrong


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Laurel:
    """`laurel up` in a process group of its own."""

    def __init__(self, folder, **settings):
        self.port = free_port()
        self.folder = folder
        self.process = None
        self._log = (folder / "log").open("ab")
        clean = {
            k: v
            for k, v in os.environ.items()
            if not k.startswith(("LAUREL_", "DJANGO_"))
        }
        self._environ = clean | {
            "LAUREL_DATA_DIR": str(folder / "data"),
            **{
                f"LAUREL_{name.upper()}": str(value) for name, value in settings.items()
            },
        }

    @property
    def url(self):
        return f"http://localhost:{self.port}"

    def start(self):
        command = Path(sys.executable).with_name("laurel")
        self.process = subprocess.Popen(
            [command, "up", "--no-demo", "--port", str(self.port)],
            cwd=self.folder,
            env=self._environ,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            if self._answers():
                return
            assert self.process.poll() is None, self.log()
            time.sleep(0.1)
        raise AssertionError("the server did not start:\n" + self.log())

    def _answers(self):
        connection = http.client.HTTPConnection("localhost", self.port, timeout=5)
        with (
            contextlib.closing(connection),
            contextlib.suppress(OSError, http.client.HTTPException),
        ):
            connection.request("GET", "/accounts/login/")
            return connection.getresponse().status == 200
        return False

    def kill(self):
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def log(self):
        return (self.folder / "log").read_text(errors="replace")[-4000:]

    def close(self):
        self.kill()
        self._log.close()


def rows(folder, query):
    """What the database of an instance says, read beside it."""
    uri = f"file:{folder / 'data' / 'laurel.sqlite3'}?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True, timeout=30)) as database:
        return database.execute(query).fetchall()
