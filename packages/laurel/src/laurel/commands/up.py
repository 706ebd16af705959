"""`laurel up`: everything in one go, from an empty directory to a running instance."""

import argparse
import os
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from laurel.commands import instance, secrets, serving
from laurel.config.env import Environment
from laurel.config.env import Worker as WorkerPlace

DEFAULT_PORT = 8000


def run(arguments: argparse.Namespace) -> None:
    """Make what is missing, start, and say where to look; until Ctrl-C."""
    port = _choose_address(arguments)
    env = instance.read_settings()
    lock = instance.hold_data_directory(env, alone=True)
    instance.refuse_taken_port(arguments.host, port)
    if not env.is_production:  # there, a key that is missing may be a key that was lost
        secrets.ensure(env)
        env = instance.read_settings()
    instance.start_django()
    moved = _note_base_url(env)
    instance.bring_up_to_date()
    instance.collect_static()
    demo = _load_demo() if env.demo else None

    from laurel.foundation import worker

    if env.database_url.startswith("sqlite:"):
        worker.take_over()  # we hold the lock: whoever had these leases is dead
    background = worker.Worker()
    if env.worker is WorkerPlace.EMBEDDED:
        background.start()
    serving.serve(
        host=arguments.host,
        port=port,
        processes=env.web_workers,
        threads=env.web_threads,
        when_it_answers=lambda: _say(env, demo, moved),
    )
    background.stop()
    lock.close()


def _choose_address(arguments: argparse.Namespace) -> int:
    given = os.environ.get("LAUREL_BASE_URL")
    port: int = arguments.port or DEFAULT_PORT
    if given is None:
        os.environ["LAUREL_BASE_URL"] = f"http://localhost:{port}"
    elif arguments.port is None:
        port = urlsplit(given).port or DEFAULT_PORT
    if arguments.no_demo:
        os.environ["LAUREL_DEMO"] = "no"
    elif os.environ.get("LAUREL_MODE", "development") == "development":
        os.environ.setdefault("LAUREL_DEMO", "yes")
    return port


def _note_base_url(env: Environment) -> str:
    """The address that badges of earlier runs carry, if it was another one."""
    kept = env.data_dir / "base_url"
    before = kept.read_text(encoding="utf-8").strip() if kept.exists() else ""
    if not before:
        kept.write_text(env.base_url + "\n", encoding="utf-8")
    return before if before and before != env.base_url else ""


def _load_demo() -> Any:
    # By name: the demo is data for a look, not something commands stand on.
    return import_module("laurel.demo.services").load()


def _say(env: Environment, demo: Any, moved: str) -> None:
    lines = ["", f"Laurel is running:  {env.base_url}", ""]
    if demo is not None:
        lines += _about_demo(env, demo)
    if env.mail_viewer:
        lines.append(f"Mail viewer:        {env.base_url}/mail/")
    lines.append(f"Data directory:     {_short(env.data_dir)}")
    if moved:
        lines += [
            "",
            f"Badges of earlier runs point to {moved}.",
            f"To have them verified, start with LAUREL_BASE_URL={moved}",
        ]
    print("\n".join([*lines, "", "Ctrl-C ends it."]), flush=True)


def _about_demo(env: Environment, demo: Any) -> list[str]:
    return [
        f"Sign in:            {env.base_url}/accounts/login/",
        f"                    as {demo.owner_email}, who awards,",
        f"                    or {demo.earner_email}, who earns;",
        "                    the code is in the mail viewer",
        f"A badge to look at: {demo.public_award_url}",
        f"Its picture:        {_short(demo.baked_png_path)}",
    ]


def _short(path: Path | str) -> Path:
    try:
        return Path(path).relative_to(Path.cwd())
    except ValueError:
        return Path(path)
