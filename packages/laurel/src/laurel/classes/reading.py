"""From a table to learners and results: which column is which, and what is wrong in which cell."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from laurel.classes import cells, rules
from laurel.classes.errors import Refused
from laurel.classes.types import NOTHING, Cell, Field, Line, Person
from laurel.foundation import tables

if TYPE_CHECKING:
    from laurel.programs.models import Course

MOST_FAULTS = 200  # named; whoever has more brings another list
_PEOPLE: Final = ("email", "name", "given_name", "family_name", "time_zone")
# fmt: off
_TIME_ZONE: Final = ("time zone", "timezone", "Zeitzone", "fuseau horaire", "zona horaria")
_FIELDS: Final[Mapping[Field, Sequence[str]]] = {
    Field.ATTENDANCE: (
        "attendance", "attended", "present", "Anwesenheit", "anwesend", "présence", "asistencia",
    ),
    Field.PARTICIPATION: ("participation", "took part", "Mitarbeit", "participación"),
    Field.ACTIVITY: ("activities", "activity", "Aktivitäten", "activités", "actividades"),
    Field.GRADE: (
        "grade", "result", "mark", "score", "passed", "Note", "Ergebnis", "résultat", "nota",
    ),
}
# fmt: on


def lines(
    table: tables.Table, courses: Sequence["Course"], only: "Course | None" = None
) -> tuple[list[Line], list[str]]:
    """The people of a list with what it says of them, and a sentence for what cannot be taken.

    `only` is the course of columns that name none.

    Raises:
        Refused: there is no column of addresses, a column of results names no course, or
            it is too long.
    """
    if len(table.rows) > rules.MAX_LEARNERS:
        raise Refused(
            f"There are {len(table.rows):,} rows; at most {rules.MAX_LEARNERS:,} at once."
        )
    people = _people(table.header)
    columns = _columns(table, set(people.values()), courses, only)
    found: list[Line] = []
    faults: list[str] = []
    seen: set[str] = set()
    for row in table.rows:
        try:
            person = _person(table, row, people)
            key = rules.normalised(person.email)
            if key in seen:
                raise _fault(table, row, people["email"], "stands here twice.")
        except Refused as error:
            faults.append(error.message)
            continue
        seen.add(key)
        said: list[Cell] = []
        for column, (course, field) in columns.items():
            text = row.cells[column].strip()
            try:
                if text:
                    cells.read(text, field, NOTHING)
                    said.append(Cell(course.pk, field, text))
            except Refused as error:
                faults.append(f"{table.place(row, column)}: {error.message}")
        found.append(Line(row.number, person, tuple(said)))
    return found, faults[:MOST_FAULTS]


def _people(header: Sequence[str]) -> dict[str, int]:
    names = {**tables.SYNONYMS, "time_zone": _TIME_ZONE}
    found = tables.guess(header, {name: names[name] for name in _PEOPLE})
    if "email" not in found:
        raise Refused("No column is called “E-mail” or the like. Give it a title.")
    if not {"name", "given_name", "family_name"} & set(found):
        raise Refused("No column is called “Name” or the like. Give it a title.")
    return found


def _columns(
    table: tables.Table,
    taken: set[int],
    courses: Sequence["Course"],
    only: "Course | None",
) -> dict[int, tuple["Course", Field]]:
    """Which column says what of which course. Columns that name neither are left alone."""
    found: dict[int, tuple[Course, Field]] = {}
    for column, title in enumerate(table.header):
        if column in taken:
            continue
        course = _course(title, courses)
        field = _field(title, course)
        if course is None and field is None:
            continue
        if course is None and only is None:
            raise Refused(
                f"Column {table.letters[column]} “{title[:60]}” names no course. Choose the "
                "course that it is about, or put the course’s name into the title."
            )
        place = (course or only, field or Field.GRADE)
        if place in found.values():
            raise Refused(
                f"Column {table.letters[column]} “{title[:60]}” says the same as another one."
            )
        found[column] = place  # type: ignore[assignment]  # one of the two is a course
    return found


def _course(title: str, courses: Sequence["Course"]) -> "Course | None":
    """The course that a title names: the longest name or code that stands in it."""
    words = f" {_plain(title)} "
    names = [
        (len(name), -course.position, course)
        for course in courses
        for name in (_plain(course.name), _plain(course.code))
        if name and f" {name} " in words
    ]
    return max(names, key=lambda one: one[:2])[2] if names else None


def _field(title: str, course: "Course | None") -> Field | None:
    words = f" {_plain(title)} "
    for name in (course.name, course.code) if course else ():
        if name:
            words = words.replace(f" {_plain(name)} ", "  ")
    for field, names in _FIELDS.items():
        if any(f" {_plain(name)} " in words for name in names):
            return field
    return None


def _plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


def _person(table: tables.Table, row: tables.Row, columns: Mapping[str, int]) -> Person:
    def text(name: str) -> str:
        return " ".join(row.cells[columns[name]].split()) if name in columns else ""

    name = text("name") or f"{text('given_name')} {text('family_name')}".strip()
    place = "email"
    try:
        email = rules.email(text("email"))
        place = "name" if "name" in columns else "email"
        name = rules.line(name, "name", needed="The name is missing.")
        place = "time_zone"
        zone = text("time_zone")
        zone = rules.time_zone(zone).key if zone else ""
    except Refused as error:
        raise _fault(table, row, columns[place], error.message) from error
    return Person(name, email, zone)


def _fault(table: tables.Table, row: tables.Row, column: int, what: str) -> Refused:
    said = row.cells[column][:60]
    shown = "" if f"“{said}”" in what or not said else f"“{said}” "
    return Refused(f"{table.place(row, column)}: {shown}{what}")
