"""`laurel web`: serve the pages (and do the jobs, unless workers run elsewhere)."""

import argparse
from urllib.parse import urlsplit

from laurel.commands import instance, serving
from laurel.config.env import Worker as WorkerPlace

DEFAULT_PORT = 8000


def run(arguments: argparse.Namespace) -> None:
    """Serve until stopped."""
    env = instance.read_settings()
    port = arguments.port or urlsplit(env.base_url).port or DEFAULT_PORT
    instance.start_django()
    lock = instance.hold_data_directory(env, alone=False)
    instance.refuse_taken_port(arguments.host, port)
    instance.refuse_old_database()
    instance.collect_static()
    from laurel.foundation.worker import Worker

    worker = Worker()
    if env.worker is WorkerPlace.EMBEDDED:
        worker.start()
    serving.serve(
        host=arguments.host,
        port=port,
        processes=env.web_workers,
        threads=env.web_threads,
        when_it_answers=lambda: print(
            f"Serving {env.base_url} on {arguments.host}:{port}. Ctrl-C ends it.",
            flush=True,
        ),
    )
    worker.stop()
    lock.close()
