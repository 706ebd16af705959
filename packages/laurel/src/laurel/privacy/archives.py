"""One file with everything that is kept about a person, and a page that shows what is there."""

import contextlib
import datetime as dt
import json
import os
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.template.loader import render_to_string

from laurel.foundation import clock
from laurel.foundation.jobs import job
from laurel.foundation.people import Kept
from laurel.privacy.models import Archive
from laurel.privacy.types import ArchiveState

if TYPE_CHECKING:
    from django.db.models import QuerySet

KEPT_FOR = dt.timedelta(days=7)  # then it is one copy of their life too many
_EPOCH = (2000, 1, 1, 0, 0, 0)  # so that equal contents make equal files
_WRITTEN_FOR_ITSELF = 0o600


@job()
def make(*, archive: str) -> None:
    """Make the file, from the beginning; whatever a former attempt left is written over."""
    from laurel.privacy import persons
    from laurel.privacy.keepers import KEEPERS

    row = Archive.objects.filter(public_id=archive).first()
    if row is None or row.state != ArchiveState.MAKING:
        return
    person = persons.of_account(row.account_id)
    path = path_of(row)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_suffix(".new")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as file:
        unfinished.chmod(_WRITTEN_FOR_ITSELF)
        shown = []
        for step, keeper in enumerate(KEEPERS, start=1):
            shown += list(_written(file, keeper.export(person)))
            Archive.objects.filter(pk=row.pk).update(step=step)
        file.writestr(_named("index.html"), _index(row, shown))
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    unfinished.rename(path)
    made = Archive.objects.filter(pk=row.pk, state=ArchiveState.MAKING.value).update(
        state=ArchiveState.READY.value,
        made_at=clock.now(),
        bytes=path.stat().st_size,
    )
    if not made:  # its owner was erased while it was being made
        path.unlink(missing_ok=True)


def path_of(row: Archive) -> Path:
    """Where the file is, or will be."""
    return Path(settings.LAUREL.data_dir) / "archives" / f"{row.public_id}.zip"


def forget(rows: "QuerySet[Archive]") -> int:
    """Throw archives away, with their files; how many."""
    found = list(rows)
    for row in found:
        path_of(row).unlink(missing_ok=True)
        path_of(row).with_suffix(".new").unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # others are in it, or it was never made
        (Path(settings.LAUREL.data_dir) / "archives").rmdir()
    Archive.objects.filter(pk__in=[row.pk for row in found]).delete()
    return len(found)


def _written(file: zipfile.ZipFile, kept: Iterable[Kept]) -> Iterator[Kept]:
    for one in kept:
        if not one.rows and not one.files:
            continue
        text = json.dumps(one.rows, ensure_ascii=False, indent=2, default=str)
        file.writestr(_named(f"data/{one.name}.json"), text)
        for path, data in sorted(one.files.items()):
            file.writestr(_named(path), data)
        # What was written need not be held any longer: of the files the names will do.
        yield Kept(one.name, one.rows, dict.fromkeys(one.files, b""))


def _named(path: str) -> zipfile.ZipInfo:
    # A path of ours alone comes here; this is for whoever adds another app.
    if path.startswith("/") or ".." in path.split("/") or "\\" in path:
        raise ValueError(f"no path for an archive: {path}")
    info = zipfile.ZipInfo(path, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = _WRITTEN_FOR_ITSELF << 16
    return info


def _index(row: Archive, shown: Iterable[Kept]) -> str:
    sections = [
        {
            "name": one.name,
            "title": one.name.replace("-", " ").capitalize(),
            "rows": [_cells(fields) for fields in one.rows],
            "files": sorted(one.files),
        }
        for one in sorted(shown, key=lambda one: one.name)
    ]
    facts = {"sections": sections, "made_at": clock.now(), "row": row}
    return render_to_string(
        "privacy/index.html", facts | {"host": settings.LAUREL.base_url}
    )


def _cells(fields: dict[str, object]) -> list[tuple[str, str]]:
    return [
        (name.replace("_", " ").capitalize(), _plain(value))
        for name, value in fields.items()
        if value not in (None, "", [], {}, ())
    ]


def _plain(value: object) -> str:
    if isinstance(value, str | int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False, indent=1, default=str)
