"""Reading a table into rows and checking them: at once if it is short, else by jobs.

A job takes a part of the rows in one transaction and asks for the next part in it, so that a
process may die anywhere and nothing is read twice.
"""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import QuerySet

from laurel.batches import checks, reading
from laurel.batches.errors import Refused
from laurel.batches.models import Batch, BatchRow
from laurel.batches.types import BatchState
from laurel.foundation import files, tables
from laurel.foundation.jobs import job

STORED = (
    500  # rows in one transaction: a quarter of a second in which nobody else can write
)
CHECKED = 250


@job()
def read(*, batch_id: str) -> None:
    """Read the file of a batch into rows. After a crash it goes on where it was."""
    batch = Batch.objects.select_related("achievement").filter(public_id=batch_id)
    found = batch.first()
    if found is None or found.state != BatchState.READING:
        return
    try:
        table = tables.read(files.read(found.source), name=found.name)
    except Refused as refusal:
        Batch.objects.filter(pk=found.pk, state=BatchState.READING.value).update(
            state=BatchState.UNREADABLE.value, problem=refusal.message
        )
        return
    take(found, table)
    last = found.rows.order_by("-number").values_list("number", flat=True).first() or 0
    rest = [row for row in table.rows if row.number > last]
    for begin in range(0, len(rest), STORED):
        with transaction.atomic():
            if not _is(found, BatchState.READING):  # thrown away meanwhile
                return
            store(found, rest[begin : begin + STORED])
    with transaction.atomic():
        if _is(found, BatchState.READING):
            found.state = BatchState.CHECKING.value
            found.save(update_fields=["state", "header", "columns", "date_order"])
            go_on_checking(found, again=False)


@job()
def check(*, batch_id: str, after: int, again: bool) -> None:
    """Check the next rows, and have the ones after them checked."""
    with transaction.atomic():
        batch = (
            Batch.objects.select_for_update(of=("self",))
            .select_related("achievement")
            .filter(public_id=batch_id, state=BatchState.CHECKING.value)
            .first()
        )
        if batch is None:
            return
        rows = list(batch.rows.filter(number__gt=after).order_by("number")[:CHECKED])
        if again:
            read_again(batch, rows)
        check_rows(batch, rows)
        if rows:
            last = rows[-1].number
            check.defer(
                key=f"batch:{batch_id}:check:{batch.run}:{again}:{last}",
                batch_id=batch_id,
                after=last,
                again=again,
            )
        elif again:  # now every row has its person: look for the same ones once more
            go_on_checking(batch, again=False)
        else:
            batch.state = BatchState.DRAFT.value
            batch.save(update_fields=["state"])


def take(batch: Batch, table: tables.Table) -> None:
    """What the table says as a whole."""
    batch.header = [title[:200] for title in table.header]
    batch.columns = reading.guessed(table)
    cells = (row.cells for row in table.rows)
    batch.date_order = reading.order_of_cells(cells, batch.columns)
    if len(table.rows) and batch.state == BatchState.READING and not batch.source:
        batch.state = BatchState.CHECKING.value  # read at once


def store(batch: Batch, rows: Collection[tables.Row]) -> None:
    insert(batch, [(row.number, row.cells) for row in rows])


def insert(batch: Batch, cells: Collection[tuple[int, Sequence[str]]]) -> None:
    BatchRow.objects.bulk_create(
        [reading.row_of(batch, number, row) for number, row in cells], batch_size=STORED
    )


def read_again(batch: Batch, rows: Collection[BatchRow]) -> None:
    """Take the values from the cells as they came; what was typed over them is lost."""
    for row in rows:
        row.values, row.accepted = reading.values_of(batch, row.cells), []
        row.recipient_key = reading.key_of(row.values)
    BatchRow.objects.bulk_update(
        rows, ["values", "accepted", "recipient_key"], batch_size=STORED
    )


def check_rows(batch: Batch, rows: "QuerySet[BatchRow] | list[BatchRow]") -> None:
    listed = list(rows)
    for begin in range(0, len(listed), CHECKED):
        part = listed[begin : begin + CHECKED]
        checks.check(batch, part)
        BatchRow.objects.bulk_update(part, ["verdict", "findings", "held"])


def go_on_checking(batch: Batch, *, again: bool) -> None:
    check.defer(
        key=f"batch:{batch.public_id}:check:{batch.run}:{again}:0",
        batch_id=batch.public_id,
        after=0,
        again=again,
    )


def _is(batch: Batch, state: BatchState) -> bool:
    found = Batch.objects.select_for_update().filter(pk=batch.pk, state=state.value)
    return found.exists()
