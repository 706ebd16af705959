"""Evidence that is accepted after its award was granted: it goes onto it, as its holder says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db import transaction

from laurel.awards import rules, selectors, showing
from laurel.awards.events import AwardSupported
from laurel.awards.models import Award, HolderChoice
from laurel.awards.types import Disclosure, Evidence
from laurel.foundation import clock, events

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor


@transaction.atomic
def support(
    *, award: Award, evidence: Sequence[Evidence], is_shown: bool, actor: "Actor"
) -> Award:
    """Put evidence onto an award beside what is there; what is not shown waits for its holder.

    Pieces that it has stay as they are, and it gets no more than an award may have. A repeat
    changes nothing and publishes nothing. Documents that say what is shown now are the caller's
    concern (`issuing.services.support`).
    """
    row = Award.objects.select_for_update(of=("self",)).get(pk=award.pk)
    there = {showing.evidence_key(item) for item in row.evidence}
    room = rules.MAX_EVIDENCE - len(row.evidence)
    new = {
        key: item
        for item in rules.evidence(evidence)
        if (key := showing.evidence_key(item)) not in there
    }
    new = dict(list(new.items())[:room])
    if not new or row.erased_at is not None:
        return row
    row.evidence = [*row.evidence, *new.values()]
    row.save(update_fields=["evidence"])
    if not is_shown:
        _hide(row, list(new))
    events.publish(
        AwardSupported(
            actor=actor,
            organization_id=row.organization_id,
            award_public_id=row.public_id,
            pieces=len(new),
        )
    )
    return row


def _hide(row: Award, keys: Sequence[str]) -> None:
    chosen = selectors.disclosure(row.public_id)
    nothing_else = Disclosure()
    HolderChoice.objects.update_or_create(
        award=row,
        defaults={
            "hidden_evidence": [*chosen.hidden_evidence, *keys],
            "changed_at": clock.now(),
        },
        create_defaults={
            "visibility": nothing_else.visibility.value,
            "name": nothing_else.name,
            "narrative": nothing_else.narrative,
            "hidden_evidence": list(keys),
            "changed_at": clock.now(),
        },
    )
