"""Reading achievements and their public documents."""

from typing import TYPE_CHECKING

from django.db.models import QuerySet
from obkit import issue
from obkit.encoding import strict_json

from laurel.achievements import addresses
from laurel.achievements.errors import NotFound
from laurel.achievements.models import Achievement, AchievementVersion
from laurel.design import selectors as design
from laurel.design.types import Picture
from laurel.foundation import files
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization


def public(public_id: str, number: int) -> AchievementVersion:
    """One version, for everybody: also of an archived achievement.

    Raises:
        NotFound: there is none of that id and number.
    """
    found = (
        AchievementVersion.objects.select_related("achievement__issuer")
        .filter(achievement__public_id=public_id, number=number)
        .first()
    )
    if found is None:
        raise NotFound("no such achievement")
    return found


def of_organization(organization: "Organization") -> QuerySet[Achievement]:
    """The organization's achievements, the newest first; archived ones included."""
    return (
        Achievement.objects.filter(issuer__organization=organization)
        .select_related("issuer")
        .prefetch_related("versions")
        .order_by("-created_at", "-pk")
    )


def of_issuer(issuer: "Issuer") -> QuerySet[Achievement]:
    """The issuer's achievements that can be earned, the newest first."""
    return (
        Achievement.objects.filter(issuer=issuer, archived_at=None)
        .select_related("issuer")
        .prefetch_related("versions")
        .order_by("-created_at", "-pk")
    )


def listed(*, limit: int) -> QuerySet[Achievement]:
    """The newest achievements of all issuers that can be earned, for the first page."""
    return (
        Achievement.objects.filter(archived_at=None)
        .select_related("issuer")
        .prefetch_related("versions")
        .order_by("-created_at", "-pk")[:limit]
    )


def facts(version: AchievementVersion) -> issue.Achievement:
    """The version as credentials name it."""
    public_id, number = version.achievement.public_id, version.number
    return issue.Achievement(
        id=addresses.page(public_id, number),
        name=version.name,
        description=version.description,
        criteria=version.criteria,
        criteria_url=addresses.page(public_id, number),
        image=addresses.image(public_id, number),
        image_caption=alt_text(version),
        alignments=tuple(
            issue.Alignment(name=skill["name"], url=skill["url"])
            for skill in version.skills
        ),
        tags=tuple(skill["name"] for skill in version.skills),
        version=str(number),
        ob2_id=addresses.ob2(public_id, number),
    )


def ob3_document(version: AchievementVersion) -> bytes:
    """The Open Badges 3.0 Achievement, JSON-LD."""
    return strict_json.dumps(issue.published(issue.achievement(facts(version))))


def ob2_badge_class(version: AchievementVersion) -> bytes:
    """The Open Badges 2.0 BadgeClass, JSON-LD."""
    issuer = issuers.facts(version.achievement.issuer)
    return strict_json.dumps(
        issue.ob2_badge_class(facts(version), issuer=issuer).to_document()
    )


def picture(version: AchievementVersion) -> Picture:
    """The picture without a credential in it, as PNG and SVG."""
    return Picture(png=files.read(version.image_png), svg=files.read(version.image_svg))


def address(version: AchievementVersion) -> str:
    """The public page of this version."""
    return addresses.page(version.achievement.public_id, version.number)


def image_address(version: AchievementVersion) -> str:
    """The address of the picture without a credential in it."""
    return addresses.image(version.achievement.public_id, version.number)


def alt_text(version: AchievementVersion) -> str:
    """The alternative text of the picture: what was written for it, or name and issuer."""
    written: str = version.design.get("title", "")
    return written or design.alt_text(
        name=version.name, issuer=version.achievement.issuer.name
    )
