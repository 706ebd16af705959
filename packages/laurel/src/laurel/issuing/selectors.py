"""Reading how far a withdrawal has come."""

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from laurel.foundation.errors import NotFound
from laurel.issuing.models import Withdrawal
from laurel.issuing.types import Outcome, Progress

if TYPE_CHECKING:
    from laurel.organizations.models import Organization


def withdrawal(organization: "Organization", public_id: str) -> Withdrawal:
    """One withdrawal of the organization.

    Raises:
        NotFound: it has none of that id.
    """
    found = Withdrawal.objects.filter(
        organization=organization, public_id=public_id
    ).first()
    if found is None:
        raise NotFound("no such withdrawal")
    return found


def progress(found: Withdrawal) -> Progress:
    """How many awards it has, and what became of them so far."""
    counted = found.items.aggregate(
        total=Count("pk"),
        revoked=Count("pk", filter=Q(outcome=Outcome.REVOKED.value)),
        already=Count("pk", filter=Q(outcome=Outcome.ALREADY.value)),
    )
    return Progress(**counted)
