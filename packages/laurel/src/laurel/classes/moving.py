"""Learners whose address the institution's record changed: their results stay theirs."""

import uuid

from django.db import transaction

from laurel.classes import rules
from laurel.classes.models import Learner
from laurel.foundation.events import Recorded
from laurel.recipients import selectors as recipients


@transaction.atomic
def follow(event: Recorded) -> None:
    """recipients.imported: whoever has another address now is found by that one."""
    organization_id, changes = recipients.changes(event.payload["list_public_id"])
    for change in changes:
        _move(organization_id, change.old, change.new)


def _move(organization_id: uuid.UUID, old: str, new: str) -> None:
    here = Learner.objects.select_for_update().filter(organization_id=organization_id)
    learner = here.filter(key=rules.normalised(old)).first()
    if learner is None:
        return
    other = here.filter(key=rules.normalised(new)).first()
    if other is None:
        learner.email, learner.key = new, rules.normalised(new)
        learner.save(update_fields=["email", "key"])
        return
    # They were enrolled with both addresses. What only the former one has moves over.
    shared = other.enrolments.values_list("run", flat=True)
    learner.enrolments.exclude(run__in=list(shared)).update(learner=other)
    if not learner.enrolments.exists():
        learner.delete()
