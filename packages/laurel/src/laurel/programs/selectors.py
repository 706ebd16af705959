"""Reading programmes, and who answers for what."""

import uuid
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from laurel.programs.models import Course, Program, ProgramAchievement
from laurel.programs.types import Contact

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.issuers.models import Issuer
    from laurel.organizations.models import Organization

MOST_SHOWN = 6  # other programmes below a badge: more would be a catalogue
MOST_CONTACTS = 50  # on a help page


def of_organization(organization: "Organization") -> QuerySet[Program]:
    """The organization's programmes by name, each with `badges`; archived ones included."""
    return (
        Program.objects.filter(organization=organization)
        .annotate(badges=Count("members"))
        .order_by("name", "pk")
    )


def of_achievement(achievement_id: int) -> Program | None:
    """The programme that an achievement is earned in, or None."""
    member = (
        ProgramAchievement.objects.select_related("program")
        .filter(achievement_id=achievement_id)
        .first()
    )
    return member.program if member else None


def of_achievements(achievement_ids: Collection[int]) -> dict[int, Program]:
    """Achievement → the programme that it is earned in; not of archived programmes."""
    members = ProgramAchievement.objects.filter(
        achievement_id__in=achievement_ids, program__archived_at=None
    )
    return {m.achievement_id: m.program for m in members.select_related("program")}


def courses(program: Program) -> list[Course]:
    """The courses that belong to the programme, in its order."""
    return list(program.courses.filter(archived_at=None))


def courses_of_organization(organization_id: uuid.UUID) -> QuerySet[Course]:
    """Every course of the organization with its programme, in their order; archived ones too."""
    return (
        Course.objects.filter(program__organization_id=organization_id)
        .select_related("program")
        .order_by("program__name", "program_id", "position", "pk")
    )


def achievement_ids(program: Program) -> set[int]:
    """What is earned in the programme, by primary key."""
    return set(program.members.values_list("achievement_id", flat=True))


def earned_in(public_id: str) -> list[int]:
    """What is earned in the programme of this id, by primary key."""
    members = ProgramAchievement.objects.filter(program__public_id=public_id)
    return list(members.values_list("achievement_id", flat=True))


def elsewhere(program: Program | None, organization: "Organization") -> dict[int, str]:
    """What is earned in other programmes of the organization: primary key to their name."""
    members = ProgramAchievement.objects.filter(program__organization=organization)
    if program is not None:
        members = members.exclude(program=program)
    return dict(members.values_list("achievement_id", "program__name"))


def contact_of(achievement: "Achievement") -> Contact:
    """Who answers questions about this: the programme's people, else the issuer's."""
    program = of_achievement(achievement.pk)
    if program is not None and program.contact_email:
        return Contact(
            name=program.contact_name, email=program.contact_email, of=program.name
        )
    return contact_of_issuer(achievement.issuer)


def contact_of_issuer(issuer: "Issuer") -> Contact:
    """Who answers for an issuer as a whole."""
    return Contact(
        name=issuer.contact_name,
        email=issuer.email,
        phone=issuer.phone,
        of=issuer.name,
    )


def contacts(organization: "Organization") -> list[Contact]:
    """The programmes that answer for themselves, by name."""
    found = Program.objects.filter(organization=organization, archived_at=None)
    return [
        Contact(name=each.contact_name, email=each.contact_email, of=each.name)
        for each in found.exclude(contact_email="").order_by("name", "pk")[
            :MOST_CONTACTS
        ]
    ]


def others_shown(achievement: "Achievement") -> list[Program]:
    """The other programmes that a page about this leads to; none unless the issuer wants it."""
    if not achievement.issuer.shows_programs:
        return []
    mine = of_achievement(achievement.pk)
    shown = Program.objects.filter(
        organization_id=achievement.issuer.organization_id,
        is_listed=True,
        archived_at=None,
    ).exclude(url="")
    if mine is not None:
        shown = shown.exclude(pk=mine.pk)
    return list(shown.order_by("name", "pk")[:MOST_SHOWN])
