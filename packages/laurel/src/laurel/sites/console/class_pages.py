"""What the pages of classes show: the grid of learners and courses, and its words."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse

from laurel.classes import selectors as classes
from laurel.classes.types import ClassState, Field, Typed
from laurel.foundation.errors import NotFound
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.classes.models import Class, Enrolment, Result, ResultChange
    from laurel.programs.models import Course
    from laurel.sites.console.gate import Place

ON_A_PAGE = 50  # learners
MOST_CELLS = 1_500  # that can be typed over on one page: forms carry so many fields
MAX_SEARCH = 100
STATES: Final[Mapping[ClassState, tuple[str, str]]] = {
    ClassState.PLANNED: ("neutral", "Planned"),
    ClassState.RUNNING: ("valid", "Running"),
    ClassState.OVER: ("superseded", "Over"),
}
FIELDS: Final[Mapping[Field, str]] = {
    Field.GRADE: "Grades",
    Field.ATTENDANCE: "Attendance",
    Field.PARTICIPATION: "Participation",
    Field.ACTIVITY: "Activities",
}
HINTS: Final[Mapping[Field, str]] = {
    Field.GRADE: "A number such as 72, or the words passed or not passed.",
    Field.ATTENDANCE: "Per cent such as 80, or the words present or absent.",
    Field.PARTICIPATION: "Per cent such as 80, or the words full or none.",
    Field.ACTIVITY: "Names of what they did, with semicolons between them.",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One cell of the grid in words, and how it looks."""

    word: str
    look: str  # a class of the style sheet
    more: str = ""  # attendance, participation and activities


@dataclass(frozen=True, slots=True)
class Row:
    """One learner of the grid."""

    name: str
    email: str
    href: str
    cells: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Input:
    """One cell of the grid as it is typed over."""

    name: str  # of the input
    label: str
    text: str
    fault: str = ""


def said(result: "Result | None") -> Said:
    """What is known of a learner in a course."""
    if result is None:
        return Said("No grade yet", "warn strong")
    grade = classes.plain(result.grade)
    if result.verdict is None:
        word, look = (
            (f"{grade}, not final", "muted")
            if grade
            else ("No grade yet", "warn strong")
        )
    elif result.verdict:
        word, look = grade or "Passed", "strong"
    else:
        word, look = f"Not passed{f' ({grade})' if grade else ''}", "bad-text strong"
    return Said(word, look, _more(result))


def _more(result: "Result") -> str:
    parts = []
    if result.attendance is not None:
        parts.append(f"{classes.plain(result.attendance)}% there")
    if result.participation is not None:
        parts.append(f"{classes.plain(result.participation)}% took part")
    parts += [one["name"] for one in result.activities]
    return ", ".join(parts)


def page_of(request: HttpRequest, found: "Class", size: int) -> "Page[Enrolment]":
    """One page of the learners, of those that were searched for."""
    people = classes.enrolments(found)
    wanted = " ".join(request.GET.get("q", "")[:MAX_SEARCH].split())
    if wanted:
        people = people.filter(
            Q(learner__name__icontains=wanted) | Q(learner__email__icontains=wanted)
        )
    return Paginator(people, size).get_page(request.GET.get("page"))


def rows(
    place: "Place",
    found: "Class",
    people: Sequence["Enrolment"],
    courses: Sequence["Course"],
) -> list[Row]:
    """The grid: what is known of each of these learners in each course."""
    known = classes.results(people)
    slug = place.organization.slug
    return [
        Row(
            name=one.learner.name,
            email=one.learner.email,
            href=reverse(
                "console:class_learner",
                args=[slug, found.public_id, one.learner.public_id],
            ),
            cells=tuple(said(known.get((one.pk, course.pk))) for course in courses),
        )
        for one in people
    ]


def field_of(request: HttpRequest) -> Field:
    """Which values are typed; grades, unless the address says otherwise."""
    wanted = request.GET.get("what", Field.GRADE.value)
    if wanted not in set(Field):
        raise NotFound("no such values")
    return Field(wanted)


