"""Setting up programmes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from laurel.achievements import selectors as achievements
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor
from laurel.programs.errors import Refused
from laurel.programs.events import (
    ProgramArchived,
    ProgramChanged,
    ProgramCoursesChanged,
    ProgramCreated,
    ProgramRestored,
)
from laurel.programs.models import Course, Program, ProgramAchievement
from laurel.programs.types import CourseFacts

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.organizations.models import Organization

MAX_NAME = 200
MAX_SUMMARY = 500  # a sentence or two below a link
MAX_URL = 500
MAX_CONTACT = 120
MAX_COURSES = 40  # of one programme: columns of a table that people still read
MAX_CODE = 40
MAX_MARK = Decimal("99999.99")


@transaction.atomic
def create(
    *,
    organization: "Organization",
    name: str,
    summary: str = "",
    url: str = "",
    contact_name: str = "",
    contact_email: str = "",
    is_listed: bool = True,
    achievement_ids: Sequence[str] = (),
    actor: Actor,
) -> Program:
    """Set up a programme and say what is earned in it.

    What belongs to another programme moves here.

    Raises:
        Refused: a fact breaks a rule, or an achievement is not the organization's; `field`
            names it.
    """
    facts = _facts(name, summary, url, contact_name, contact_email)
    program = Program.objects.create(
        organization=organization,
        is_listed=is_listed,
        created_at=clock.now(),
        **facts,
    )
    _assign(program, achievement_ids)
    events.publish(ProgramCreated(actor=actor, **_about(program)))
    return program


@transaction.atomic
def change(
    *,
    program: Program,
    name: str,
    summary: str,
    url: str,
    contact_name: str,
    contact_email: str,
    is_listed: bool,
    achievement_ids: Sequence[str],
    actor: Actor,
) -> Program:
    """Change a programme and what is earned in it; what belongs to another one moves here.

    Raises:
        Refused: a fact breaks a rule, or an achievement is not the organization's; `field`
            names it.
    """
    row = _locked(program)
    facts = _facts(name, summary, url, contact_name, contact_email)
    for field, value in facts.items():
        setattr(row, field, value)
    row.is_listed = is_listed
    row.save(update_fields=[*facts, "is_listed"])
    _assign(row, achievement_ids)
    events.publish(ProgramChanged(actor=actor, **_about(row)))
    return row


@transaction.atomic
def set_courses(
    *, program: Program, courses: Sequence[CourseFacts], actor: Actor
) -> list[Course]:
    """Say of which courses a programme consists, in this order.

    A course that is left out is put away; what was recorded for it stays.

    Raises:
        Refused: a fact breaks a rule, or there are too many; `field` is the course's place in
            the list, from 0, and its fact: "2.name".
    """
    row = _locked(program)
    if len(courses) > MAX_COURSES:
        raise Refused(f"A programme has at most {MAX_COURSES} courses.")
    known = {course.public_id: course for course in row.courses.all()}
    taken: dict[str, int] = {}
    kept: list[Course] = []
    for position, given in enumerate(courses):
        facts = _course(given, position)
        first = taken.setdefault(str(facts["name"]).casefold(), position)
        if first != position:
            raise Refused(
                f"Course {first + 1} has this name, too.", field=f"{position}.name"
            )
        course = known.get(given.public_id)
        if course is None:
            course = Course(program=row, created_at=clock.now())
        for name, value in facts.items():
            setattr(course, name, value)
        course.position, course.archived_at = position, None
        course.save()
        kept.append(course)
    gone = row.courses.filter(archived_at=None).exclude(pk__in=[one.pk for one in kept])
    gone.update(archived_at=clock.now())
    events.publish(ProgramCoursesChanged(actor=actor, **_about(row)))
    return kept


@transaction.atomic
def include(*, program: Program, achievement: "Achievement", actor: Actor) -> None:
    """Let an achievement be earned in the programme, unless it belongs to one already."""
    row = _locked(program)
    _, is_new = ProgramAchievement.objects.get_or_create(
        achievement=achievement, defaults={"program": row}
    )
    if is_new:
        events.publish(ProgramChanged(actor=actor, **_about(row)))


@transaction.atomic
def archive(*, program: Program, actor: Actor) -> Program:
    """Show it nowhere any more. Its badges stay in it, and its people go on answering.

    Raises:
        Refused: it was archived before.
    """
    row = _locked(program)
    if row.archived_at is not None:
        raise Refused("This programme was archived before.")
    row.archived_at = clock.now()
    row.save(update_fields=["archived_at"])
    events.publish(ProgramArchived(actor=actor, **_about(row)))
    return row


@transaction.atomic
def restore(*, program: Program, actor: Actor) -> Program:
    """Show it again.

    Raises:
        Refused: it is not archived.
    """
    row = _locked(program)
    if row.archived_at is None:
        raise Refused("This programme is not archived.")
    row.archived_at = None
    row.save(update_fields=["archived_at"])
    events.publish(ProgramRestored(actor=actor, **_about(row)))
    return row


def _locked(program: Program) -> Program:
    return Program.objects.select_for_update().get(pk=program.pk)


def _about(program: Program) -> dict[str, Any]:
    return {
        "organization_id": program.organization_id,
        "program_public_id": program.public_id,
    }


def _assign(program: Program, public_ids: Sequence[str]) -> None:
    found = achievements.of_organization(program.organization).filter(
        public_id__in=public_ids
    )
    keys = {achievement.pk for achievement in found}
    if len(keys) != len(set(public_ids)):
        raise Refused(
            "One of these badges is not here any more. Choose again.",
            field="achievements",
        )
    ProgramAchievement.objects.filter(program=program).exclude(
        achievement_id__in=keys
    ).delete()
    for key in sorted(keys):
        ProgramAchievement.objects.update_or_create(
            achievement_id=key, defaults={"program": program}
        )


def _course(given: CourseFacts, position: int) -> dict[str, object]:
    name = _line(given.name, f"{position}.name", MAX_NAME)
    if not name:
        raise Refused("Write what the course is called.", field=f"{position}.name")
    mark = given.pass_mark
    if mark is not None and not 0 <= mark <= MAX_MARK:
        raise Refused(
            f"A pass mark is between 0 and {MAX_MARK:,}.", field=f"{position}.pass_mark"
        )
    return {
        "name": name,
        "code": _line(given.code, f"{position}.code", MAX_CODE),
        "pass_mark": None if mark is None else mark.quantize(Decimal("0.01")),
    }


def _facts(
    name: str, summary: str, url: str, contact_name: str, contact_email: str
) -> dict[str, str]:
    facts = {
        "name": _line(name, "name", MAX_NAME),
        "summary": _summary(summary),
        "url": _url(url),
        "contact_name": _line(contact_name, "contact_name", MAX_CONTACT),
        "contact_email": _email(contact_email),
    }
    if not facts["name"]:
        raise Refused("Write what the programme is called.", field="name")
    if facts["contact_name"] and not facts["contact_email"]:
        raise Refused(
            "Write the address as well, so that people can reach them.",
            field="contact_email",
        )
    return facts


def _line(text: str, field: str, longest: int) -> str:
    text = text.strip()
    if len(text) > longest or not text.isprintable():
        raise Refused(f"Write one line of at most {longest} characters.", field=field)
    return text


def _summary(text: str) -> str:
    text = text.strip().replace("\r\n", "\n")
    if len(text) > MAX_SUMMARY or "\x00" in text:
        raise Refused(
            f"This is {len(text):,} characters long; {MAX_SUMMARY} fit.",
            field="summary",
        )
    return text


def _url(text: str) -> str:
    text = text.strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme in ("https", "http") and bool(parts.hostname)
    except ValueError:  # a broken IPv6 address
        good = False
    if text and (
        not good or len(text) > MAX_URL or not text.isprintable() or " " in text
    ):
        raise Refused(
            f"A web address begins with https:// and has at most {MAX_URL} characters.",
            field="url",
        )
    return text


def _email(text: str) -> str:
    text = text.strip()
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        raise Refused(
            "An e-mail address looks like training@college.example.",
            field="contact_email",
        ) from None
    return text
