"""A folder that becomes a site: each file whole or absent, and noted when it is there."""

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import IO

NOTED = "MANIFEST.sha256"  # as `sha256sum --check` reads it
UNFINISHED = "MANIFEST.sha256.part"
ABOUT = ".laurel-copy.json"  # only while it is unfinished


class Refused(Exception):
    """The folder is none that a copy may go into; the message says why."""


class Copy:
    """The copy as far as it is."""

    def __init__(self, folder: Path, *, base_url: str, done: set[str]) -> None:
        self.folder = folder
        self.base_url = base_url
        self.done = done
        self.missed: dict[str, str] = {}  # address → why nothing came from there
        self._notes: IO[str] = (folder / UNFINISHED).open("a", encoding="utf-8")

    @classmethod
    def begun(cls, folder: Path, *, base_url: str) -> "Copy":
        """A new copy in an empty folder, or one that was interrupted.

        Raises:
            Refused: something else is in the folder, or a copy of another address.
        """
        folder.mkdir(parents=True, exist_ok=True)
        about = folder / ABOUT
        if about.exists():
            if json.loads(about.read_text("utf-8")).get("base_url") != base_url:
                raise Refused(
                    f"{folder} holds a copy of another address. Choose a new one."
                )
            return cls(folder, base_url=base_url, done=_noted(folder / UNFINISHED))
        if any(folder.iterdir()):
            raise Refused(f"{folder} is not empty. Choose a new folder.")
        about.write_text(json.dumps({"base_url": base_url}), encoding="utf-8")
        return cls(folder, base_url=base_url, done=set())

    def has(self, name: str) -> bool:
        """Whether this file is there already."""
        return name in self.done

    def read(self, name: str) -> str:
        """A page that is there already."""
        return (self.folder / name).read_text("utf-8")

    def write(self, name: str, data: bytes) -> None:
        """Put a file there; a path that a directory has already is written as its index."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.new")
        unfinished.write_bytes(data)
        unfinished.chmod(0o644)
        unfinished.rename(path)
        self._note(name, hashlib.sha256(data).hexdigest())

    def take_over(self, source: Path, name: str) -> int:
        """Copy a folder of files that are served as they are; how many are new."""
        new = 0
        for path in sorted(source.rglob("*")):
            inside = f"{name}/{path.relative_to(source).as_posix()}"
            compressed = path.suffix in (".gz", ".br")
            if path.is_file() and not compressed and not self.has(inside):
                self.write(inside, path.read_bytes())
                new += 1
        return new

    def leave(self) -> None:
        """Leave it as it is; another run goes on."""
        self._notes.close()

    def finish(self) -> None:
        """Say that it is whole."""
        self.leave()
        shutil.move(self.folder / UNFINISHED, self.folder / NOTED)
        (self.folder / ABOUT).unlink()
        for path in [self.folder, *self.folder.rglob("*")]:
            if path.is_dir():
                path.chmod(0o755)  # a web server reads as somebody else
        (self.folder / NOTED).chmod(0o644)

    def _note(self, name: str, digest: str) -> None:
        self._notes.write(f"{digest}  {name}\n")
        self._notes.flush()
        os.fsync(self._notes.fileno())
        self.done.add(name)


def _noted(path: Path) -> set[str]:
    # A last line without its end was being written when the power went: it does not count.
    text = path.read_text("utf-8") if path.exists() else ""
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        path.write_text(whole, encoding="utf-8")
    return {line.partition("  ")[2] for line in whole.splitlines()}
