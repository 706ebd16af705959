"""The web server: granian in child processes, this process as their parent."""

import multiprocessing
import os
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException

from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from laurel.config.start import PARENT_VARIABLE

ANSWER_WITHIN = 60.0  # seconds until the first answer, on a slow machine
ASK_EVERY = 0.1


def serve(
    *,
    host: str,
    port: int,
    processes: int,
    threads: int,
    when_it_answers: Callable[[], None],
) -> None:
    """Serve until Ctrl-C or SIGTERM; `when_it_answers` runs once it does."""
    os.environ[PARENT_VARIABLE] = str(os.getpid())  # the children end with us
    # A forked child would inherit our database connections, and whatever lock another
    # of our threads happens to hold at that moment, for ever.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        "laurel.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=processes,
        blocking_threads=threads,
        log_level=LogLevels.error,
        respawn_failed_workers=True,
        websockets=False,
    )
    threading.Thread(
        target=_say_when_it_answers, args=(host, port, when_it_answers), daemon=True
    ).start()
    server.serve()


def _say_when_it_answers(host: str, port: int, say: Callable[[], None]) -> None:
    nearest = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    until = time.monotonic() + ANSWER_WITHIN
    while time.monotonic() < until:
        connection = HTTPConnection(nearest, port, timeout=5)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            connection.getresponse().read()
        except (OSError, HTTPException):
            time.sleep(ASK_EVERY)
        else:
            say()
            return
        finally:
            connection.close()
