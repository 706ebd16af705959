"""Who completed a programme and waits for its badges: who is told, and when their day comes."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.foundation import clock, events
from laurel.foundation.actors import SYSTEM
from laurel.releases import gates, selectors
from laurel.releases.events import ReleaseDue, ReleaseExpected
from laurel.releases.models import Expectation, ReleasePolicy
from laurel.releases.types import State

if TYPE_CHECKING:
    from laurel.classes.models import Learner
    from laurel.programs.models import Program
    from laurel.releases.selectors import Line

MOST_DUE = 2_000  # at one look; the next one goes on


@transaction.atomic
def follow(program: "Program", learners: Sequence["Learner"]) -> None:
    """Work out anew who of these learners waits for the programme's badges. Repeatable.

    Whoever completed it is told so once, if a badge of theirs is still to come.
    """
    policy = selectors.of_program(program)
    if policy is None:
        return
    lines = selectors.lines_of(policy, learners)
    known = {
        row.learner_id: row
        for some in selectors.portions([learner.pk for learner in learners])
        for row in Expectation.objects.select_for_update().filter(
            program=program, learner_id__in=some
        )
    }
    for line in lines:
        _follow(policy, line, known.get(line.learner.pk))


def look() -> None:
    """Say whose day has come, so that their badges leave. A chore."""
    due = (
        Expectation.objects.filter(due_at__lte=clock.now(), due_told_at=None)
        .exclude(completed_at=None)
        .order_by("due_at", "pk")
    )
    programs = list(dict.fromkeys(due.values_list("program_id", flat=True)[:MOST_DUE]))
    for program_id in programs:
        ids = due.filter(program_id=program_id).values_list("pk", flat=True)
        for some in selectors.portions(ids[:MOST_DUE], selectors.NAMED_AT_ONCE):
            _tell(some)


@transaction.atomic
def _tell(ids: Sequence[int]) -> None:
    now = clock.now()
    rows = list(
        Expectation.objects.select_for_update(of=("self",))
        .filter(pk__in=ids, due_told_at=None, due_at__lte=now)
        .select_related("program", "learner")
        .order_by("pk")
    )
    if not rows:  # another worker was faster
        return
    Expectation.objects.filter(pk__in=[row.pk for row in rows]).update(due_told_at=now)
    program = rows[0].program
    events.publish(
        ReleaseDue(
            actor=SYSTEM,
            organization_id=program.organization_id,
            program_public_id=program.public_id,
            learner_public_ids=tuple(row.learner.public_id for row in rows),
        )
    )


def _follow(policy: ReleasePolicy, line: "Line", row: Expectation | None) -> None:
    completed = line.standing.completed_at
    due = gates.due_at(policy.terms, line.standing) if completed else None
    if row is None:
        if completed and line.state is not State.HELD:
            _expect(policy, line, completed, due)
        return
    if (row.completed_at, row.due_at) == (completed, due):
        return
    row.completed_at = completed
    if row.due_at != due:
        row.due_at, row.due_told_at = due, None
    row.save(update_fields=["completed_at", "due_at", "due_told_at"])


def _expect(
    policy: ReleasePolicy,
    line: "Line",
    completed: dt.datetime,
    due: dt.datetime | None,
) -> None:
    _, is_new = Expectation.objects.get_or_create(
        program=policy.program,
        learner=line.learner,
        defaults={"completed_at": completed, "due_at": due},
    )
    window = gates.window(policy.terms, line.standing)
    today = clock.now().astimezone(line.standing.zone).date()
    is_old = window is not None and window.last < today
    if not is_new or line.state is not State.WAITS or is_old:
        return  # they were told; it leaves by itself now; it is of long ago, and no news
    events.publish(
        ReleaseExpected(
            actor=SYSTEM,
            organization_id=policy.program.organization_id,
            program_public_id=policy.program.public_id,
            learner_public_id=line.learner.public_id,
        )
    )
