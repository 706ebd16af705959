"""`laurel secrets`: make the two keys where they are missing."""

import argparse
import base64
import os
from pathlib import Path

from laurel.commands import instance
from laurel.config.env import MASTER_KEY_BYTES, Environment

SECRET_KEY_BYTES = 48


def run(_arguments: argparse.Namespace) -> None:
    """Make what is missing and say so; nothing is ever replaced."""
    env = instance.read_settings()
    made = ensure(env)
    for path in made:
        print(f"Made {path}. Keep a copy in a safe place.")
    if not made:
        print("Both keys are there already.")


def ensure(env: Environment) -> list[Path]:
    """Make the missing keys in the data directory, readable by us alone."""
    instance.make_data_directory(env)
    made = []
    if not env.secret_key:
        made.append(_make(env.data_dir / "secret_key", SECRET_KEY_BYTES))
    if not env.master_key:
        made.append(_make(env.data_dir / "master_key", MASTER_KEY_BYTES))
    return made


def _make(path: Path, size: int) -> Path:
    text = base64.urlsafe_b64encode(os.urandom(size)).decode().rstrip("=")
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        # Whole or absent, and private from its first byte.
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        instance.stop(f"{path} cannot be written ({error.strerror}).")
    with os.fdopen(handle, "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(new, path)  # fails where another process was faster: theirs stays
    finally:
        new.unlink()
    return path