def size_of(courses: Sequence["Course"]) -> int:
    """How many learners one page that is typed over has."""
    return max(1, min(ON_A_PAGE, MOST_CELLS // max(1, len(courses))))


@dataclass(frozen=True, slots=True)
class Shown:
    """What the inputs of a page hold."""

    texts: Mapping[str, str]  # by their names
    not_final: frozenset[str]  # those that hold a grade which is not final

    @property
    def seen(self) -> str:
        """What the cells were shown with, for the form to bring back.

        Grades that are not final are left out: whoever sends the page with “final” ticked means
        them, too, and recording what is the same already changes nothing.
        """
        return json.dumps(
            {
                name: text
                for name, text in self.texts.items()
                if text and name not in self.not_final
            }
        )


def shown(
    people: Sequence["Enrolment"], courses: Sequence["Course"], field: Field
) -> Shown:
    """What stands in the inputs of these learners and courses."""
    known = classes.results(people)
    texts, not_final = {}, set()
    for one in people:
        for course in courses:
            name = name_of(one.pk, course.pk)
            result = known.get((one.pk, course.pk))
            texts[name] = classes.written(result, field)
            if (
                field is Field.GRADE
                and texts[name]
                and result
                and result.verdict is None
            ):
                not_final.add(name)
    return Shown(texts, frozenset(not_final))


def inputs(
    people: Sequence["Enrolment"],
    courses: Sequence["Course"],
    texts: Mapping[str, str],
    faults: Mapping[tuple[int, int], str],
) -> list[tuple[str, list[Input]]]:
    """The rows of inputs: a learner's name, and a cell for each course."""
    return [
        (
            one.learner.name,
            [
                Input(
                    name=(name := name_of(one.pk, course.pk)),
                    label=f"{one.learner.name}, {course.name}",
                    text=texts.get(name, ""),
                    fault=faults.get((one.pk, course.pk), ""),
                )
                for course in courses
            ],
        )
        for one in people
    ]


def typed(
    request: HttpRequest, people: Iterable["Enrolment"], courses: Sequence["Course"]
) -> list[Typed]:
    """What was typed over: the cells that hold something else than they were shown with."""
    seen = _seen(request.POST.get("seen", ""))
    found = []
    for one in people:
        for course in courses:
            name = name_of(one.pk, course.pk)
            text = request.POST.get(name)
            if text is not None and text.strip() != seen.get(name, ""):
                found.append(Typed(one.pk, course.pk, text))
    return found


def name_of(enrolment_id: int, course_id: int) -> str:
    """The name of an input."""
    return f"r-{enrolment_id}-{course_id}"


def _seen(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


_SAID: Final = (
    ("grade", "grade {}"), ("is_final", "final"), ("passed", ""),
    ("attendance", "{}% there"), ("participation", "{}% took part"),
    ("activities", ""), ("note", "“{}”"),
)  # fmt: skip


def history(changes: Iterable["ResultChange"]) -> list[dict[str, Any]]:
    """What was recorded, as lines: who, when, and what stood there before."""
    return [
        {
            "at": change.at,
            "by": change.by,
            "course": change.result.course.name,
            "before": in_words(change.before),
            "after": in_words(change.after),
        }
        for change in changes
    ]


def in_words(kept: Mapping[str, Any]) -> str:
    """What the history keeps of a result, as words."""
    parts = []
    for name, words in _SAID:
        value = kept.get(name)
        if name == "passed" and value is not None:
            parts.append("passed" if value else "not passed")
        elif name == "activities":
            parts += [one["name"] for one in value or ()]
        elif value:
            number = name in ("grade", "attendance", "participation")
            parts.append(words.format(_short(value) if number else value))
    return ", ".join(parts) or "nothing"


def _short(number: str) -> str:
    return number.rstrip("0").rstrip(".") if "." in number else number


def listed(found: Iterable["Class"]) -> list[dict[str, Any]]:
    """Classes as lists show them."""
    return [
        {"of": one, "status": STATES[one.state][0], "word": STATES[one.state][1]}
        for one in found
    ]


def courses_of(found: "Class") -> list["Course"]:
    """The columns of the grid."""
    return programs.courses(found.program)
