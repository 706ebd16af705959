"""Reading families: their tiers, who has them, and what has a gap."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.families import framework
from laurel.families.models import Family, Gap, Tier
from laurel.families.types import Levels, Step, TierPlan

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization

MANY = 2  # tiers, below which there is nothing to tell
NEXT_ONES = 8  # of those who wait for a tier, on the page of a family


def of_organization(organization: "Organization") -> QuerySet[Family]:
    """The organization's families, by name, each with its tiers."""
    found = Family.objects.filter(organization=organization, dissolved_at=None)
    return found.order_by("name", "pk").prefetch_related(
        "tiers__achievement__versions", "tiers__achievement__issuer"
    )


def tiers(family: Family) -> list["Achievement"]:
    """Its badges, the lowest first."""
    rows = family.tiers.select_related("achievement__issuer").prefetch_related(
        "achievement__versions"
    )
    return [tier.achievement for tier in rows]


def of_achievement(achievement: "Achievement") -> Family | None:
    """The family that a badge is a tier of, or None."""
    tier = (
        Tier.objects.select_related("family")
        .filter(achievement=achievement, family__dissolved_at=None)
        .first()
    )
    return tier.family if tier else None


def levels(achievement: "Achievement") -> Levels | None:
    """The family that a badge is a tier of, without drafts; None where it stands alone."""
    rows = (
        Tier.objects.filter(
            family__tiers__achievement=achievement,
            family__dissolved_at=None,
            achievement__published_at__isnull=False,
        )
        .select_related("family", "achievement__issuer")
        .prefetch_related("achievement__versions")
    )
    found = list(rows.order_by("number"))
    badges = [tier.achievement.current for tier in found]
    places = [tier.achievement_id for tier in found]
    if len(found) < MANY or achievement.pk not in places:
        return None
    number = places.index(achievement.pk) + 1
    open_ones = (
        b for b in badges[number:] if achievements.can_be_earned(b.achievement)
    )
    return Levels(found[0].family.name, badges, number, next(open_ones, None))


def taken(badges: "Collection[Achievement]") -> set[int]:
    """Those of these badges, by their keys, that are tiers of a family already."""
    rows = Tier.objects.filter(achievement__in=badges)
    return set(rows.values_list("achievement_id", flat=True))


def standing(family: Family) -> list[Step]:
    """Each tier: how many have it, and who could get the next one."""
    badges = tiers(family)
    steps = []
    for number, (badge, above) in enumerate(
        zip(badges, [*badges[1:], None], strict=True), start=1
    ):
        held = _in_force(family, badge)
        waiting = held.none()
        if above is not None:
            further = _in_force(family, above).values("recipient_key")
            waiting = held.exclude(recipient_key__in=further)
        keys = waiting.order_by().values("recipient_key").distinct()
        steps.append(
            Step(
                achievement=badge,
                number=number,
                holders=held.order_by().values("recipient_key").distinct().count(),
                waiting=keys.count(),
                next_ones=list(waiting.order_by("-pk")[:NEXT_ONES]),
            )
        )
    return steps


def open_gaps(family: Family) -> QuerySet[Gap]:
    """What is not settled, the newest first; without awards that are over themselves."""
    return _open(Gap.objects.filter(family=family))


def open_gaps_at(organization: "Organization") -> QuerySet[Gap]:
    """The same of a whole organization."""
    return _open(
        Gap.objects.filter(family__organization=organization, family__dissolved_at=None)
    )


def gaps_of(award: "Award") -> list[Gap]:
    """What an award has to do with: gaps under it that are open, the newest first."""
    return list(_open(Gap.objects.filter(award=award)))


def plan(issuer: "Issuer", course: str) -> list[TierPlan]:
    """What the three-tier framework would make of a course, the lowest tier first.

    Raises:
        Refused: no name, or one that is too long.
    """
    return framework.plan(issuer, course)


def _open(rows: QuerySet[Gap]) -> QuerySet[Gap]:
    return (
        rows.filter(
            closed_at=None,
            award__erased_at=None,
            award__in=awards.every_in_force().values("pk"),
        )
        .select_related(
            "family", "award__version", "award__achievement", "lower__version"
        )
        .order_by("-pk")
    )


def _in_force(family: Family, badge: "Achievement") -> "QuerySet[Award]":
    return awards.in_force_at(family.organization_id).filter(
        achievement=badge, erased_at=None
    )
