"""A list that was brought: what stands in it, and what it would do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING, Any

from laurel.classes import cells, rules
from laurel.classes.columns import read
from laurel.classes.models import ClassList, Result
from laurel.classes.types import (
    NOTHING,
    Cell,
    Change,
    Entry,
    Field,
    Line,
    Person,
    Plan,
    Values,
)

if TYPE_CHECKING:
    from laurel.programs.models import Course


def stored(lines: Iterable[Line]) -> list[list[Any]]:
    """Lines as the table keeps them."""
    return [
        [
            line.row,
            *astuple(line.person),
            [[cell.course_id, cell.field.value, cell.text] for cell in line.cells],
        ]
        for line in lines
    ]


def lines(found: ClassList) -> list[Line]:
    """The lines that it holds."""
    return [
        Line(
            row,
            Person(name, email, zone),
            tuple(Cell(course, Field(field), text) for course, field, text in said),
        )
        for row, name, email, zone, said in found.rows
    ]


def entries(
    of: Sequence[Line],
    learners: Mapping[str, int],
    known: Mapping[tuple[int, int], Result],
    *,
    is_final: bool,
) -> list[Entry]:
    """What the lines have recorded; `known` is by learner and course."""
    found: list[Entry] = []
    for line in of:
        learner = learners[rules.normalised(line.person.email)]
        values: dict[int, Values] = {}
        for cell in line.cells:
            was = values.get(cell.course_id)
            if was is None:
                result = known.get((learner, cell.course_id))
                was = read(result) if result else NOTHING
            values[cell.course_id] = cells.read(
                cell.text, cell.field, was, is_final=is_final
            )
        found += [Entry(learner, course, said) for course, said in values.items()]
    return found


def plan(
    found: ClassList,
    courses: Sequence["Course"],
    known: Mapping[tuple[str, int], Result],
    there: set[str],
) -> Plan:
    """What taking the list over would do; `known` is by address and course."""
    names = {course.pk: course.name for course in courses}
    changes: list[Change] = []
    listed = lines(found)
    for line in listed:
        key = rules.normalised(line.person.email)
        for cell in line.cells:
            result = known.get((key, cell.course_id))
            was = read(result) if result else NOTHING
            now = cells.read(cell.text, cell.field, was, is_final=found.is_final)
            if now != was:
                changes.append(
                    Change(
                        line.person.name,
                        names.get(cell.course_id, ""),
                        cell.field,
                        cells.written(cell.field, was),
                        cells.written(cell.field, now),
                    )
                )
    added = sum(
        1 for line in listed if rules.normalised(line.person.email) not in there
    )
    return Plan(added=added, same=len(listed) - added, changes=tuple(changes))
