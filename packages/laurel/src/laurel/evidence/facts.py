"""What evidence knows of people, in the form in which rules ask for it."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal

from django.db.models import Q, QuerySet

from laurel.evidence.models import Assignment, Submission
from laurel.evidence.types import State
from laurel.requirements.types import Fact, Kind


def facts_of(
    organization_id: uuid.UUID, keys: Collection[str]
) -> Mapping[str, tuple[Fact, ...]]:
    """What was accepted, by normalised address: of each task, and of its achievement."""
    found: dict[str, list[Fact]] = defaultdict(list)
    rows = (
        Submission.objects.filter(
            state=State.ACCEPTED.value,
            assignment__task__organization_id=organization_id,
            assignment__key__in=list(keys),
        )
        .select_related("assignment__task__achievement")
        .order_by("decided_at", "pk")
    )
    for row in rows:
        task = row.assignment.task
        assert row.decided_at is not None  # noqa: S101 - what is accepted is decided
        for subject in (task.public_id, task.achievement.public_id):
            found[row.assignment.key].append(
                Fact(
                    kind=Kind.EVIDENCE,
                    subject=subject,
                    value=Decimal(1),
                    at=row.decided_at,
                    source="a review of what was handed in",
                    label=task.title,
                    ref=row.public_id,
                )
            )
    return {key: tuple(facts) for key, facts in found.items()}


def authors(organization_id: uuid.UUID, keys: Collection[str]) -> QuerySet[Assignment]:
    """The turns of whoever has these normalised addresses, the oldest first."""
    return _at(organization_id).filter(key__in=list(keys))


def authors_for(
    organization_id: uuid.UUID, subjects: Collection[str]
) -> QuerySet[Assignment]:
    """The turns of everybody who is to hand in for one of these tasks or achievements."""
    wanted = list(subjects)
    return _at(organization_id).filter(
        Q(task__public_id__in=wanted) | Q(task__achievement__public_id__in=wanted)
    )


def _at(organization_id: uuid.UUID) -> QuerySet[Assignment]:
    return Assignment.objects.filter(task__organization_id=organization_id).order_by(
        "pk"
    )
