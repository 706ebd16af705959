"""What several commands do: read the settings, start Django, tend the database."""

import fcntl
import os
import socket
import sys
import time
from typing import IO, NoReturn

from laurel.config import env as environment
from laurel.config.env import Environment
from laurel.config.start import choose_settings, refuse_unsafe

PORT_IS_LET_GO_WITHIN = 5.0  # seconds


def stop(message: str) -> NoReturn:
    """End with one clear sentence."""
    sys.exit(message)


def read_settings() -> Environment:
    """The settings, or an end that names every one that cannot be read."""
    try:
        return environment.read(os.environ)
    except environment.EnvironmentInvalid as error:
        stop(str(error))


def make_data_directory(env: Environment) -> None:
    """The data directory, for this account alone; one that cannot be had ends here."""
    try:
        env.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        _no_data_directory(env, error)


def hold_data_directory(env: Environment, *, alone: bool) -> IO[str]:
    """A lock on the data directory, as long as it stays open.

    `laurel up` is alone in it, because it takes over what a killed one left; the others
    may be many.
    """
    make_data_directory(env)
    try:
        lock = (env.data_dir / "up.lock").open("w", encoding="utf-8")
    except OSError as error:
        _no_data_directory(env, error)
    try:
        fcntl.flock(lock, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError:
        stop(f"Another Laurel runs with the data directory {env.data_dir}.")
    return lock


def _no_data_directory(env: Environment, error: OSError) -> NoReturn:
    stop(
        f"The data directory {env.data_dir} cannot be written to ({error.strerror}). "
        "Choose another one: LAUREL_DATA_DIR=…"
    )


def start_django() -> None:
    """Let Django come up with the settings of the mode; unsafe ones end here."""
    import django
    from django.core.exceptions import ImproperlyConfigured

    read_settings()
    choose_settings(os.environ)
    try:
        django.setup()
    except ImproperlyConfigured as error:
        stop(f"Laurel cannot start: {error}")
    refuse_unsafe()


def bring_up_to_date() -> None:
    """Migrate the database and make the cache's table."""
    from django.core.management import call_command
    from django.db import Error

    try:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except Error as error:
        stop(f"The database cannot be brought up to date: {error}".rstrip())


def refuse_old_database() -> None:
    """End with what to type if the database is not of this version."""
    from django.db import Error, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error as error:
        stop(f"The database does not answer: {error}".rstrip())
    if plan:
        stop("The database is not of this version. Type: laurel migrate")


def collect_static() -> None:
    """Put style sheets and scripts where the web server finds them."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def refuse_taken_port(host: str, port: int) -> None:
    """End with what to type if somebody listens there already.

    A process that was killed lets its port go a moment later; a restart waits for that.
    """
    until = time.monotonic() + PORT_IS_LET_GO_WITHIN
    while (problem := _why_not(host, port)) and time.monotonic() < until:
        time.sleep(0.1)
    if problem:
        stop(
            f"Port {port} on {host} cannot be used ({problem}). "
            f"Choose another one: laurel up --port {port + 1}"
        )


def _why_not(host: str, port: int) -> str:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error.strerror or str(error)
    return ""
