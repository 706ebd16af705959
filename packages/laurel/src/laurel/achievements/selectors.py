"""Reading achievements and their public documents."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, QuerySet
from obkit import issue
from obkit.encoding import strict_json

from laurel.achievements import addresses, definitions, freezing, pictures, wording
from laurel.achievements.errors import NotFound
from laurel.achievements.models import Achievement, AchievementVersion
from laurel.achievements.types import (
    AchievementState,
    Definition,
    Edition,
    Freeze,
    Result,
    Validity,
)
from laurel.design import selectors as design
from laurel.design.types import Design, Picture
from laurel.foundation import files
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization


def public(public_id: str, number: int) -> AchievementVersion:
    """One version, for everybody: also of an archived achievement, never of a draft.

    Raises:
        NotFound: there is none of that id and number.
    """
    found = (
        AchievementVersion.objects.select_related("achievement__issuer")
        .filter(achievement__public_id=public_id, number=number, is_draft=False)
        .first()
    )
    if found is None:
        raise NotFound("no such achievement")
    return found


def every_version() -> QuerySet[AchievementVersion]:
    """Every version of this instance that is public, whatever became of it, the first one first."""
    return (
        AchievementVersion.objects.filter(is_draft=False)
        .select_related("achievement__issuer")
        .order_by("pk")
    )


def earned_at(public_id: str) -> Achievement:
    """The achievement, if somebody who wants it can go somewhere to earn it.

    Raises:
        NotFound: there is none, or nowhere to go.
    """
    found = _earnable().filter(public_id=public_id).exclude(earn_url="").first()
    if found is None:
        raise NotFound("nowhere to earn this")
    return found


def edition(version: AchievementVersion, language: str) -> Edition:
    """What a version says in another language.

    Raises:
        NotFound: it is not there in that language.
    """
    for each in definitions.read(version).editions:
        if each.language == language:
            return each
    raise NotFound("not in this language")


def of_organization(organization: "Organization") -> QuerySet[Achievement]:
    """The organization's achievements, the newest first; drafts and archived ones included."""
    return _newest_first(Achievement.objects.filter(issuer__organization=organization))


def names(organization_id: uuid.UUID) -> dict[str, str]:
    """Public id → what the organization's achievements are called by now; drafts too."""
    found = Achievement.objects.filter(issuer__organization_id=organization_id)
    return {row.public_id: row.current.name for row in _newest_first(found)}


def of_issuer(issuer: "Issuer") -> QuerySet[Achievement]:
    """The issuer's achievements that can be earned, the newest first."""
    return _newest_first(_earnable().filter(issuer=issuer))


def listed(*, limit: int) -> QuerySet[Achievement]:
    """The newest achievements of the catalogue, for the first page."""
    return _newest_first(_earnable().filter(is_listed=True))[:limit]


def earnable(public_id: str) -> Achievement | None:
    """The achievement, if it can be earned: published, and neither it nor its issuer archived."""
    return _newest_first(_earnable().filter(public_id=public_id)).first()


def earnable_of(public_ids: Collection[str]) -> QuerySet[Achievement]:
    """Those of these achievements that can be earned."""
    return _newest_first(_earnable().filter(public_id__in=list(public_ids)))


def can_be_earned(achievement: Achievement) -> bool:
    """The same of one in hand, with its issuer."""
    is_published = achievement.state is AchievementState.PUBLISHED
    return is_published and achievement.issuer.archived_at is None


def catalogued(*, limit: int) -> QuerySet[AchievementVersion]:
    """What every issuer offers to everybody, the newest first: one row for each achievement.

    The wide columns stay where they are.
    """
    newer = AchievementVersion.objects.filter(
        achievement=OuterRef("achievement"),
        is_draft=False,
        number__gt=OuterRef("number"),
    )
    offered = _earnable().filter(is_listed=True)
    return (
        AchievementVersion.objects.filter(
            ~Exists(newer), is_draft=False, achievement__in=offered
        )
        .select_related("achievement__issuer__organization")
        .defer("criteria", "criteria_lines", "editions", "design", "results", "editing")
        .order_by("-achievement__created_at", "-achievement__pk")[:limit]
    )


def definition(version: AchievementVersion) -> Definition:
    """Everything that a version says, but for its picture."""
    return definitions.read(version)


def art(version: AchievementVersion) -> Design | None:
    """The design that a version was given; None: an upload, or drawn as its name says."""
    return pictures.kept(version)


def validity(version: AchievementVersion) -> Validity:
    """How long an award of this version holds."""
    return Validity.from_json(version.validity)


def frozen(achievement: Achievement) -> Freeze | None:
    """Why it can be neither edited nor replaced for now; None: it can."""
    return freezing.frozen(achievement)


def fingerprint(given: Definition, fields: Iterable[str]) -> str:
    """Short, and another one as soon as one of these fields says something else."""
    return definitions.fingerprint(given, fields)


