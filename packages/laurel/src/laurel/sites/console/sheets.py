"""The rows of a table as badges to be: what is ready, what wants a look, what is wrong."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from laurel.achievements import selectors as achievements
from laurel.achievements.types import Skill
from laurel.frameworks import selectors as frameworks
from laurel.sheets import selectors as sheets
from laurel.sheets.types import Entry, Field
from laurel.sites.console.forms.sheets import RowForm
from laurel.sites.console.grid import Cell, Grid, GridRow, Outcome

if TYPE_CHECKING:
    from laurel.organizations.models import Organization
    from laurel.sheets.models import Sheet

LABELS = {
    Field.NAME: "Name",
    Field.DESCRIPTION: "One sentence",
    Field.CRITERIA: "How is it earned?",
    Field.SKILLS: "Skills",
}
_TWO_SKILLS = """\
Navigation | https://skills.example/navigation
First aid | https://skills.example/first-aid"""
TEMPLATE = (
    (
        "Fieldwork Leader",
        "Leads a group outdoors so that everybody comes home safe.",
        "Plans a day in the field\nLeads three trips\nWrites a risk assessment",
        _TWO_SKILLS,
    ),
    (
        "Data Steward",
        "Keeps a data set that others can rely on.",
        "Describes a data set\nFinds and mends ten errors in it",
        "",
    ),
)
SAME_NAME = "There is another badge of this name, here or in your list."
MOST_REASON = 200  # characters: a cell is small

Remark = tuple[Outcome, str]

_BETWEEN_SKILLS = re.compile(r"[\n\r]+|;(?=\s|$)")
_MARKDOWN = re.compile(r"\s*([-*+>#]|\d+[.)])\s")


def input_name(number: int, field: Field) -> str:
    """The name of a cell's input."""
    return f"c{number}-{field.value}"


def checked(organization: "Organization", sheet: "Sheet") -> tuple[Grid, list[Entry]]:
    """The grid of a sheet, and the badges of those rows that nothing is wrong with."""
    values = sheets.values(sheet)
    known = {
        found.current.name.casefold()
        for found in achievements.of_organization(organization)
    }
    pages = _pages(organization, values)
    rows, entries = [], []
    for number, said in values:
        form, remarks = _form(said, pages)
        name = said[Field.NAME].strip().casefold()
        if name in known:
            remarks[Field.NAME] = (Outcome.LOOK, SAME_NAME)
        known.add(name)
        cells = tuple(
            _cell(number, field, said[field], form, remarks) for field in Field
        )
        rows.append(GridRow(number, cells))
        if form.is_valid():
            entries.append(_entry(number, form))
    grid = Grid(
        caption="Badges to be made. Every cell can be edited.",
        columns=tuple(LABELS.values()),
        rows=tuple(rows),
    )
    return grid, entries


def _form(
    said: Mapping[Field, str], pages: Mapping[str, str]
) -> tuple[RowForm, dict[Field, Remark]]:
    """The checks of one row, and what is to be said of it although it is right."""
    lines, taken = [], []
    for skill in _skills(said[Field.SKILLS]):
        page = pages.get(skill.casefold())
        lines.append(f"{skill} | {page}" if page else skill)
        taken += [skill] if page else []
    remarks: dict[Field, Remark] = {}
    if taken:
        note = f"Found in your frameworks: {', '.join(taken)}."
        remarks[Field.SKILLS] = (Outcome.READY, note)
    data = {field.value: text for field, text in said.items()}
    return RowForm(data | {"skills": "\n".join(lines)}), remarks


def _cell(
    number: int,
    field: Field,
    value: str,
    form: RowForm,
    remarks: Mapping[Field, Remark],
) -> Cell:
    outcome, reason = remarks.get(field, (Outcome.READY, ""))
    if errors := form.errors.get(field.value):
        outcome, reason = Outcome.WRONG, " ".join(str(error) for error in errors)
    return Cell(
        name=input_name(number, field),
        label=LABELS[field],
        value=value,
        outcome=outcome,
        reason=reason if len(reason) <= MOST_REASON else reason[:MOST_REASON] + "…",
        lines=field is not Field.NAME,
    )


def _entry(number: int, form: RowForm) -> Entry:
    data = form.cleaned_data
    return Entry(
        number=number,
        name=data["title"],
        description=data["description"],
        criteria=_as_list(data["criteria"]),
        skills=tuple(Skill(name=name, url=url) for name, url in data["skills"]),
    )


def _as_list(criteria: str) -> str:
    """Several lines are several things to do, unless they are Markdown already."""
    lines = [line.strip() for line in criteria.split("\n") if line.strip()]
    if len(lines) == 1 or any(_MARKDOWN.match(line) for line in lines):
        return criteria
    return "\n".join(f"- {line}" for line in lines)


def _skills(text: str) -> list[str]:
    """The skills of one cell: one on each line, or between semicolons, or commas."""
    parts = _BETWEEN_SKILLS.split(text)
    if len(parts) == 1 and "|" not in text and "://" not in text:
        parts = text.split(",")
    return [part.strip() for part in parts if part.strip()]


def _pages(
    organization: "Organization", values: list[tuple[int, dict[Field, str]]]
) -> dict[str, str]:
    """The pages of skills that were written by name alone, as far as a framework knows them."""
    names = {
        skill
        for _number, said in values
        for skill in _skills(said[Field.SKILLS])
        if "|" not in skill and "://" not in skill
    }
    found = frameworks.named(organization_id=organization.pk, names=names)
    return {name.casefold(): item.target_url for name, item in found.items()}
