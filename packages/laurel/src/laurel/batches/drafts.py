"""Bringing a table of people, and making it right before anything is awarded."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from laurel.achievements.types import DuplicatePolicy
from laurel.awards import selectors as awards
from laurel.awards.types import AwardState, Evidence
from laurel.batches import preparation, reading
from laurel.batches.errors import NotNow, Refused
from laurel.batches.events import BatchDiscarded, BatchMade
from laurel.batches.models import Batch, BatchRow
from laurel.batches.types import (
    DECIDED,
    EMAIL,
    EVIDENCE,
    EXPIRES,
    FIELDS,
    ISSUED,
    LANGUAGE,
    NAME,
    NARRATIVE,
    PREPARING,
    BatchState,
    Duplicates,
    RowState,
    Verdict,
)
from laurel.foundation import clock, events, files, ids, tables
from laurel.foundation.actors import Actor

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award

AT_ONCE = (
    64 * 1024
)  # bytes: about a thousand people are read while one waits for the page
STORED = (
    500  # rows in one transaction: a quarter of a second in which nobody else can write
)
CHECKED = 250
MOST_CHANGES = 100  # rows in one request: two pages of them
MOST_DRAFTS = 100  # of an organization: each may have 50,000 rows
MAX_KEY = 100
MAX_FILE_NAME = 200


@transaction.atomic
def create(
    *, achievement: "Achievement", data: bytes, name: str = "", key: str, actor: Actor
) -> Batch:
    """Take a table: a file (`name` is its own), or pasted cells. The same key is one batch.

    A short one is read and checked before this returns; a long one is by a job.

    Raises:
        Refused: the table cannot be read, or is none; the message says where.
    """
    if known := _known(achievement, key):
        return known
    batch = _new(achievement, name=name[:MAX_FILE_NAME], key=key, actor=actor)
    if len(data) <= AT_ONCE:
        table = tables.read(data, name=name)
        preparation.take(batch, table)
        preparation.store(batch, table.rows)
    batch.source = files.store(data)
    return _made(batch, actor)


@transaction.atomic
def create_from_recipients(
    *, achievement: "Achievement", of: "Achievement", key: str, actor: Actor
) -> Batch:
    """Take everybody who has another badge of the organization (and was not revoked).

    Raises:
        Refused: nobody has it, or more people than fit into one batch do.
    """
    if known := _known(achievement, key):
        return known
    if of.issuer.organization_id != achievement.issuer.organization_id:
        raise Refused("That badge is of another organisation.", field="of")
    holders = _holders(of)
    if not 0 < len(holders) <= tables.MAX_ROWS:
        few = f"At most {tables.MAX_ROWS:,} people fit into one batch."
        raise Refused("Nobody has that badge." if not holders else few, field="of")
    batch = _new(achievement, name="", key=key, actor=actor)
    batch.header, batch.columns = ["Name", "E-mail"], {"name": 0, "email": 1}
    batch.state = BatchState.CHECKING.value
    preparation.insert(
        batch, [(n, (name, email)) for n, (name, email) in enumerate(holders, 1)]
    )
    return _made(batch, actor)


@transaction.atomic
def create_of_one(
    *,
    achievement: "Achievement",
    recipient_name: str,
    recipient_email: str,
    narrative: str,
    evidence: Sequence[Evidence],
    issued_on: dt.date | None,
    expires_on: dt.date | None,
    language: str = "",
    key: str,
    actor: Actor,
) -> Batch:
    """One person as a batch, where a second person has to approve."""
    if known := _known(achievement, key):
        return known
    batch = _new(achievement, name="", key=key, actor=actor)
    batch.state = BatchState.CHECKING.value
    row = reading.row_of(batch, 1, ())
    row.values = {
        NAME: recipient_name,
        EMAIL: recipient_email,
        ISSUED: issued_on.isoformat() if issued_on else "",
        EXPIRES: expires_on.isoformat() if expires_on else "",
        NARRATIVE: narrative,
        EVIDENCE: "\n".join(f"{piece.name} | {piece.url}" for piece in evidence),
        LANGUAGE: language,
    }
    row.recipient_key = reading.key_of(row.values)
    row.save()
    return _made(batch, actor)


@transaction.atomic
def change(
    *, batch: Batch, changes: Mapping[int, Mapping[str, str]], actor: Actor
) -> list[BatchRow]:
    """Put other texts into cells: row number → field → text; the rows as they are then.

    Rows that concern the same people are checked again, too. A text that is what stood there
    already says that somebody looked at it.

    Raises:
        Refused: too many rows at once, or a text that is too long.
        NotNow: it is no draft.
    """
    del actor  # nobody's decision is recorded until it is submitted
    if len(changes) > MOST_CHANGES:
        raise Refused(f"At most {MOST_CHANGES} rows can be changed at once.")
    draft = _draft(batch)
    rows = list(draft.rows.filter(number__in=changes, state=RowState.OPEN.value))
    people = {row.recipient_key for row in rows}
    for row in rows:
        _change(row, changes[row.number])
        people.add(row.recipient_key)
    BatchRow.objects.bulk_update(rows, ["values", "accepted", "recipient_key"])
    preparation.check_rows(draft, draft.rows.filter(pk__in=[row.pk for row in rows]))
    preparation.check_rows(
        draft,
        draft.rows.filter(recipient_key__in=people - {""}, state=RowState.OPEN.value)
        .exclude(pk__in=[row.pk for row in rows])
        .order_by("number")[: preparation.STORED],
    )
    return list(draft.rows.filter(pk__in=[row.pk for row in rows]).order_by("number"))


@transaction.atomic
def accept(*, batch: Batch, actor: Actor) -> int:
    """Say of everything that wants a look that it is right; how many rows that were.

    Raises:
        NotNow: it is no draft.
    """
    del actor
    draft = _draft(batch)
    rows = list(
        draft.rows.filter(verdict=Verdict.LOOK.value, state=RowState.OPEN.value)
    )
    for row in rows:
        for finding in row.findings:
            # The first cure of a day is the reading that was understood.
            if finding["field"] in (ISSUED, EXPIRES) and finding["cures"]:
                row.values[finding["field"]] = finding["cures"][0][1]
        row.accepted = sorted({f["field"] for f in row.findings} | set(row.accepted))
    BatchRow.objects.bulk_update(
        rows, ["values", "accepted"], batch_size=preparation.STORED
    )
    preparation.check_rows(draft, draft.rows.filter(pk__in=[row.pk for row in rows]))
    return len(rows)


@transaction.atomic
def leave_out(*, batch: Batch, number: int, out: bool, actor: Actor) -> BatchRow:
    """Leave a row out, or take it in again.

    Raises:
        NotNow: it is no draft.
        Refused: there is no such row.
    """
    del actor
    draft = _draft(batch)
    row = draft.rows.filter(number=number).first()
    if row is None:
        raise Refused(f"There is no row {number}.")
    row.state = (RowState.SKIPPED if out else RowState.OPEN).value
    row.save(update_fields=["state"])
    same = draft.rows.filter(recipient_key=row.recipient_key, state=RowState.OPEN.value)
    preparation.check_rows(draft, same.order_by("number")[: preparation.STORED])
    row.refresh_from_db()
    return row


@transaction.atomic
def map_columns(*, batch: Batch, columns: Mapping[str, int], actor: Actor) -> Batch:
    """Say anew which column is what; every row is read and checked again, edits are lost.

    Raises:
        NotNow: it is no draft.
        Refused: no such column, or one without the addresses.
    """
    del actor
    draft = _draft(batch)
    if any(column >= len(draft.header) for column in columns.values()):
        raise Refused("There is no such column.")
    if "email" not in columns:
        raise Refused("Say which column has the e-mail addresses.", field="email")
    draft.columns = dict(columns)
    draft.date_order = reading.order_of_cells(
        draft.rows.values_list("cells", flat=True).iterator(), columns
    )
    draft.run += 1
    if _fits(draft):
        preparation.read_again(draft, list(draft.rows.all()))
        preparation.check_rows(draft, draft.rows.all())
    else:
        draft.state = BatchState.CHECKING.value
        draft.rows.update(verdict=Verdict.UNCHECKED.value)
        preparation.go_on_checking(draft, again=True)
    draft.save(update_fields=["columns", "date_order", "state", "run"])
    return draft


@transaction.atomic
def discard(*, batch: Batch, actor: Actor) -> None:
    """Throw away what was never decided.

    Raises:
        NotNow: it was decided.
    """
    found = Batch.objects.select_for_update().get(pk=batch.pk)
    if found.state not in (*PREPARING, BatchState.DRAFT, BatchState.UNREADABLE):
        raise NotNow("This was awarded already; it cannot be thrown away.")
    events.publish(
        BatchDiscarded(
            actor=actor,
            organization_id=found.organization_id,
            batch_public_id=found.public_id,
            achievement_public_id=found.achievement.public_id,
        )
    )
    found.rows.all().delete()
    found.delete()


# --- parts ---------------------------------------------------------------------------


def _known(achievement: "Achievement", key: str) -> Batch | None:
    if not key or len(key) > MAX_KEY:
        raise Refused(f"A key has 1 to {MAX_KEY} characters.", field="key")
    return Batch.objects.filter(
        organization_id=achievement.issuer.organization_id, key=key
    ).first()


def _new(achievement: "Achievement", *, name: str, key: str, actor: Actor) -> Batch:
    organization_id = achievement.issuer.organization_id
    undecided = Batch.objects.filter(organization_id=organization_id).exclude(
        state__in=[state.value for state in DECIDED]
    )
    if undecided.count() >= MOST_DRAFTS:
        raise Refused(
            f"{MOST_DRAFTS} lists wait to be sent off. Throw some of them away first."
        )
    often = achievement.duplicate_policy == DuplicatePolicy.MANY
    batch = Batch(
        public_id=ids.public_id(),
        organization_id=organization_id,
        achievement=achievement,
        key=key,
        name="".join(c for c in name if c.isprintable()),
        state=BatchState.READING.value,
        duplicates=(Duplicates.AGAIN if often else Duplicates.SKIP).value,
        made_by=actor.account_id,
        made_by_label=actor.label[:200],
        created_at=clock.now(),
    )
    try:
        with transaction.atomic():
            batch.save(force_insert=True)
    except IntegrityError:
        raise NotNow("This form was sent twice at once. Reload the page.") from None
    return batch


def _made(batch: Batch, actor: Actor) -> Batch:
    """Save what came, and check it or have it read."""
    if batch.state == BatchState.CHECKING and _fits(batch):
        preparation.check_rows(batch, batch.rows.all())
        batch.state = BatchState.DRAFT.value
    batch.save()
    if batch.state == BatchState.CHECKING:
        preparation.go_on_checking(batch, again=False)
    elif batch.state == BatchState.READING:
        preparation.read.defer(
            key=f"batch:{batch.public_id}:read", batch_id=batch.public_id
        )
    events.publish(
        BatchMade(
            actor=actor,
            organization_id=batch.organization_id,
            batch_public_id=batch.public_id,
            achievement_public_id=batch.achievement.public_id,
        )
    )
    return batch


def _fits(batch: Batch) -> bool:
    return batch.rows.count() <= 2 * preparation.STORED


def _change(row: BatchRow, texts: Mapping[str, str]) -> None:
    for field, text in texts.items():
        if field not in FIELDS:
            raise Refused(f"There is no column {field[:40]}.")
        if len(text) > reading.MAX_VALUE or "\x00" in text:
            raise Refused(
                f"Row {row.number}: at most {reading.MAX_VALUE:,} characters.",
                field=field,
            )
        is_day = field in (ISSUED, EXPIRES)
        put = reading.plain_day(text.strip()) if is_day else text.strip()
        accepted = set(row.accepted) - {field}
        if put == row.values.get(field, ""):
            accepted.add(field)
        row.values[field] = put
        row.accepted = sorted(accepted)
    row.recipient_key = reading.key_of(row.values)


def _draft(batch: Batch) -> Batch:
    found = (
        Batch.objects.select_for_update(of=("self",))
        .select_related("achievement")
        .get(pk=batch.pk)
    )
    if found.state != BatchState.DRAFT:
        raise NotNow("It was sent off, or is still being read; nothing can be changed.")
    return found


def _holders(of: "Achievement") -> list[tuple[str, str]]:
    """Name and address of everybody who has a badge, each person once, as awarded first."""
    people: dict[str, tuple[str, str]] = {}
    found: QuerySet[Award] = awards.of_achievement(of).exclude(
        state=AwardState.REVOKED.value
    )
    for key, name, email in found.values_list(
        "recipient_key", "recipient_name", "recipient_email"
    ):
        people.setdefault(key, (name, email))
    return list(people.values())[::-1]
