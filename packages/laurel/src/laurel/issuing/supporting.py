"""What is accepted after its award goes onto it; named in `config/reactions.py`."""

from typing import TYPE_CHECKING

from laurel.awards import selectors as awards
from laurel.evidence import selectors as evidence
from laurel.foundation.actors import SYSTEM
from laurel.foundation.errors import NotFound, TryAgainLater
from laurel.foundation.events import Recorded
from laurel.issuing import services
from laurel.issuing.errors import BeingSigned, ChangedMeanwhile
from laurel.recipients import selectors as recipients

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.evidence.models import Submission


def carry_accepted(event: Recorded) -> None:
    """evidence.accepted: put it onto the badge that its author has already.

    Who has none yet gets it with the badge.
    """
    try:
        work = evidence.submission(event.payload["submission_public_id"])
    except NotFound:  # its author was taken out
        return
    award = _award_of(work)
    if award is None:
        return
    try:
        services.support(
            award=award,
            evidence=evidence.pieces(work),
            is_shown=work.is_shown,
            actor=SYSTEM,
        )
    except (BeingSigned, ChangedMeanwhile) as error:
        raise TryAgainLater("another change is being signed") from error


def _award_of(work: "Submission") -> "Award | None":
    """The newest one in force, also at an address that its holder had or has."""
    task, key = work.assignment.task, work.assignment.key
    keys = {key, recipients.now_of(task.organization_id, [key]).get(key, key)}
    for former in recipients.former_of(task.organization_id, keys).values():
        keys |= former
    mine = awards.in_force_at(task.organization_id).filter(
        achievement=task.achievement, recipient_key__in=keys, erased_at=None
    )
    return mine.order_by("-granted_at", "-pk").first()
