"""Starting the `laurel` command as an operator does, and ending it as the kernel does."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

LAUREL = Path(sys.executable).with_name("laurel")
START_WITHIN = 60.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def environment(**settings: str) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LAUREL_", "DJANGO_", "_LAUREL"))
    }
    return kept | {f"LAUREL_{name.upper()}": value for name, value in settings.items()}


def run(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess:
    """A command that is expected to end by itself."""
    return subprocess.run(
        [LAUREL, *arguments],
        cwd=folder,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=START_WITHIN,
    )


@dataclass
class Running:
    process: subprocess.Popen
    port: int
    said: Path

    @property
    def text(self) -> str:
        return self.said.read_text("utf-8")

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in found.read_text().split()]

    def wait_for(self, words: str, within: float = START_WITHIN) -> None:
        until = time.monotonic() + within
        while words not in self.text:
            assert self.process.poll() is None, f"it ended:\n{self.text}"
            assert time.monotonic() < until, f"it never said {words!r}:\n{self.text}"
            time.sleep(0.05)

    def get(self, path: str) -> tuple[int, bytes]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def interrupt(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=20)

    def kill(self) -> None:
        """What the out-of-memory killer does."""
        self.process.kill()
        self.process.wait(timeout=20)


@contextlib.contextmanager
def running(
    folder: Path, *arguments: str, port: int, until: str, **settings: str
) -> Iterator[Running]:
    """A command that goes on; ended, with its children, when the block is left."""
    said = folder / f"said-{time.monotonic_ns()}.txt"
    with said.open("w") as output:
        process = subprocess.Popen(
            [LAUREL, *arguments],
            cwd=folder,
            env=environment(**settings),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    it = Running(process, port, said)
    try:
        it.wait_for(until)
        yield it
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def up(folder: Path, *arguments: str, port: int = 0, **settings: str):
    """`laurel up` without demo data, on a port of its own."""
    port = port or free_port()
    return running(
        folder,
        "up",
        "--no-demo",
        "--port",
        str(port),
        *arguments,
        port=port,
        until="Ctrl-C ends it",
        **settings,
    )


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def within(seconds: float, question) -> bool:
    """Whether the answer becomes yes in that time."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if question():
            return True
        time.sleep(0.05)
    return False
