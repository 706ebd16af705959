"""Changing organizations and who belongs to them."""

import uuid

from django.db import IntegrityError, transaction
from django.utils.text import slugify

from laurel.foundation import events, ids
from laurel.foundation.actors import Actor
from laurel.foundation.errors import Refused
from laurel.organizations.errors import AlreadyMember, LastOwner, NotFound
from laurel.organizations.events import (
    MemberAdded,
    MemberRemoved,
    MemberRoleChanged,
    OrganizationCreated,
)
from laurel.organizations.models import Membership, Organization
from laurel.organizations.types import Role

MOST_NAME = 120
MOST_SLUG = 60
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
    """Give a member another role.

    Raises:
        NotFound: the person is not a member.
        LastOwner: nobody else owns the organization.
    """
    membership = _locked_membership(organization, account_id)
    if membership.role == Role.OWNER and role is not Role.OWNER:
        _refuse_if_last_owner(organization)
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
    """Take a member's role away.

    Raises:
        NotFound: the person is not a member.
        LastOwner: nobody else owns the organization.
    """
    membership = _locked_membership(organization, account_id)
    if membership.role == Role.OWNER:
        _refuse_if_last_owner(organization)
    membership.delete()
    events.publish(
        MemberRemoved(
            actor=actor, organization_id=organization.pk, account_id=account_id
        )
    )


def _locked_membership(organization: Organization, account_id: uuid.UUID) -> Membership:
    # The organization's row is the lock: two owners who remove each other at the
    # same moment must not both succeed.
    Organization.objects.select_for_update().get(pk=organization.pk)
    try:
        return Membership.objects.get(organization=organization, account_id=account_id)
    except Membership.DoesNotExist as error:
        raise NotFound("no such member") from error


def _refuse_if_last_owner(organization: Organization) -> None:
    if organization.memberships.filter(role=Role.OWNER).count() == 1:
        raise LastOwner("An organization needs an owner. Name another one first.")


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:MOST_SLUG].strip("-") or "organization"
    taken = Organization.objects.filter(slug=wanted).exists()
    if not taken and wanted not in RESERVED_SLUGS:
        return wanted
    # Six random characters, so that two of the same name at once do not collide.
    return f"{wanted[: MOST_SLUG - 7].strip('-')}-{ids.public_id()[:6].lower()}"
