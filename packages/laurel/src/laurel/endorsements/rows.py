"""One endorsement at a time: locked in a state, moved to another, named in events."""

from typing import Any

from laurel.endorsements.errors import NotNow
from laurel.endorsements.models import Endorsement
from laurel.endorsements.types import Kind, State
from laurel.foundation import clock


def in_state(endorsement: Endorsement, *states: State) -> Endorsement:
    """The row as it is now, locked until the transaction ends.

    Raises:
        NotNow: it is in none of these states.
    """
    row = (
        Endorsement.objects.select_for_update(of=("self",))
        .select_related(
            "organization",
            "issuer",
            "version__achievement__issuer",
            "award__achievement__issuer",
            "award__version",
            "endorsing_issuer",
        )
        .get(pk=endorsement.pk)
    )
    if row.state not in states:
        raise NotNow("This was decided meanwhile. Look at it once more.")
    return row


def move(row: Endorsement, state: State, *fields: str) -> None:
    """Put it into another state, and store these fields with that."""
    row.state, row.changed_at = state.value, clock.now()
    row.save(update_fields=["state", "changed_at", *fields])


def about(row: Endorsement) -> dict[str, Any]:
    """What every event says of it."""
    about = row.about
    version = about.version
    return {
        "organization_id": row.organization_id,
        "endorsement_public_id": row.public_id,
        "kind": about.kind,
        "award_public_id": about.award.public_id if about.award else "",
        "achievement_public_id": version.achievement.public_id if version else "",
        "issuer_public_id": about.issuer.public_id if about.kind is Kind.ISSUER else "",
    }
