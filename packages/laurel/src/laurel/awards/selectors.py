"""Reading awards."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from laurel.awards.errors import NotFound
from laurel.awards.models import Amendment, Award

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization


def by_public_id(public_id: str) -> Award:
    """One award with what it is about, by the id in its address; say only that it exists.

    Raises:
        NotFound: there is none of that id.
    """
    award = _whole(Award.objects.filter(public_id=public_id)).first()
    if award is None:
        raise NotFound("no such award")
    return award


def of_organization(organization: "Organization") -> QuerySet[Award]:
    """The organization's awards, the newest first."""
    return _whole(Award.objects.filter(organization=organization)).order_by(
        "-granted_at", "-pk"
    )


def of_achievement(achievement: "Achievement") -> QuerySet[Award]:
    """The awards of an achievement, the newest first."""
    return _whole(Award.objects.filter(achievement=achievement)).order_by(
        "-granted_at", "-pk"
    )


def amendments(award: Award) -> QuerySet[Amendment]:
    """The corrections of an award, the newest first."""
    return award.amendments.order_by("-number")


def _whole(rows: QuerySet[Award]) -> QuerySet[Award]:
    return rows.select_related("organization", "achievement__issuer", "version")
