"""The three-tier framework: Completed, Demonstrated and Implemented of any course.

One design for all three: the ring and the ribbon say which tier it is.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from laurel.achievements.types import Criterion, Definition
from laurel.design import services as design
from laurel.families.errors import Refused
from laurel.families.types import LONGEST_COURSE, TierPlan
from laurel.issuers import selectors as issuers

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer

MONTHS = 6  # after the course, in which evidence of what changed is acceptable
WORDS: Final = ("Completed", "Demonstrated", "Implemented")
# What shows that somebody can use what the course taught; one of them is enough.
ACTIVITIES: Final = (
    "Course work",
    "Assignments",
    "Activities",
    "Interaction",
)


def course_name(text: str) -> str:
    """A course's name in one line.

    Raises:
        Refused: no name, or one that is too long.
    """
    text = " ".join(text.split())
    if not text:
        raise Refused("Write what the course is called.", field="course")
    if len(text) > LONGEST_COURSE or not text.isprintable():
        raise Refused(
            f"A course's name has at most {LONGEST_COURSE} characters here.",
            field="course",
        )
    return text


def plan(issuer: "Issuer", course: str) -> list[TierPlan]:
    """The three badges of a course, the lowest first.

    Raises:
        Refused: as `course_name`.
    """
    course = course_name(course)
    one = design.suggest(name=course, title="", style=issuers.style(issuer))
    return [
        TierPlan(
            word=word,
            definition=_said(course, number),
            art=replace(one, level=number, levels=len(WORDS), band=word, title=""),
        )
        for number, word in enumerate(WORDS, start=1)
    ]


def name_of(course: str, number: int) -> str:
    """What the badge of a tier is called."""
    return f"{course}: {WORDS[number - 1]}"


def _said(course: str, number: int) -> Definition:
    sentence = (
        f"Attended {course} and took part in it fully.",
        f"Put {course} to use in at least one activity.",
        f"Changed their own practice after {course}, and showed how.",
    )[number - 1]
    return Definition(
        name=name_of(course, number),
        description=sentence,
        criteria_lines=(*_before(course, number), *_own(number)),
        tags=(),
    )


def _before(course: str, number: int) -> tuple[Criterion, ...]:
    """The lower tiers, each named as it is called."""
    return tuple(
        Criterion(f"Has earned “{name_of(course, lower)}”")
        for lower in range(1, number)
    )


def _own(number: int) -> tuple[Criterion, ...]:
    listed = ", ".join(each.lower() for each in ACTIVITIES[:-1])
    return (
        (
            Criterion(
                "Attended the course, or an equivalent one", "Attendance is recorded."
            ),
            Criterion(
                "Took part fully, from beginning to end",
                "Whoever leads the course records it.",
            ),
        ),
        (
            Criterion(
                f"One or more of: {listed} or {ACTIVITIES[-1].lower()}",
                "Whoever leads the course records what was done.",
            ),
        ),
        (
            Criterion(
                "Handed in, within six months after the course, enough evidence that it"
                " changed their own practice",
                "An assessor looks at it. What it changed in the institution may be shown, too.",
            ),
        ),
    )[number - 1]
