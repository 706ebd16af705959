"""Lists of graduates: read, looked at, taken over; and how a yes is kept."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from laurel.awards import selectors as awards
from laurel.classes import selectors as classes
from laurel.foundation import clock, events, tables
from laurel.recipients import selectors as recipients
from laurel.releases import selectors
from laurel.releases.errors import AlreadyApplied, ChangedMeanwhile, Refused
from laurel.releases.events import ReleaseConfirmed
from laurel.releases.models import Clearance, ConfirmationList
from laurel.releases.types import Clearing

if TYPE_CHECKING:
    from laurel.classes.models import Learner
    from laurel.foundation.actors import Actor
    from laurel.programs.models import Program

MOST_ROWS = 20_000  # a large institution's year; more can be brought in parts
MOST_FAULTS = 200  # named; whoever has more brings another list
KEEP_UNAPPLIED = dt.timedelta(days=7)
_CONFIRMED: Final = (
    "graduated", "graduation confirmed", "graduation", "confirmed", "conferred", "status",
    "bestätigt", "abgeschlossen", "confirmé", "diplômé", "confirmado", "graduado",
)  # fmt: skip
_YES: Final = frozenset(
    {"yes", "y", "true", "1", "x", "✓", "confirmed", "graduated", "conferred", "ja", "oui",
     "sí", "si", "bestätigt", "confirmé", "confirmado"}
)  # fmt: skip
_NO: Final = frozenset(
    {"", "no", "n", "false", "0", "-", "pending", "not yet", "nein", "non", "open"}
)


def bring(
    program: "Program", table: tables.Table, *, name: str, actor: "Actor"
) -> ConfirmationList:
    """Read a list and keep whom it names, without confirming anybody."""
    rows, faults = _read(program, table)
    if not rows:
        raise Refused(faults[0] if faults else "There is nobody in this list.")
    return ConfirmationList.objects.create(
        program=program,
        name=name[:200] if name.isprintable() else "",
        rows=rows,
        faults=faults[:MOST_FAULTS],
        brought_at=clock.now(),
        brought_by=actor.label,
    )


def apply(
    found: ConfirmationList, *, expected: int, actor: "Actor"
) -> ConfirmationList:
    """Confirm whom the list names; see `services.apply_list`."""
    row = ConfirmationList.objects.select_for_update().get(pk=found.pk)
    if row.applied_at is not None:
        raise AlreadyApplied("This list was taken over already.")
    new = selectors.plan(row).new
    if len(new) != expected:
        raise ChangedMeanwhile("Something was changed meanwhile. Look once more.")
    confirm(row.program, new, list_public_id=row.public_id, actor=actor)
    row.applied_at, row.confirmed, row.rows = clock.now(), len(new), []
    row.save(update_fields=["applied_at", "confirmed", "rows"])
    return row


def confirm(
    program: "Program",
    learners: Sequence["Learner"],
    *,
    list_public_id: str,
    actor: "Actor",
) -> list["Learner"]:
    """Keep that these graduated, and say so; whom somebody confirmed before is left out."""
    already = selectors.confirmed(program, [learner.pk for learner in learners])
    new = [learner for learner in learners if learner.pk not in already]
    clear(program, new, Clearing.CONFIRMED, list_public_id=list_public_id, actor=actor)
    for some in selectors.portions(new, selectors.NAMED_AT_ONCE):
        events.publish(
            ReleaseConfirmed(
                actor=actor,
                organization_id=program.organization_id,
                program_public_id=program.public_id,
                learner_public_ids=tuple(learner.public_id for learner in some),
                list_public_id=list_public_id,
            )
        )
    return new


def clear(
    program: "Program",
    learners: Sequence["Learner"],
    kind: Clearing,
    *,
    list_public_id: str = "",
    actor: "Actor",
) -> None:
    """Keep that somebody said yes to these learners."""
    now = clock.now()
    Clearance.objects.bulk_create(
        (
            Clearance(
                program=program,
                learner=learner,
                kind=kind.value,
                at=now,
                by=actor.label,
                by_account=actor.account_id,
                list_public_id=list_public_id,
            )
            for learner in learners
        ),
        batch_size=selectors.LOOKED_UP_AT_ONCE,
        ignore_conflicts=True,  # somebody else said the same at this moment
    )


def forget_old() -> None:
    """Forget lists that nobody took over. A chore."""
    before = clock.now() - KEEP_UNAPPLIED
    ConfirmationList.objects.filter(applied_at=None, brought_at__lt=before).delete()


def _read(
    program: "Program", table: tables.Table
) -> tuple[list[list[int | str]], list[str]]:
    """[row, public id of the learner] of everybody confirmed, and a sentence for each other row."""
    if len(table.rows) > MOST_ROWS:
        raise Refused(
            f"There are {len(table.rows):,} rows; at most {MOST_ROWS:,} at once."
        )
    columns = _columns(table)
    column = columns.get("email", columns.get("identifier", 0))
    known = _learners(program, table, column, is_number="email" not in columns)
    rows: list[list[int | str]] = []
    faults: list[str] = []
    seen: set[str] = set()
    for row in table.rows:
        try:
            if not _is_confirmed(table, row, columns):
                continue
            said = row.cells[column].strip()
            learner = known.get(awards.recipient_key(said))
            if learner is None:
                what = "is nobody in this programme" if said else "is empty"
                raise _fault(table, row, column, what)
            if learner.public_id in seen:
                raise _fault(table, row, column, "stands here twice")
        except Refused as error:
            faults.append(error.message)
        else:
            seen.add(learner.public_id)
            rows.append([row.number, learner.public_id])
    return rows, faults


def _columns(table: tables.Table) -> Mapping[str, int]:
    synonyms = {name: tables.SYNONYMS[name] for name in ("email", "identifier")}
    columns = tables.guess(table.header, {**synonyms, "confirmed": _CONFIRMED})
    if "email" not in columns and "identifier" not in columns:
        raise Refused(
            "No column is called “E-mail” or “Student number” or the like. Give it a title."
        )
    return columns


def _learners(
    program: "Program", table: tables.Table, column: int, *, is_number: bool
) -> Mapping[str, "Learner"]:
    """What the column says, in one spelling → the learner of the programme who is meant."""
    said = {row.cells[column].strip() for row in table.rows}
    keys = {awards.recipient_key(one): one for one in said}
    if is_number:
        people = recipients.known_by_number(program.organization_id, sorted(said))
        keys = {person.key: number for number, person in people.items()}
    found = classes.learners_of_keys(program.organization_id, sorted(keys))
    here = classes.taking_part(program, [one.pk for one in found.values()])
    return {
        awards.recipient_key(keys[key]): learner
        for key, learner in found.items()
        if learner.pk in here
    }


def _is_confirmed(
    table: tables.Table, row: tables.Row, columns: Mapping[str, int]
) -> bool:
    """Whether the row says yes; a list without such a column holds nobody else."""
    column = columns.get("confirmed")
    if column is None:
        return True
    said = row.cells[column].strip().casefold()
    if said not in _YES | _NO:
        raise _fault(table, row, column, "is neither yes nor no")
    return said in _YES


def _fault(table: tables.Table, row: tables.Row, column: int, what: str) -> Refused:
    said = row.cells[column][:60]
    return Refused(f"{table.place(row, column)}: “{said}” {what}.")
