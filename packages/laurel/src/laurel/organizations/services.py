"""Changing organizations and who belongs to them."""

import datetime as dt
import uuid

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.text import slugify

from laurel.accounts import selectors as accounts
from laurel.foundation import clock, events, ids
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused
from laurel.organizations import selectors
from laurel.organizations.errors import (
    AlreadyInvited,
    AlreadyMember,
    InvitationOver,
    LastOwner,
    NotFound,
    NotInvited,
)
from laurel.organizations.events import (
    ApprovalRuleChanged,
    InvitationAccepted,
    InvitationDeclined,
    InvitationResent,
    InvitationWithdrawn,
    MemberAdded,
    MemberInvited,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    OrganizationCreated,
    RightGranted,
    RightWithdrawn,
)
from laurel.organizations.models import Invitation, Membership, Organization, Right
from laurel.organizations.types import InvitationState, Role

MOST_NAME = 120
MOST_SLUG = 60
MOST_EMAIL = 254  # RFC 5321, section 4.5.3.1.3, without the angle brackets
INVITATION_LIFE = dt.timedelta(days=14)
MOST_OPEN = 200  # far above any staff; an owner is no mailing machine
QUIET = dt.timedelta(minutes=1)  # a second click is not a second mail
ROLES_FOR_ONE = frozenset({Role.EDITOR, Role.AWARDER, Role.ASSESSOR})
RESERVED_SLUGS = frozenset({"new", "settings", "admin"})  # words of our own addresses


@transaction.atomic
def create(*, name: str, actor: Actor) -> Organization:
    """Open an organization; a person who creates one becomes its owner.

    Raises:
        Refused: the name is empty, too long or carries control characters.
    """
    name = name.strip()
    if not name or len(name) > MOST_NAME or not name.isprintable():
        raise Refused(
            f"An organization needs a name of 1 to {MOST_NAME} characters.",
            field="name",
        )
    organization = Organization.objects.create(name=name, slug=_free_slug(name))
    if actor.account_id is not None:
        Membership.objects.create(
            organization=organization, account_id=actor.account_id, role=Role.OWNER
        )
    events.publish(
        OrganizationCreated(
            actor=actor, organization_id=organization.pk, slug=organization.slug
        )
    )
    return organization


@transaction.atomic
def require_approval(
    *, organization: Organization, needed: bool, actor: Actor
) -> Organization:
    """Let awards wait for a second person from now on, or not; as it is changes nothing."""
    _lock(organization)
    organization.refresh_from_db(fields=["awards_need_approval"])
    if organization.awards_need_approval == needed:
        return organization
    organization.awards_need_approval = needed
    organization.save(update_fields=["awards_need_approval"])
    events.publish(
        ApprovalRuleChanged(actor=actor, organization_id=organization.pk, needed=needed)
    )
    return organization


@transaction.atomic
def add_member(
    *, organization: Organization, account_id: uuid.UUID, role: Role, actor: Actor
) -> Membership:
    """Give somebody a role.

    Raises:
        AlreadyMember: they have one already.
    """
    try:
        with transaction.atomic():
            membership = Membership.objects.create(
                organization=organization, account_id=account_id, role=role
            )
    except IntegrityError as error:
        raise AlreadyMember("This person is a member already.") from error
    events.publish(
        MemberAdded(
            actor=actor,
            organization_id=organization.pk,
            account_id=account_id,
            role=role,
        )
    )
    return membership


@transaction.atomic
def change_role(
    *, organization: Organization, account_id: uuid.UUID, role: Role, actor: Actor
) -> Membership:
    """Give a member another role; the one they have already changes nothing.

    Raises:
        NotFound: the person is not a member.
        LastOwner: nobody else owns the organization.
    """
    membership = _locked_membership(organization, account_id)
    if membership.role == role:
        return membership
    if membership.role == Role.OWNER:
        _refuse_if_last_owner(organization)
        _withdraw_those_of(organization, account_id, actor)
    membership.role = role
    membership.save(update_fields=["role"])
    events.publish(
        MemberRoleChanged(
            actor=actor,
            organization_id=organization.pk,
            account_id=account_id,
            role=role,
        )
    )
    return membership


