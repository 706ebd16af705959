"""Reading organizations."""

import hashlib
import uuid
from collections.abc import Collection

from django.db.models import QuerySet

from laurel.organizations.errors import NotFound
from laurel.organizations.models import Invitation, Membership, Organization, Right
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


def right_of(
    account_id: uuid.UUID | None, organization_id: uuid.UUID, about: str
) -> Role | None:
    """The role that the person has for this one thing, or None: no more than elsewhere."""
    if account_id is None or not about:
        return None
    row = Right.objects.filter(
        account_id=account_id, organization_id=organization_id, about=about
    ).first()
    return Role(row.role) if row else None


def rights_of_all(organization: Organization, about: str) -> dict[uuid.UUID, Role]:
    """Who has a right to this one thing: account → role."""
    rows = organization.rights.filter(about=about).values_list("account_id", "role")
    return {account_id: Role(role) for account_id, role in rows}


def rights_of(
    account_id: uuid.UUID | None, organization_id: uuid.UUID
) -> dict[str, Role]:
    """What one person has rights to, beyond their role: thing → role."""
    if account_id is None:
        return {}
    rows = Right.objects.filter(account_id=account_id, organization_id=organization_id)
    return {about: Role(role) for about, role in rows.values_list("about", "role")}


def members(organization: Organization) -> QuerySet[Membership]:
    """Everybody with a role, the longest-serving first, accounts included."""
    return organization.memberships.select_related("account")


def addresses_of_those_who(
    organization: Organization, role: Role, *, but: uuid.UUID | None = None
) -> dict[uuid.UUID, str]:
    """Account → address of every member who may do what this role may; one may be left out."""
    rows = members(organization).filter(account__is_active=True)
    return {
        row.account_id: row.account.email
        for row in rows
        if Role(row.role).includes(role) and row.account_id != but
    }


def member(organization: Organization, member_id: uuid.UUID) -> Membership:
    """One membership of the organization, account included.

    Raises:
        NotFound: there is none of that id in it.
    """
    found = members(organization).filter(pk=member_id).first()
    if found is None:
        raise NotFound("no such member")
    return found


def invitations(organization: Organization) -> QuerySet[Invitation]:
    """All invitations, the newest first, whatever became of them."""
    return organization.invitations.all()


def invitation(organization: Organization, public_id: str) -> Invitation:
    """One invitation of the organization.

    Raises:
        NotFound: there is none of that id in it.
    """
    found = invitations(organization).filter(public_id=public_id).first()
    if found is None:
        raise NotFound("no such invitation")
    return found


def invitation_by_token(token: str) -> Invitation:
    """The invitation whose newest link carries this token, whatever became of it.

    Raises:
        NotFound: there is none; a link that was sent anew opens nothing.
    """
    query = Invitation.objects.select_related("organization", "invited_by")
    found = query.filter(token_hash=hash_of(token)).first()
    if found is None:
        raise NotFound("no such invitation")
    return found


def invited_addresses(
    organization: Organization, public_ids: Collection[str]
) -> dict[str, str]:
    """Invitation id → the address it went to; for the organization's own history."""
    query = invitations(organization).filter(public_id__in=public_ids)
    return dict(query.values_list("public_id", "email"))


def hash_of(token: str) -> bytes:
    """How a token is kept. It has 128 random bits, so nothing slower is needed."""
    return hashlib.sha256(token.encode()).digest()
