"""Who belongs to an organization in which role, and who may do more with one thing."""

import uuid

from django.db import IntegrityError, transaction

from laurel.foundation import events
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused
from laurel.organizations.access import WAIVER
from laurel.organizations.ending import withdraw_those_of
from laurel.organizations.errors import AlreadyMember, LastOwner
from laurel.organizations.events import (
    MemberAdded,
    MemberLeft,
    MemberRemoved,
    MemberRoleChanged,
    RightGranted,
    RightWithdrawn,
)
from laurel.organizations.locking import locked_membership
from laurel.organizations.models import Membership, Organization, Right
from laurel.organizations.types import Role

ROLES_FOR_ONE = frozenset({Role.EDITOR, Role.AWARDER, Role.ASSESSOR})


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
    membership = locked_membership(organization, account_id)
    if membership.role == role:
        return membership
    if membership.role == Role.OWNER:
        _refuse_if_last_owner(organization)
        withdraw_those_of(organization, account_id, actor)
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
    membership = locked_membership(organization, account_id)
    if membership.role == Role.OWNER:
        _refuse_if_last_owner(organization)
    membership.delete()
    Right.objects.filter(organization=organization, account_id=account_id).delete()
    withdraw_those_of(organization, account_id, actor)
    kind = MemberLeft if actor.account_id == account_id else MemberRemoved
    events.publish(
        kind(actor=actor, organization_id=organization.pk, account_id=account_id)
    )


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
    member = locked_membership(organization, account_id)
    allowed = {Role.OWNER} if about.startswith(WAIVER) else ROLES_FOR_ONE
    if role not in allowed:
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


def _refuse_if_last_owner(organization: Organization) -> None:
    if organization.memberships.filter(role=Role.OWNER).count() == 1:
        raise LastOwner("An organisation needs an owner. Name another one first.")
