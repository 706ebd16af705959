"""Reading cases."""

from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from laurel.awards import selectors as awards
from laurel.awards.types import AwardState
from laurel.duplicates.errors import NotFound
from laurel.duplicates.models import DuplicateCase
from laurel.duplicates.types import Decision

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.organizations.models import Organization


def to_decide(organization: "Organization") -> QuerySet[DuplicateCase]:
    """The cases that wait for somebody, reported ones first.

    One whose award was revoked meanwhile has settled itself.
    """
    over = (
        awards.of_organization(organization)
        .filter(state=AwardState.REVOKED.value)
        .order_by()
        .values("public_id")
    )
    return (
        DuplicateCase.objects.filter(
            organization=organization, decision=Decision.OPEN.value
        )
        .exclude(Q(first__in=over) | Q(second__in=over))
        .order_by("-source", "created_at", "pk")
    )


def case(organization: "Organization", public_id: str) -> DuplicateCase:
    """One case of the organization.

    Raises:
        NotFound: it has none of that id.
    """
    found = DuplicateCase.objects.filter(
        organization=organization, public_id=public_id
    ).first()
    if found is None:
        raise NotFound("no such case")
    return found


def awards_of(found: DuplicateCase) -> "list[Award]":
    """The one or two awards of a case, the older one first."""
    ids = [public_id for public_id in (found.first, found.second) if public_id]
    return [awards.by_public_id(public_id) for public_id in ids]
