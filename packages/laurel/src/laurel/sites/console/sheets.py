"""The rows of a table as badges to be: what is ready, what wants a look, what is wrong."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from laurel.achievements import selectors as achievements
from laurel.achievements.types import Skill
from laurel.foundation import clock, tables
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
    Field.TAGS: "Tags",
    Field.VALIDITY: "Valid for",
}
ONE_LINE = (Field.NAME, Field.VALIDITY)
_TWO_SKILLS = """\
Navigation | https://skills.example/navigation
First aid | https://skills.example/first-aid"""
TEMPLATE = (
    (
        "Fieldwork Leader",
        "Leads a group outdoors so that everybody comes home safe.",
        "Plans a day in the field\nLeads three trips\nWrites a risk assessment",
        _TWO_SKILLS,
        "outdoors, leadership",
        "24 months",
    ),
    (
        "Data Steward",
        "Keeps a data set that others can rely on.",
        "Describes a data set\nFinds and mends ten errors in it",
        "",
        "data",
        "",
    ),
)
SAME_NAME = "There is another badge of this name, here or in your list."
MAX_LINES, MAX_LINE = 30, 500  # criteria; what is longer is prose
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
    row_of = _Rows(organization, values)
    rows, entries = [], []
    for number, said in values:
        form, remarks = row_of.form(said)
        name = said[Field.NAME].strip().casefold()
        if name in known:
            remarks[Field.NAME] = (Outcome.LOOK, SAME_NAME)
        known.add(name)
        cells = tuple(
            _cell(number, field, said[field], form, remarks) for field in Field
        )
        rows.append(GridRow(number, cells))
        if form.is_valid():
            entries.append(row_of.entry(number, form))
    grid = Grid(
        caption="Badges to be made. Every cell can be edited.",
        columns=tuple(LABELS.values()),
        rows=tuple(rows),
    )
    return grid, entries


class _Rows:
    """What the rows of one table have in common: its frameworks and the order of its days."""

    def __init__(
        self, organization: "Organization", values: list[tuple[int, dict[Field, str]]]
    ) -> None:
        names = {
            skill
            for _number, said in values
            for skill in _skills(said[Field.SKILLS])
            if "|" not in skill and "://" not in skill
        }
        found = frameworks.named(organization_id=organization.pk, names=names)
        self._by_name = {name.casefold(): item for name, item in found.items()}
        self._by_url = {item.target_url: item for item in found.values()}
        self._order = tables.order_of(said[Field.VALIDITY] for _, said in values)

    def form(self, said: Mapping[Field, str]) -> tuple[RowForm, dict[Field, Remark]]:
        """The checks of one row, and what is to be said of it although it is right."""
        lines, taken = [], []
        for skill in _skills(said[Field.SKILLS]):
            item = self._by_name.get(skill.casefold())
            lines.append(f"{skill} | {item.target_url}" if item else skill)
            taken += [skill] if item else []
        remarks: dict[Field, Remark] = {}
        if taken:
            note = f"Found in your frameworks: {', '.join(taken)}."
            remarks[Field.SKILLS] = (Outcome.READY, note)
        if said[Field.VALIDITY].strip().isdecimal():
            note = f"Read as {said[Field.VALIDITY].strip()} months."
            remarks[Field.VALIDITY] = (Outcome.LOOK, note)
        data = {field.value: text for field, text in said.items()}
        data["skills"] = "\n".join(lines)
        return RowForm(data, today=clock.today(), order=self._order), remarks

    def entry(self, number: int, form: RowForm) -> Entry:
        """The badge of a row that nothing is wrong with."""
        data = form.cleaned_data
        lines = _criteria_lines(data["criteria"])
        return Entry(
            number=number,
            name=data["title"],
            description=data["description"],
            criteria="" if lines else data["criteria"],
            criteria_lines=lines,
            skills=tuple(self._skill(name, url) for name, url in data["skills"]),
            tags=data["tags"],
            validity=data["validity"],
        )

    def _skill(self, name: str, url: str) -> Skill:
        item = self._by_url.get(url)
        if item is None:
            return Skill(name=name, url=url)
        return Skill(
            name=item.target_name,
            url=item.target_url,
            framework=item.framework,
            code=item.code,
            description=item.description,
            type=item.type,
        )


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
        lines=field not in ONE_LINE,
    )


def _criteria_lines(criteria: str) -> tuple[str, ...]:
    """The things to do, one on each line; none where it is Markdown, or prose."""
    lines = tuple(line.strip() for line in criteria.split("\n") if line.strip())
    fits = len(lines) <= MAX_LINES and all(len(line) <= MAX_LINE for line in lines)
    return () if not fits or any(_MARKDOWN.match(line) for line in lines) else lines


def _skills(text: str) -> list[str]:
    """The skills of one cell: one on each line, or between semicolons, or commas."""
    parts = _BETWEEN_SKILLS.split(text)
    if len(parts) == 1 and "|" not in text and "://" not in text:
        parts = text.split(",")
    return [part.strip() for part in parts if part.strip()]
