"""Badges made for an address that the record gave up are signed anew, for the present one."""

import uuid
from typing import TYPE_CHECKING

from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.credentials import selectors as credentials
from laurel.foundation import clock
from laurel.foundation.actors import SYSTEM, Actor
from laurel.foundation.errors import Refused
from laurel.foundation.jobs import job
from laurel.issuing import decisions, mailing
from laurel.recipients import selectors as recipients

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from laurel.awards.models import Award
    from laurel.organizations.models import Organization

PIECE = 50  # a few seconds of work, so that a worker that dies repeats little
REASON = "The address in the institution’s record changed."


def begin(*, organization: "Organization", actor: Actor) -> None:
    """Have it done, in the transaction of the caller."""
    _defer(organization.pk, actor, begun=clock.now().isoformat(), after=0)


def concerned(organization_id: uuid.UUID) -> "QuerySet[Award]":
    """The awards in force whose address the record once had and gave up."""
    return (
        awards.in_force_at(organization_id)
        .filter(
            state=AwardState.ISSUED.value,
            recipient_key__in=recipients.former_keys(organization_id),
        )
        .order_by("pk")
    )


@job()
def readdress(
    *, organization: str, actor_id: str, actor_label: str, begun: str, after: int
) -> None:
    """Correct some of them, and have the next ones done; a repeat finds them done."""
    actor = Actor.person(uuid.UUID(actor_id), actor_label) if actor_id else SYSTEM
    organization_id = uuid.UUID(organization)
    piece = list(concerned(organization_id).filter(pk__gt=after)[:PIECE])
    for award in piece:
        _readdress(award, actor)
    if piece:
        _defer(organization_id, actor, begun=begun, after=piece[-1].pk)


def _readdress(award: "Award", actor: Actor) -> None:
    address = mailing.address_of(award)
    credential = credentials.of_award(award.public_id)
    if address == award.recipient_email or credential is None:
        return
    if not credential.is_active:
        return
    try:
        decisions.correct(
            award=award, recipient_email=address, reason=REASON, actor=actor
        )
    except Refused:  # the person has it there already, or somebody changes it right now
        return


def _defer(organization_id: uuid.UUID, actor: Actor, *, begun: str, after: int) -> None:
    readdress.defer(
        key=f"readdress:{organization_id}:{begun}:{after}",
        organization=str(organization_id),
        actor_id=str(actor.account_id or ""),
        actor_label=actor.label,
        begun=begun,
        after=after,
    )
