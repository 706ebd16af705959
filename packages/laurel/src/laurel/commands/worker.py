"""`laurel worker`: do the background jobs until Ctrl-C or SIGTERM."""

import argparse
import signal

from laurel.commands import instance


def run(_arguments: argparse.Namespace) -> None:
    """Work until stopped; as many of these may run as one likes."""
    instance.start_django()
    lock = instance.hold_data_directory(instance.read_settings(), alone=False)
    instance.refuse_old_database()
    from laurel.foundation.worker import Worker

    worker = Worker()
    ended = [False]

    def end(*_: object) -> None:
        ended[0] = True

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    worker.start()
    print("Working. Ctrl-C ends it.", flush=True)
    while not ended[0]:
        signal.pause()
    worker.stop()
    lock.close()
