"""The rules that rules keep: they ask about what is there, and never about themselves."""

import unicodedata
from typing import TYPE_CHECKING

from laurel.awards import selectors as awards
from laurel.eligibility import catalogue
from laurel.eligibility.errors import Refused
from laurel.eligibility.models import Rule
from laurel.eligibility.types import Catalogue
from laurel.requirements import services as requirements
from laurel.requirements.types import (
    Kind,
    Need,
    Requirement,
    activity_of,
    needs,
)

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement

MAX_NOTE = 2_000
MAX_SUBJECT = 500
_OF_COURSES = frozenset({Kind.COURSE, Kind.ATTENDANCE, Kind.PARTICIPATION})

_NOT_THERE = {
    Kind.COURSE: "One of its courses is not there. Choose another.",
    Kind.ATTENDANCE: "One of its courses is not there. Choose another.",
    Kind.PARTICIPATION: "One of its courses is not there. Choose another.",
    Kind.ACTIVITY: "An activity has no name, or its course is not there.",
    Kind.EVIDENCE: "What is to be handed in is not there. Choose another.",
    Kind.HELD: "One of its badges is not there. Choose another.",
}


def check(achievement: "Achievement", requirement: Requirement) -> None:
    """See that a rule can be met.

    Raises:
        Refused: a course or badge of it is none of the organization's, or it leads in a circle.
    """
    organization_id = achievement.issuer.organization_id
    names = catalogue.looked_up(organization_id)
    for need in needs(requirement):
        if problem := _problem(need, names):
            raise Refused(problem, field="requirement")
    _refuse_circle(achievement, requirement, names)


def equivalent(
    name: str, email: str, kind: Kind, subject: str, note: str
) -> dict[str, str]:
    """The facts of an equivalent, as they are stored.

    Raises:
        Refused: one of them breaks a rule; `field` names it.
    """
    faults = awards.faults(recipient_name=name, recipient_email=email)
    for field, message in faults.items():
        raise Refused(message, field=field.replace("recipient", "learner"))
    note = note.strip().replace("\r\n", "\n")
    if not note or len(note) > MAX_NOTE or "\x00" in note:
        raise Refused(
            f"Say in 1 to {MAX_NOTE} characters what is accepted, and why.",
            field="note",
        )
    requirements.parse({"kind": kind.value, "subject": subject})
    return {
        "learner_name": unicodedata.normalize("NFC", " ".join(name.split())),
        "learner_email": email.strip(),
        "note": note,
    }


def _problem(need: Need, names: Catalogue) -> str:
    """What to say about a need that can never be met; nothing: it can."""
    about = need.subject
    if need.kind is Kind.ACTIVITY:
        course, name = activity_of(about)
        known = (not course or course in names.courses) and bool(name.strip())
    elif need.kind in _OF_COURSES:
        is_program = need.kind is Kind.COURSE and about in names.programs
        known = is_program or about in names.courses
    elif need.kind is Kind.EVIDENCE:
        known = about in names.achievements or about in names.tasks
    else:
        elsewhere = about.startswith(("https://", "http://"))
        known = elsewhere or about in names.achievements
    return "" if known else _NOT_THERE[need.kind]


def _refuse_circle(
    achievement: "Achievement", requirement: Requirement, names: Catalogue
) -> None:
    """A badge that asks, in the end, for itself would never be awarded."""
    rules = {
        rule.achievement.public_id: requirements.parse(rule.requirement)
        for rule in Rule.objects.filter(
            achievement__issuer__organization_id=achievement.issuer.organization_id
        ).select_related("achievement")
    }
    rules[achievement.public_id] = requirement
    waiting, seen = _held(requirement), set[str]()
    while waiting:
        badge = waiting.pop()
        if badge == achievement.public_id:
            name = names.achievements.get(badge, "This badge")
            raise Refused(
                f"“{name}” would need itself: nobody could ever get it.",
                field="requirement",
            )
        if badge not in seen:
            seen.add(badge)
            waiting |= _held(rules[badge]) if badge in rules else set()


def _held(requirement: Requirement) -> set[str]:
    return {n.subject for n in needs(requirement) if n.kind is Kind.HELD}
