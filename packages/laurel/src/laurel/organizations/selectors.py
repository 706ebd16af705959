"""Reading organizations."""

import uuid

from django.db.models import QuerySet

from laurel.organizations.models import Membership, Organization
from laurel.organizations.types import Role


def of_account(account_id: uuid.UUID | None) -> QuerySet[Organization]:
    """The organizations in which this person has any role, by name; none for nobody."""
    if account_id is None:
        return Organization.objects.none()
    return Organization.objects.filter(memberships__account_id=account_id)


def role_of(account_id: uuid.UUID | None, organization_id: uuid.UUID) -> Role | None:
    """The person's role there, or None: not a member."""
    if account_id is None:
        return None
    row = Membership.objects.filter(
        account_id=account_id,
        organization_id=organization_id,
        account__is_active=True,
    ).first()
    return Role(row.role) if row else None


def members(organization: Organization) -> QuerySet[Membership]:
    """Everybody with a role, the longest-serving first, accounts included."""
    return organization.memberships.select_related("account")


def any_exist() -> bool:
    """Whether this instance has an organization at all (else: the first run)."""
    return Organization.objects.exists()