@transaction.atomic
def remove_member(
    *, organization: Organization, account_id: uuid.UUID, actor: Actor
) -> None:
    """Take a member's role away, or give one's own back (that is: leave).

    Raises:
        NotFound: the person is not a member.
        LastOwner: nobody else owns the organization.
    """
    membership = _locked_membership(organization, account_id)
    if membership.role == Role.OWNER:
        _refuse_if_last_owner(organization)
    membership.delete()
    Right.objects.filter(organization=organization, account_id=account_id).delete()
    _withdraw_those_of(organization, account_id, actor)
    kind = MemberLeft if actor.account_id == account_id else MemberRemoved
    events.publish(
        kind(actor=actor, organization_id=organization.pk, account_id=account_id)
    )


# --- rights to one thing -------------------------------------------------------------


@transaction.atomic
def grant_right(
    *,
    organization: Organization,
    account_id: uuid.UUID,
    about: str,
    role: Role,
    actor: Actor,
) -> Right:
    """Let a member do with one thing what this role may; it replaces an earlier right.

    Raises:
        NotFound: the person is not a member.
        Refused: the role is none that can be had for one thing, or the member's own role
            includes it already.
    """
    member = _locked_membership(organization, account_id)
    if role not in ROLES_FOR_ONE:
        raise Refused("This cannot be a right to one badge.", field="role")
    if Role(member.role).includes(role):
        raise Refused("This person's role includes that already.", field="member")
    right, _ = Right.objects.update_or_create(
        organization=organization,
        account_id=account_id,
        about=about,
        defaults={"role": role},
    )
    events.publish(
        RightGranted(
            actor=actor,
            organization_id=organization.pk,
            account_id=account_id,
            about=about,
            role=role,
        )
    )
    return right


@transaction.atomic
def withdraw_right(
    *, organization: Organization, account_id: uuid.UUID, about: str, actor: Actor
) -> None:
    """Take a right to one thing back; without one nothing changes."""
    held = Right.objects.filter(
        organization=organization, account_id=account_id, about=about
    )
    if held.delete()[0]:
        events.publish(
            RightWithdrawn(
                actor=actor,
                organization_id=organization.pk,
                account_id=account_id,
                about=about,
            )
        )


# --- invitations ---------------------------------------------------------------------


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
    _lock(organization)
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
        _end(before, InvitationState.EXPIRED)
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
    return _withdraw(found, actor)


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
    _end(found, InvitationState.ACCEPTED)
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
    _end(found, InvitationState.DECLINED)
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
    _lock(invitation.organization)
    return Invitation.objects.select_related("organization").get(pk=invitation.pk)


def _end(invitation: Invitation, state: InvitationState) -> None:
    invitation.state, invitation.ended_at = state, clock.now()
    invitation.save(update_fields=["state", "ended_at"])


def _withdraw(invitation: Invitation, actor: Actor) -> Invitation:
    _end(invitation, InvitationState.WITHDRAWN)
    events.publish(
        InvitationWithdrawn(
            actor=actor,
            organization_id=invitation.organization_id,
            invitation_public_id=invitation.public_id,
        )
    )
    return invitation


def _withdraw_those_of(
    organization: Organization, account_id: uuid.UUID, actor: Actor
) -> None:
    # Nobody comes in on the word of somebody who may not invite any more: an owner
    # who is shown the door could have left it open for another address of their own.
    waiting = organization.invitations.filter(
        invited_by_id=account_id, state=InvitationState.OPEN
    )
    for invitation in waiting:
        _withdraw(invitation, actor)


def _address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise Refused("This is not an e-mail address.", field="email") from error
    if len(address) > MOST_EMAIL:
        raise Refused(f"An address has at most {MOST_EMAIL} characters.", field="email")
    return address


def _lock(organization: Organization) -> None:
    # The organization's row is the lock: two owners who remove each other at the
    # same moment must not both succeed.
    Organization.objects.select_for_update().get(pk=organization.pk)


def _locked_membership(organization: Organization, account_id: uuid.UUID) -> Membership:
    _lock(organization)
    try:
        return Membership.objects.get(organization=organization, account_id=account_id)
    except Membership.DoesNotExist as error:
        raise NotFound("no such member") from error


def _refuse_if_last_owner(organization: Organization) -> None:
    if organization.memberships.filter(role=Role.OWNER).count() == 1:
        raise LastOwner("An organisation needs an owner. Name another one first.")


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:MOST_SLUG].strip("-") or "organization"
    taken = Organization.objects.filter(slug=wanted).exists()
    if not taken and wanted not in RESERVED_SLUGS:
        return wanted
    # Six random characters, so that two of the same name at once do not collide.
    return f"{wanted[: MOST_SLUG - 7].strip('-')}-{ids.public_id()[:6].lower()}"
