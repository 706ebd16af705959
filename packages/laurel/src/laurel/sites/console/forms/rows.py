"""A field of several rows, each of the same few columns: criteria, skills, results.

Every column is posted as a list of texts under `field-column`. The last row is always empty, so
that without script one more can be written; buttons add, remove and move rows. Empty rows are
left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from laurel.sites.console.forms.fields import MAX_NAME, hidden_character

ACT = "act"  # the name of the buttons: "skills:remove:2"
MAX_POSTED = 60  # rows; the rules of what is in them come later and are stricter
LINE_ENDS = frozenset("\n\t")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the rows."""

    name: str
    label: str
    kind: str = "line"  # line, url, text (of several lines), more (folded away), hidden
    longest: int = MAX_NAME
    hint: str = ""
    options: tuple[tuple[str, str], ...] = ()  # a choice, if there are any
    needed: bool = False  # a row that has anything has this


Row = dict[str, str]


class RowsWidget(forms.Widget):
    """Rows of small inputs, with buttons to add, remove and move them."""

    template_name = "console/badges/parts/rows.html"

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        noun: str,
        ordered: bool = False,
        fixed: bool = False,
    ) -> None:
        super().__init__()
        self.columns, self.noun = columns, noun
        self.ordered, self.fixed = ordered, fixed

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: Any,  # noqa: ARG002 - Django's
        name: str,
    ) -> list[Row]:
        """The rows as they were typed, after what the pressed button did to them."""
        lists = [_posted(data, f"{name}-{column.name}") for column in self.columns]
        length = min(max(map(len, lists)), MAX_POSTED)
        rows = [
            {
                column.name: found[n] if n < len(found) else ""
                for column, found in zip(self.columns, lists, strict=True)
            }
            for n in range(length)
        ]
        return acted(rows, str(data.get(ACT, "")), name)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """What the template shows: the rows, and an empty one."""
        context = super().get_context(name, value, attrs)
        filled = [row for row in value or [] if any(row.values())]
        id_ = context["widget"]["attrs"].get("id", f"id_{name}")
        return context | {
            "rows": [
                [self._cell(column, row, name, id_, n) for column in self.columns]
                for n, row in enumerate(filled if self.fixed else [*filled, {}], 1)
            ],
            "has_more": any(column.kind == "more" for column in self.columns),
            "fixed": self.fixed,
            "noun": self.noun,
            "article": "an" if self.noun[0] in "aeiou" else "a",
            "ordered": self.ordered,
        }

    def _cell(
        self, column: Column, row: Row, name: str, id_: str, number: int
    ) -> dict[str, Any]:
        text = row.get(column.name, "")
        first = column is self.columns[0]
        known = [value for value, _ in column.options]
        other = ((text, text),) if column.options and text not in known else ()
        return {
            "column": column,
            "text": text,
            "name": f"{name}-{column.name}",
            "id": f"{id_}_{number}" if first else f"{id_}_{number}_{column.name}",
            "options": column.options + other,
        }

    def id_for_label(self, id_: str) -> str:
        """Where the list of mistakes leads: the first input."""
        return f"{id_}_1" if id_ else ""


class Rows(forms.Field):
    """The rows that say something, as dictionaries of texts."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        noun: str,
        ordered: bool = False,
        fixed: bool = False,  # as many rows as there are, no more and no fewer
        **kwargs: Any,
    ) -> None:
        self.columns, self.noun = columns, noun
        kwargs.setdefault("required", False)
        super().__init__(
            widget=RowsWidget(columns, noun=noun, ordered=ordered, fixed=fixed),
            **kwargs,
        )

    def clean(self, value: Any) -> list[Row]:
        """The rows, each text without hidden characters and of its length."""
        rows = [
            {name: text.replace("\r\n", "\n").strip() for name, text in row.items()}
            for row in value or []
        ]
        found = [row for row in rows if any(row.values())]
        problems = [
            f"{self.noun.capitalize()} {number}: {problem}"
            for number, row in enumerate(found, start=1)
            for column in self.columns
            if (problem := _problem(column, row[column.name]))
        ]
        if problems:
            raise ValidationError(problems)
        return found


def acted(rows: list[Row], act: str, name: str) -> list[Row]:
    """The rows after a button: `name:remove:2` and `name:up:2` count from 1."""
    field, _, rest = act.partition(":")
    verb, _, number = rest.partition(":")
    if field != name or not number.isdecimal() or len(number) > 3:  # noqa: PLR2004
        return rows
    at = int(number) - 1
    if verb == "remove" and 0 <= at < len(rows):
        return rows[:at] + rows[at + 1 :]
    if verb == "up" and 0 < at < len(rows):
        rows = list(rows)
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    return rows


def _posted(data: Mapping[str, Any], name: str) -> list[str]:
    if isinstance(data, QueryDict):
        return data.getlist(name)
    given = data.get(name, [])
    return [given] if isinstance(given, str) else list(given)


def _problem(column: Column, text: str) -> str | None:
    label = column.label.lower()
    if column.needed and not text:
        return f"the {label} is missing."
    if len(text) > column.longest:
        return f"the {label} is {len(text):,} characters long; {column.longest:,} fit."
    allowed = LINE_ENDS if column.kind == "text" else frozenset()
    if problem := hidden_character(text, allowed=allowed):
        return f"{label}. {problem}"
    known = [value for value, _ in column.options]
    if column.options and text not in known and not text.startswith("ext:"):
        return f"the {label} is one of the list."
    return None
