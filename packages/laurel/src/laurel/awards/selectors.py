"""Reading awards."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from laurel.awards.errors import NotFound
from laurel.awards.models import Award
from laurel.awards.types import AwardState

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization


def public(public_id: str) -> Award:
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


def waiting(*, since: dt.datetime) -> list[str]:
    """The ids of awards granted before then that have no credential yet, the oldest first."""
    rows = Award.objects.filter(state=AwardState.APPROVED.value, granted_at__lte=since)
    return list(rows.order_by("granted_at").values_list("public_id", flat=True))


def _whole(rows: QuerySet[Award]) -> QuerySet[Award]:
    return rows.select_related("organization", "achievement__issuer", "version")
