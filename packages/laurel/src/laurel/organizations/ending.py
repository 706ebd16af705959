"""How an invitation ends, whoever ends it; called under the organization's lock."""

import uuid

from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.organizations.events import InvitationWithdrawn
from laurel.organizations.models import Invitation, Organization
from laurel.organizations.types import InvitationState


def end(invitation: Invitation, state: InvitationState) -> None:
    """It ended now, this way."""
    invitation.state, invitation.ended_at = state, clock.now()
    invitation.save(update_fields=["state", "ended_at"])


def withdraw_one(invitation: Invitation, actor: Actor) -> Invitation:
    """Take one invitation back, and say so."""
    end(invitation, InvitationState.WITHDRAWN)
    events.publish(
        InvitationWithdrawn(
            actor=actor,
            organization_id=invitation.organization_id,
            invitation_public_id=invitation.public_id,
        )
    )
    return invitation


def withdraw_those_of(
    organization: Organization, account_id: uuid.UUID, actor: Actor
) -> None:
    """Take all back that this person sent.

    Nobody comes in on the word of somebody who may not invite any more: an owner who is
    shown the door could have left it open for another address of their own.
    """
    waiting = organization.invitations.filter(
        invited_by_id=account_id, state=InvitationState.OPEN
    )
    for invitation in waiting:
        withdraw_one(invitation, actor)
