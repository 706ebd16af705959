"""Deciding about endorsements: whom it praises, the issuer, and whoever said it."""

from typing import TYPE_CHECKING

from django.db import transaction

from laurel.endorsements import rows, rules
from laurel.endorsements.events import (
    EndorsementDeclined,
    EndorsementEnded,
    EndorsementHidden,
    EndorsementShown,
    EndorsementWaiting,
    ModerationChanged,
)
from laurel.endorsements.models import Endorsement, Moderation
from laurel.endorsements.types import Side, State
from laurel.foundation import events

if TYPE_CHECKING:
    from laurel.foundation.actors import Actor
    from laurel.organizations.models import Organization


@transaction.atomic
def accept(*, endorsement: Endorsement, actor: "Actor") -> Endorsement:
    """Whom it praises wants it shown: it is, unless the organisation looks first.

    Raises:
        NotNow: it was decided before.
    """
    row = rows.in_state(endorsement, State.WRITTEN)
    looks_first = Moderation.objects.filter(
        organization_id=row.organization_id, looks_first=True
    ).exists()
    if row.award is not None and looks_first:
        rows.move(row, State.WAITING)
        events.publish(EndorsementWaiting(actor=actor, **rows.about(row)))
        return row
    return _show(row, actor)


@transaction.atomic
def decline(*, endorsement: Endorsement, actor: "Actor") -> Endorsement:
    """Whom it praises does not want it shown. It was never public, and is forgotten later.

    Raises:
        NotNow: it was decided before.
    """
    row = rows.in_state(endorsement, State.WRITTEN)
    rows.move(row, State.DECLINED)
    events.publish(EndorsementDeclined(actor=actor, **rows.about(row)))
    return row


@transaction.atomic
def approve(*, endorsement: Endorsement, actor: "Actor") -> Endorsement:
    """The issuer looked: it is shown, for the first time or again.

    Raises:
        NotNow: it waits for somebody else, or is over.
    """
    row = rows.in_state(endorsement, State.WAITING, State.HIDDEN)
    row.reason = ""
    return _show(row, actor)


@transaction.atomic
def hide(*, endorsement: Endorsement, reason: str, actor: "Actor") -> Endorsement:
    """The issuer does not show it; the earner and the endorser see why. It may come back.

    Raises:
        Refused: the reason is missing or breaks a rule.
        NotNow: it is not shown, nor does it wait for the issuer.
    """
    reason = rules.reason(reason)
    row = rows.in_state(endorsement, State.WAITING, State.SHOWN)
    row.reason = reason
    rows.move(row, State.HIDDEN, "reason")
    events.publish(EndorsementHidden(actor=actor, **rows.about(row)))
    return row


@transaction.atomic
def end(*, endorsement: Endorsement, side: Side, actor: "Actor") -> Endorsement:
    """Take it back, for good: its status says so to everybody who has a file with it.

    Raises:
        NotNow: it is not signed, or over.
    """
    row = rows.in_state(
        endorsement, State.WRITTEN, State.WAITING, State.SHOWN, State.HIDDEN
    )
    row.ended_by = side.value
    rows.move(row, State.ENDED, "ended_by")
    events.publish(EndorsementEnded(actor=actor, side=side, **rows.about(row)))
    return row


@transaction.atomic
def look_first(
    *, organization: "Organization", looks_first: bool, actor: "Actor"
) -> Moderation:
    """Decide whether the staff looks at endorsements of awards before they are shown."""
    row, _ = Moderation.objects.update_or_create(
        organization=organization, defaults={"looks_first": looks_first}
    )
    events.publish(
        ModerationChanged(
            actor=actor, organization_id=organization.pk, looks_first=looks_first
        )
    )
    return row


def _show(row: Endorsement, actor: "Actor") -> Endorsement:
    rows.move(row, State.SHOWN, "reason")
    events.publish(EndorsementShown(actor=actor, **rows.about(row)))
    return row
