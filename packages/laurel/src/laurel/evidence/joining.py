"""One person was asked for one thing at two addresses: one turn, with everything of both."""

import datetime as dt

from laurel.evidence.models import Assignment, Submission
from laurel.evidence.types import State

_UNDER_WAY = (State.DRAFT.value, State.SENT.value)


def join(*, kept: Assignment, gone: Assignment) -> None:
    """Give one turn what was handed in at the other, which is no more.

    Where something is under way at both, both stay until one of it is decided: a person writes
    at the one and somebody looks at the other. What counts most comes last, as the newest does.
    """
    works = list(Submission.objects.filter(assignment__in=(kept, gone)))
    if sum(1 for work in works if work.state in _UNDER_WAY) > 1:
        return
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


def _order(work: Submission) -> tuple[bool, bool, dt.datetime, int]:
    return (
        work.state == State.ACCEPTED.value,
        work.state in _UNDER_WAY,
        work.sent_at or work.changed_at,
        work.pk,
    )
