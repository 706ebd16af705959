"""Who has another address by now is asked there; what was asked at both is one turn."""

import datetime as dt

from laurel.awards import selectors as awards
from laurel.evidence.models import Assignment, Submission
from laurel.evidence.types import State
from laurel.recipients import selectors as recipients

_UNDER_WAY = (State.DRAFT.value, State.SENT.value)


def move(brought: str) -> None:
    """Follow a list of addresses, once; in the caller's transaction."""
    organization_id, changes = recipients.changes(brought)
    rows = Assignment.objects.select_for_update(of=("self",)).filter(
        task__organization_id=organization_id
    )
    moving: dict[int, tuple[Assignment, str, str]] = {}
    for change in changes:
        old = awards.recipient_key(change.old)
        for row in rows.filter(key=old).exclude(moved_by=brought).order_by("pk"):
            moving.setdefault(row.pk, (row, old, change.new))
    # In one list an address may pass from one person to another: first all let go of theirs.
    for row, _, _ in moving.values():
        row.key, row.moved_by = row.public_id, brought
        row.save(update_fields=["key", "moved_by"])
    for row, old, email in moving.values():
        key = awards.recipient_key(email)
        other = rows.filter(task_id=row.task_id, key=key).first()
        if other is None:
            row.email, row.key = email, key
        elif _join(kept=other, gone=row):
            continue
        elif not rows.filter(task_id=row.task_id, key=old).exists():
            row.key = old  # nobody has it by now
        row.save(update_fields=["email", "key"])


def _join(*, kept: Assignment, gone: Assignment) -> bool:
    """Give one turn what was handed in at the other, which is no more; whether that was done.

    Where something is under way at both, both stay: a person writes at the one and somebody
    looks at the other. What counts most comes last, as the newest does.
    """
    works = list(Submission.objects.filter(assignment__in=(kept, gone)))
    if sum(1 for work in works if work.state in _UNDER_WAY) > 1:
        return False
    works.sort(key=_order)
    # Numbers are taken once: first all of them beyond those that there are.
    most = max((work.number for work in works), default=0)
    for step in (most, 0):
        for number, work in enumerate(works, start=step + 1):
            work.assignment, work.number = kept, number
            work.save(update_fields=["assignment", "number"])
    gone.extensions.update(assignment=kept)
    if None in (kept.last_day, gone.last_day):
        kept.last_day = None
    else:
        kept.last_day = max(filter(None, (kept.last_day, gone.last_day)))
    kept.save(update_fields=["last_day"])
    gone.delete()
    return True


def _order(work: Submission) -> tuple[bool, bool, dt.datetime, int]:
    return (
        work.state == State.ACCEPTED.value,
        work.state in _UNDER_WAY,
        work.sent_at or work.changed_at,
        work.pk,
    )
