"""Bringing a table, correcting it, and having its achievements defined."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.achievements import services as achievements
from laurel.foundation import clock, events, tables
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused
from laurel.sheets import tasks
from laurel.sheets.errors import AlreadyMade
from laurel.sheets.events import SheetMade
from laurel.sheets.models import Sheet, SheetEntry
from laurel.sheets.types import Entry, Field

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization

MOST_ROWS = (
    200  # each is a badge that somebody has to stand for; and a form of one page
)
MOST_TEXT = 1_000_000  # characters; a form of one page has to carry them
MOST_UNFINISHED = 20  # of one organization
KEEP_UNFINISHED = dt.timedelta(days=30)


@transaction.atomic
def open_sheet(
    *,
    organization: "Organization",
    table: tables.Table,
    name: str = "",
    actor: Actor,  # noqa: ARG001 - whoever brings it; nothing has happened yet that is recorded
) -> Sheet:
    """Keep a table while its rows are corrected; its columns are guessed.

    Raises:
        Refused: too many rows, too much text, or too many tables that nobody finished.
    """
    if len(table.rows) > MOST_ROWS:
        raise Refused(
            f"There are {len(table.rows):,} rows; at most {MOST_ROWS} badges can be made "
            "at once. Bring the rest as another table."
        )
    if sum(len(cell) for row in table.rows for cell in row.cells) > MOST_TEXT:
        raise Refused("There is too much text for one table. Bring it in parts.")
    waiting = Sheet.objects.filter(organization=organization, made_at=None)
    if waiting.count() >= MOST_UNFINISHED:
        raise Refused(
            f"{MOST_UNFINISHED} tables wait to be finished. Finish or discard one first."
        )
    wanted = {field.value: tables.SYNONYMS[field.value] for field in Field}
    return Sheet.objects.create(
        organization=organization,
        name=name[:200] if name.isprintable() else "",
        header=list(table.header),
        rows=[
            {"number": row.number, "cells": list(row.cells), "typed": {}}
            for row in table.rows
        ],
        columns=_guessed(table, wanted),
        opened_at=clock.now(),
    )


@transaction.atomic
def correct(
    *,
    sheet: Sheet,
    typed: Mapping[int, Mapping[Field, str]],
    columns: Mapping[Field, int | None] | None = None,
    actor: Actor,  # noqa: ARG001 - as `make`: a table under way is nothing to record
) -> Sheet:
    """Put other words into cells (by row number), or say which column a field stands in.

    What was typed into a field gives way when the field gets another column.

    Raises:
        AlreadyMade: its achievements are being defined.
        Refused: there is no such column, or too much text.
    """
    locked = _locked(sheet)
    before = {row["number"]: row for row in locked.rows}
    for number, cells in typed.items():
        if row := before.get(number):
            row["typed"] |= {field.value: text for field, text in cells.items()}
    for field, column in (columns or {}).items():
        if column is not None and not 0 <= column < len(locked.header):
            raise Refused("There is no such column.", field=field.value)
        if locked.columns.get(field.value) != column:
            locked.columns[field.value] = column
            for row in locked.rows:
                row["typed"].pop(field.value, None)
    texts = (text for row in locked.rows for text in row["typed"].values())
    if sum(map(len, texts)) > MOST_TEXT:
        raise Refused("There is too much text for one table. Bring it in parts.")
    locked.save(update_fields=["rows", "columns"])
    return locked


@transaction.atomic
def make(
    *,
    sheet: Sheet,
    issuer: "Issuer",
    entries: Sequence[Entry],
    publish: bool = True,
    actor: Actor,
) -> Sheet:
    """Have the achievements defined in the issuer's name, each by a job of its own.

    They are published, or drafts that are published one by one later.
    A repeat changes nothing: what was sent twice is made once.

    Raises:
        Refused: there is nothing to make, or more than fits.
    """
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if locked.made_at is not None:
        return locked
    if not 1 <= len(entries) <= MOST_ROWS:
        raise Refused(f"A table makes 1 to {MOST_ROWS} badges.")
    locked.made_at, locked.issuer, locked.publish = clock.now(), issuer, publish
    locked.made_by_id, locked.made_by = actor.account_id, actor.label
    locked.save(update_fields=["made_at", "issuer", "publish", "made_by_id", "made_by"])
    for entry in entries:
        row = SheetEntry.objects.create(
            sheet=locked, number=entry.number, facts=entry.as_json()
        )
        tasks.define.defer(key=f"sheet-entry:{row.pk}", entry_id=row.pk)
    events.publish(
        SheetMade(
            actor=actor,
            organization_id=locked.organization_id,
            sheet_public_id=locked.public_id,
            achievements=len(entries),
        )
    )
    return locked


@transaction.atomic
def define(*, entry_id: int) -> SheetEntry:
    """Define the achievement of one entry, once, however often this is called.

    What a rule refuses is kept with its reason: the others are not held up by it.
    """
    entry = SheetEntry.objects.select_for_update().get(pk=entry_id)
    if entry.achievement_public_id or entry.refusal:
        return entry
    sheet = entry.sheet
    assert sheet.issuer is not None  # noqa: S101 - `make` wrote it
    said = Entry.from_json(entry.facts)
    try:
        with transaction.atomic():
            made = achievements.define(
                issuer=sheet.issuer,
                definition=said.definition(),
                publish=sheet.publish,
                actor=_maker(sheet),
            )
    except Refused as refused:
        entry.refusal = refused.message
    else:
        entry.achievement_public_id = made.public_id
    entry.save(update_fields=["achievement_public_id", "refusal"])
    return entry


@transaction.atomic
def discard(*, sheet: Sheet, actor: Actor) -> None:  # noqa: ARG001 - as `make`
    """Forget a table that will not be made.

    Raises:
        AlreadyMade: its achievements are being defined.
    """
    _locked(sheet).delete()


def forget_old() -> None:
    """Forget tables that nobody finished."""
    before = clock.now() - KEEP_UNFINISHED
    Sheet.objects.filter(made_at=None, opened_at__lt=before).delete()


def _guessed(
    table: tables.Table, wanted: Mapping[str, Sequence[str]]
) -> dict[str, int]:
    guessed = tables.guess(table.header, wanted)
    if guessed or table.facts.header_row:
        return guessed
    # Without titles, the columns are taken in the order of the template.
    return {
        field: column
        for column, field in enumerate(wanted)
        if column < len(table.header)
    }


def _locked(sheet: Sheet) -> Sheet:
    locked = Sheet.objects.select_for_update().get(pk=sheet.pk)
    if locked.made_at is not None:
        raise AlreadyMade("Its badges are being made; it cannot be changed any more.")
    return locked


def _maker(sheet: Sheet) -> Actor:
    assert sheet.made_by_id is not None  # noqa: S101 - `make` wrote it
    return Actor.person(sheet.made_by_id, sheet.made_by)
