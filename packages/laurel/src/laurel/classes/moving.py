"""Learners whose address the institution's record changed: their results stay theirs."""

import uuid
from collections.abc import Sequence

from django.db import transaction

from laurel.classes import joining, rules
from laurel.classes.models import Learner
from laurel.foundation.events import Recorded
from laurel.recipients import selectors as recipients
from laurel.recipients.types import Change


@transaction.atomic
def follow(event: Recorded) -> None:
    """recipients.imported: whoever has another address now is found by that one.

    Who has both addresses becomes one learner, and keeps everything of both.
    """
    brought = event.payload["list_public_id"]
    organization_id, changes = recipients.changes(brought)
    moving = _moving(organization_id, changes, brought)
    # In one list an address may pass from one person to another: first all let go of theirs.
    for learner, _ in moving:
        learner.key, learner.moved_by = learner.public_id, brought
        learner.save(update_fields=["key", "moved_by"])
    for learner, change in moving:
        _arrive(learner, change.new)


def _moving(
    organization_id: uuid.UUID, changes: Sequence[Change], brought: str
) -> list[tuple[Learner, Change]]:
    """Whose address changes by this list, each once; not who was moved by it before."""
    here = Learner.objects.select_for_update().filter(organization_id=organization_id)
    found: dict[int, tuple[Learner, Change]] = {}
    for change in changes:
        learner = (
            here.filter(key=rules.normalised(change.old))
            .exclude(moved_by=brought)
            .first()
        )
        if learner is not None:
            found.setdefault(learner.pk, (learner, change))
    return list(found.values())


def _arrive(learner: Learner, new: str) -> None:
    key = rules.normalised(new)
    there = Learner.objects.select_for_update().filter(
        organization_id=learner.organization_id, key=key
    )
    other = there.first()
    if other is None:
        learner.email, learner.key = new, key
        learner.save(update_fields=["email", "key"])
        return
    joining.join(kept=other, gone=learner)
