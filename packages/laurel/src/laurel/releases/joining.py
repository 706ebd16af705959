"""Two learners turn out to be one person: who said yes to either said yes to this one."""

from typing import TYPE_CHECKING

from laurel.releases.models import Clearance, ConfirmationList, Expectation
from laurel.releases.types import Clearing

if TYPE_CHECKING:
    from laurel.classes.models import Learner


def take_over(*, kept: "Learner", gone: "Learner") -> None:
    """Give the one that stays what was said of the other; what was said of both is there once."""
    for said in Clearance.objects.filter(learner=gone).order_by("pk"):
        known = Clearance.objects.filter(
            learner=kept, program_id=said.program_id, kind=said.kind
        )
        if not known.exists():
            said.learner = kept
            said.save(update_fields=["learner"])
    _keep_two_people(kept)
    there = Expectation.objects.filter(learner=kept).values_list("program", flat=True)
    Expectation.objects.filter(learner=gone).exclude(program__in=list(there)).update(
        learner=kept
    )
    for brought in ConfirmationList.objects.filter(
        program__organization_id=kept.organization_id, applied_at=None
    ):
        _rename(brought, gone.public_id, kept.public_id)


def _keep_two_people(kept: "Learner") -> None:
    """Whoever confirmed the one and released the other has done both to one person: not twice."""
    approved = Clearance.objects.filter(learner=kept, kind=Clearing.APPROVED.value)
    for one in approved.exclude(by_account=None):
        if Clearance.objects.filter(
            learner=kept,
            program_id=one.program_id,
            kind=Clearing.CONFIRMED.value,
            by_account=one.by_account,
        ).exists():
            one.delete()


def _rename(brought: ConfirmationList, before: str, after: str) -> None:
    """A list that waits to be taken over: each person in it once."""
    named = [learner for _, learner in brought.rows]
    if before not in named:
        return
    rows = [[row, after if who == before else who] for row, who in brought.rows]
    if after in named:
        rows = [each for each, who in zip(rows, named, strict=True) if who != before]
    brought.rows = rows
    brought.save(update_fields=["rows"])