def facts(version: AchievementVersion, language: str = "") -> issue.Achievement:
    """The version as credentials name it; or one of its editions in another language.

    Raises:
        NotFound: it is not there in that language.
    """
    public_id, number = version.achievement.public_id, version.number
    said = definitions.read(version)
    page = addresses.page(public_id, number)
    name, description, criteria = (
        said.name,
        wording.sentence(said),
        wording.narrative(said),
    )
    if language:
        other = edition(version, language)
        name = other.name
        description = other.description or description
        criteria = other.criteria or criteria
    return issue.Achievement(
        id=addresses.page(public_id, number, language),
        name=name,
        description=description,
        criteria=criteria,
        criteria_url=addresses.page(public_id, number, language),
        image=addresses.image(public_id, number),
        image_caption=alt_text(version),
        achievement_type=said.achievement_type,
        alignments=tuple(
            issue.Alignment(
                name=skill.name,
                url=skill.url,
                description=skill.description,
                framework=skill.framework,
                code=skill.code,
                type=skill.type,
            )
            for skill in said.skills
        ),
        tags=said.tags or tuple(skill.name for skill in said.skills),
        version=str(number),
        language=language or said.language,
        ob2_id=addresses.ob2(public_id, number, language),
        credits=float(said.credits) if said.credits is not None else None,
        results=tuple(
            _result(each, f"{page}#result-{n}")
            for n, each in enumerate(said.results, start=1)
        ),
        related=_related(version, said, language),
    )


def _result(given: Result, result_id: str) -> issue.ResultDescription:
    levels = tuple(
        issue.RubricLevel(
            id=f"{result_id}-level-{n}",
            name=each.name,
            description=each.description,
            points=each.points,
        )
        for n, each in enumerate(given.levels, start=1)
    )
    required = {each.name: each.id for each in levels}.get(given.required, "")
    return issue.ResultDescription(
        id=result_id,
        name=given.name,
        type=given.type,
        allowed_values=given.values,
        value_min=given.minimum,
        value_max=given.maximum,
        required_value="" if required else given.required,
        levels=levels,
        required_level=required,
    )


def _related(
    version: AchievementVersion, said: Definition, language: str
) -> tuple[issue.Related, ...]:
    """Its editions in other languages, each naming all the others, and what belongs beside it."""
    public_id, number = version.achievement.public_id, version.number
    # The edition without a language in its address is the one that is awarded.
    editions = [("", said.language)] + [(e.language, e.language) for e in said.editions]
    return (
        *(
            issue.Related(
                id=addresses.page(public_id, number, path),
                ob2_id=addresses.ob2(public_id, number, path),
                language=tag,
            )
            for path, tag in editions
            if path != language
        ),
        *(issue.Related(id=each.url) for each in said.related),
    )


def ob3_document(
    version: AchievementVersion,
    language: str = "",
    endorsements: tuple[issue.Endorsed, ...] = (),
) -> bytes:
    """The Open Badges 3.0 Achievement, JSON-LD, with what others say of it.

    Raises:
        NotFound: it is not there in that language.
    """
    endorsed = replace(facts(version, language), endorsements=endorsements)
    return strict_json.dumps(issue.published(issue.achievement(endorsed)))


def ob2_badge_class(
    version: AchievementVersion,
    language: str = "",
    endorsements: tuple[issue.Endorsed, ...] = (),
) -> bytes:
    """The Open Badges 2.0 BadgeClass, JSON-LD, with what others say of it.

    Raises:
        NotFound: it is not there in that language.
    """
    issuer = issuers.facts(version.achievement.issuer)
    endorsed = replace(facts(version, language), endorsements=endorsements)
    return strict_json.dumps(
        issue.ob2_badge_class(endorsed, issuer=issuer).to_document()
    )


def picture(version: AchievementVersion) -> Picture:
    """The picture without a credential in it, as PNG and SVG."""
    return Picture(png=files.read(version.image_png), svg=files.read(version.image_svg))


def address(version: AchievementVersion) -> str:
    """The public page of this version."""
    return addresses.page(version.achievement.public_id, version.number)


def first_address(achievement: Achievement) -> str:
    """The page of its first version: one name for the achievement, whatever it says by now."""
    numbers = [each.number for each in achievement.versions.all() if not each.is_draft]
    return addresses.page(achievement.public_id, min(numbers, default=1))


def image_address(version: AchievementVersion) -> str:
    """The address of the picture without a credential in it."""
    return addresses.image(version.achievement.public_id, version.number)


def alt_text(version: AchievementVersion) -> str:
    """The alternative text of the picture: what was written for it, or name and issuer."""
    written: str = version.design.get("title", "")
    return written or design.alt_text(
        name=version.name, issuer=version.achievement.issuer.name
    )


def _earnable() -> QuerySet[Achievement]:
    return Achievement.objects.filter(
        archived_at=None, published_at__isnull=False, issuer__archived_at=None
    )


def _newest_first(rows: QuerySet[Achievement]) -> QuerySet[Achievement]:
    return (
        rows.select_related("issuer")
        .prefetch_related("versions")
        .order_by("-created_at", "-pk")
    )
