"""What can be achieved in a badge: marks, scores, levels; and the badges around it."""

from typing import Any

from obkit.model.ob3_terms import RESULT_TYPES

from laurel.achievements.types import Definition, Level, Related, Result
from laurel.sites.console.forms.achievements import (
    MAX_LINE,
    MAX_ROW_TEXT,
    MAX_SHORT,
    PartForm,
    terms,
)
from laurel.sites.console.forms.rows import Column, Rows


class ResultsForm(PartForm):
    """What can be achieved in it: marks, scores, levels."""

    results = Rows(
        (
            Column("name", "Result", needed=True, hint="Final mark"),
            Column(
                "type", "Type", longest=MAX_SHORT,
                options=terms(RESULT_TYPES - {"Result"}, empty="Result"),
            ),
            Column("minimum", "Least", longest=MAX_SHORT, hint="0"),
            Column("maximum", "Greatest", longest=MAX_SHORT, hint="100"),
            Column("values", "Values, from low to high", longest=MAX_LINE, hint="C, B, A"),
            Column("required", "Needed to earn it", hint="60"),
            Column(
                "levels", "Levels of a rubric, one a line", kind="text",
                longest=MAX_ROW_TEXT, hint="Leads | Leads one session | 1",
            ),
        ),
        label="Results",
        noun="result",
        help_text="Values with commas between them. A level is a name, and with | what it "
        "means and its points.",
    )  # fmt: skip
    related = Rows(
        (
            Column("name", "Name", needed=True),
            Column("url", "Address", kind="url", longest=500, needed=True),
        ),
        label="Related badges",
        noun="related badge",
        help_text="What comes before, after or beside this one.",
    )

    @classmethod
    def shown(cls, said: Definition) -> dict[str, Any]:
        """The fields as the form shows them."""
        return {
            "results": [_result_row(each) for each in said.results],
            "related": [{"name": each.name, "url": each.url} for each in said.related],
        }

    def clean_results(self) -> tuple[Result, ...]:
        """The results with their values and levels."""
        return tuple(_result(row) for row in self.cleaned_data["results"])

    def clean_related(self) -> tuple[Related, ...]:
        """The related badges."""
        return tuple(Related(**row) for row in self.cleaned_data["related"])


def _result_row(given: Result) -> dict[str, str]:
    return {
        "name": given.name,
        "type": "" if given.type == "Result" else given.type,
        "minimum": given.minimum,
        "maximum": given.maximum,
        "values": ", ".join(given.values),
        "required": given.required,
        "levels": "\n".join(
            f"{each.name} | {each.description} | {each.points}".rstrip(" |")
            for each in given.levels
        ),
    }


def _result(row: dict[str, str]) -> Result:
    values = (each.strip() for each in row["values"].split(","))
    return Result(
        name=row["name"],
        type=row["type"] or "Result",
        values=tuple(value for value in values if value),
        minimum=row["minimum"],
        maximum=row["maximum"],
        required=row["required"],
        levels=tuple(
            _level(line) for line in row["levels"].split("\n") if line.strip()
        ),
    )


def _level(line: str) -> Level:
    name, description, points = (*(p.strip() for p in line.split("|", 2)), "", "")[:3]
    return Level(name, description, points)
