"""What production refuses to start with, and why."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from laurel.config.env import SHORTEST_SECRET, Environment


@dataclass(frozen=True)
class Problem:
    """One unsafe setting: which one, and what to do about it."""

    setting: str
    text: str


def problems(env: Environment) -> list[Problem]:
    """Everything that makes this instance unsafe for production; none elsewhere."""
    return list(_problems(env)) if env.is_production else []


def refusal(found: list[Problem]) -> str:
    """One message that names them all."""
    lines = "\n".join(f"- {each.setting}: {each.text}" for each in found)
    return f"Laurel does not start in production like this:\n{lines}"


def _problems(env: Environment) -> Iterator[Problem]:
    if env.debug:
        yield Problem("LAUREL_DEBUG", "debugging shows secrets to visitors; unset it")
    if env.demo:
        yield Problem("LAUREL_DEMO", "demo data does not belong here; unset it")
    if env.local_hosts:
        yield Problem(
            "LAUREL_LOCAL_HOSTS",
            "lets strangers ask hosts of your own network; unset it",
        )
    if not env.is_https:
        yield Problem("LAUREL_BASE_URL", "must begin with https://")
    if len(env.secret_key) < SHORTEST_SECRET:
        yield Problem(
            "LAUREL_SECRET_KEY",
            f"is missing or shorter than {SHORTEST_SECRET} characters; "
            "`laurel secrets` makes one",
        )
    if not env.master_key:
        yield Problem("LAUREL_MASTER_KEY", "is missing; `laurel secrets` makes one")
    if not env.smtp_host:
        yield Problem(
            "LAUREL_SMTP_HOST",
            "is missing; the mail viewer would show sign-in codes to everybody",
        )
    for name in ("secret_key", "master_key"):
        path = Path(
            os.environ.get(f"LAUREL_{name.upper()}_FILE") or env.data_dir / name
        )
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield Problem(
                f"LAUREL_{name.upper()}",
                f"others may read the file; type: chmod 600 {path}",
            )
