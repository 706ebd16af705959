"""What follows from elsewhere; named in `config/reactions.py`, and repeatable."""

from laurel.classes import selectors as classes
from laurel.foundation.events import Recorded
from laurel.renewals import refreshing


def look_at_learners(event: Recorded) -> None:
    """result.recorded: somebody may have passed a refresher."""
    found = classes.by_public_id(event.payload["class_public_id"])
    organization_id = found.program.organization_id
    learners = classes.learners_by_public_id(
        organization_id, event.payload["learner_public_ids"]
    )
    refreshing.look(organization_id, [learner.key for learner in learners])


def sweep() -> None:
    """Now and then: renew whoever is due by now."""
    refreshing.sweep()
