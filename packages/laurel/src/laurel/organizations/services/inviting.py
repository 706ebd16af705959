"""Invitations: sent, sent again, withdrawn, accepted, declined."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from laurel.accounts import selectors as accounts
from laurel.foundation import clock, events, ids
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused
from laurel.organizations import selectors
from laurel.organizations.ending import end, withdraw_one
from laurel.organizations.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationOver,
    NotInvited,
)
from laurel.organizations.events import (
    InvitationAccepted,
    InvitationDeclined,
    InvitationResent,
    MemberInvited,
)
from laurel.organizations.locking import lock
from laurel.organizations.models import Invitation, Membership, Organization
from laurel.organizations.services.belonging import add_member
from laurel.organizations.types import InvitationState, Role

MOST_EMAIL = 254  # RFC 5321, section 4.5.3.1.3, without the angle brackets
INVITATION_LIFE = dt.timedelta(days=14)
MOST_OPEN = 200  # far above any staff; an owner is no mailing machine
QUIET = dt.timedelta(minutes=1)  # a second click is not a second mail


@transaction.atomic
def invite(
    *, organization: Organization, email: str, role: Role, actor: Actor
) -> Invitation:
    """Invite an address; a reaction mails the link.

    Says nothing about whether the address has an account: only the addresses that
    members go by here, and the open invitations, are looked at.

    Raises:
        AlreadyMember: a member goes by this address.
        AlreadyInvited: an invitation to it is open.
        Refused: it is no address, or too many invitations are open.
    """
    address = _address(email)
    lock(organization)
    if organization.memberships.filter(account__email=address).exists():
        raise AlreadyMember("This person is a member already.", field="email")
    now = clock.now()
    waiting = organization.invitations.filter(state=InvitationState.OPEN)
    before = waiting.filter(email=address).first()
    if before is not None and before.state_at(now) is InvitationState.OPEN:
        raise AlreadyInvited(
            "An invitation to this address is open. Send that one again instead.",
            field="email",
        )
    if before is not None:
        end(before, InvitationState.EXPIRED)
    if waiting.count() >= MOST_OPEN:
        raise Refused(f"{MOST_OPEN} invitations are open. Withdraw some of them first.")
    invitation = Invitation.objects.create(
        organization=organization,
        email=address,
        role=role,
        invited_by_id=actor.account_id,
        sent_at=now,
        expires_at=now + INVITATION_LIFE,
    )
    events.publish(
        MemberInvited(
            actor=actor,
            organization_id=organization.pk,
            invitation_public_id=invitation.public_id,
            role=role,
        )
    )
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, actor: Actor) -> Invitation:
    """Mail the invitation again with a new link, good for another fourteen days.

    Raises:
        InvitationOver: it was accepted, declined or withdrawn.
        Refused: the last mail is not a minute old.
    """
    found = _locked(invitation)
    now = clock.now()
    if found.state != InvitationState.OPEN:
        raise InvitationOver(found.state_at(now))
    if now - found.sent_at < QUIET:
        raise Refused("A mail left a moment ago. Wait a minute.")
    found.sent_at, found.expires_at = now, now + INVITATION_LIFE
    found.token_hash = None  # the old link must not outlive the new mail
    found.save(update_fields=["sent_at", "expires_at", "token_hash"])
    events.publish(
        InvitationResent(
            actor=actor,
            organization_id=found.organization_id,
            invitation_public_id=found.public_id,
        )
    )
    return found


@transaction.atomic
def withdraw(*, invitation: Invitation, actor: Actor) -> Invitation:
    """Take an invitation back; its link opens nothing from now on.

    Raises:
        InvitationOver: it was accepted, declined or withdrawn.
    """
    found = _locked(invitation)
    if found.state != InvitationState.OPEN:
        raise InvitationOver(found.state_at(clock.now()))
    return withdraw_one(found, actor)


@transaction.atomic
def new_token(*, public_id: str, event_id: uuid.UUID) -> str | None:
    """The token for the link of the mail that this event asks for.

    None if there is no mail to write: it was written before, or the invitation is over.
    """
    query = Invitation.objects.select_for_update()
    found = query.filter(public_id=public_id, state=InvitationState.OPEN).first()
    if found is None or found.mailed_for == event_id:
        return None
    token = ids.public_id()
    found.token_hash, found.mailed_for = selectors.hash_of(token), event_id
    found.save(update_fields=["token_hash", "mailed_for"])
    return token


@transaction.atomic
def accept(*, token: str, actor: Actor) -> Membership:
    """Become a member by an invitation to an address that the person has proven.

    Raises:
        NotFound: no invitation has this token.
        InvitationOver: it opens nothing any more.
        NotInvited: it is for another address than those proven to be the person's.
        AlreadyMember: the person has a role already.
    """
    found = _usable(token)
    account_id = actor.account_id
    if account_id is None or not accounts.has_proven(
        account_id=account_id, email=found.email
    ):
        raise NotInvited("This invitation is for another address.")
    membership = add_member(
        organization=found.organization,
        account_id=account_id,
        role=Role(found.role),
        actor=actor,
    )
    end(found, InvitationState.ACCEPTED)
    events.publish(
        InvitationAccepted(
            actor=actor,
            organization_id=found.organization_id,
            invitation_public_id=found.public_id,
        )
    )
    return membership


@transaction.atomic
def decline(*, token: str, actor: Actor) -> Invitation:
    """Say no. Holding the link is enough: it came to the invited address.

    Raises:
        NotFound: no invitation has this token.
        InvitationOver: it opens nothing any more.
    """
    found = _usable(token)
    end(found, InvitationState.DECLINED)
    events.publish(
        InvitationDeclined(
            actor=actor,
            organization_id=found.organization_id,
            invitation_public_id=found.public_id,
        )
    )
    return found


def _usable(token: str) -> Invitation:
    found = _locked(selectors.invitation_by_token(token))
    state = found.state_at(clock.now())
    if state is not InvitationState.OPEN:
        raise InvitationOver(state)
    return found


def _locked(invitation: Invitation) -> Invitation:
    lock(invitation.organization)
    return Invitation.objects.select_related("organization").get(pk=invitation.pk)


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("This is not an e-mail address.", field="email") from error
    if len(address) > MOST_EMAIL:
        raise Refused(f"An address has at most {MOST_EMAIL} characters.", field="email")
    return address
