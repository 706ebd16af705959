"""What changes of who belongs to an organization begin with: its lock."""

import uuid

from laurel.organizations.errors import NotFound
from laurel.organizations.models import Membership, Organization


def lock(organization: Organization) -> None:
    """The organization's own row is the lock.

    Two owners who remove each other at the same moment must not both succeed.
    """
    Organization.objects.select_for_update().get(pk=organization.pk)


def locked_membership(organization: Organization, account_id: uuid.UUID) -> Membership:
    """The membership, under the lock.

    Raises:
        NotFound: the person is not a member.
    """
    lock(organization)
    try:
        return Membership.objects.get(organization=organization, account_id=account_id)
    except Membership.DoesNotExist as error:
        raise NotFound("no such member") from error
