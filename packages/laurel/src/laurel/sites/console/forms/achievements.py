"""The forms that define a badge: one for each step, and a few beside them.

Each holds some fields of a Definition under their own names, and gives them back as what the
service takes.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from obkit.model.ob3_terms import ACHIEVEMENT_TYPES, TARGET_TYPES

from laurel.achievements.types import (
    Criterion,
    Definition,
    DuplicatePolicy,
    Edition,
    Skill,
    Validity,
)
from laurel.sites.console.forms import fields
from laurel.sites.console.forms.rows import Column, Rows
from laurel.sites.ui import text

if TYPE_CHECKING:
    from laurel.frameworks.types import Alignment

MAX_SHORT = 100
MAX_LINE = 500
MAX_ROW_TEXT = 5_000
FOREVER, ON, MONTHS, DAYS = "never", "on", "months", "days"
POLICIES = {
    DuplicatePolicy.ONCE: fields.Choice(
        "Once", "A second award to one address is refused"
    ),
    DuplicatePolicy.ONCE_VALID: fields.Choice(
        "Once while it is valid", "Again when the one before has expired"
    ),
    DuplicatePolicy.MANY: fields.Choice("Many times", "For example once a year"),
}


def terms(known: frozenset[str], *, empty: str = "") -> tuple[tuple[str, str], ...]:
    """Terms of the standard as choices; `empty` says what none of them means."""
    words = tuple((term, text.spaced(term)) for term in sorted(known))
    return (("", empty), *words) if empty else words


class PartForm(forms.Form):
    """Some fields of a Definition."""

    @property
    def parts(self) -> tuple[str, ...]:
        """The fields of the Definition that this form holds."""
        return tuple(self.fields)

    @classmethod
    def shown(cls, said: Definition) -> dict[str, Any]:
        """The fields as the form shows them."""
        return {name: getattr(said, name) for name in cls.base_fields}

    def facts(self) -> dict[str, Any]:
        """The fields as the Definition has them; the form is valid."""
        return dict(self.cleaned_data)


class WhatForm(PartForm):
    """What is it?"""

    name = fields.Line(
        label="Name",
        missing="Write what the badge is called.",
        help_text="What it says on the badge: Facilitation: Completed.",
    )
    description = fields.Lines(
        label="One sentence",
        longest=fields.MAX_SENTENCE,
        rows=2,
        required=False,
        help_text="What somebody who has this badge can do.",
    )
    achievement_type = forms.ChoiceField(
        label="Kind",
        choices=terms(ACHIEVEMENT_TYPES),
        initial="Badge",
        required=False,
        help_text="Other software sorts by it.",
    )
    language = fields.Line(
        label="Language",
        required=False,
        longest=20,
        help_text="Of these words: en, de, pt-BR.",
    )
    credits = forms.DecimalField(
        label="Credits",
        required=False,
        min_value=Decimal(0),
        max_digits=8,
        decimal_places=2,
        help_text="Where it counts for something.",
    )
    tags = fields.Line(
        label="Tags",
        required=False,
        longest=2000,
        help_text="With commas between them: teamwork, leadership.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind = str((kwargs.get("initial") or {}).get("achievement_type", ""))
        if kind.startswith("ext:"):  # made elsewhere: it may stay
            field = self.fields["achievement_type"]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type check
            field.choices = [*terms(ACHIEVEMENT_TYPES), (kind, kind)]

    @classmethod
    def shown(cls, said: Definition) -> dict[str, Any]:
        """The fields as the form shows them."""
        return super().shown(said) | {"tags": ", ".join(said.tags)}

    def clean_tags(self) -> tuple[str, ...]:
        """The tags, one by one."""
        found = (tag.strip() for tag in self.cleaned_data["tags"].split(","))
        return tuple(tag for tag in found if tag)

    def clean_achievement_type(self) -> str:
        """The kind; a badge where none was chosen."""
        return str(self.cleaned_data["achievement_type"] or "Badge")


class EarnedForm(PartForm):
    """How is it earned?"""

    criteria_lines = Rows(
        (
            Column(
                "text", "What a person does", longest=MAX_LINE, needed=True,
                hint="Leads at least one facilitated session",
            ),
            Column(
                "assessed", "How it is assessed", longest=MAX_LINE,
                hint="A tutor watches",
            ),
        ),
        label="Criteria",
        noun="criterion",
        ordered=True,
    )  # fmt: skip
    criteria = fields.Lines(
        label="More about it",
        required=False,
        rows=4,
        help_text="Where a list is not enough. Markdown works: - for a list, **bold**.",
    )
    skills = Rows(
        (
            Column("name", "Skill", needed=True, hint="Facilitation"),
            Column(
                "url", "Page that defines it", kind="url", longest=500, needed=True,
                hint="https://skills.example/facilitation",
            ),
            Column("framework", "Framework", hint="ESCO"),
            Column("code", "Code", longest=MAX_SHORT, hint="S1.8.1"),
            Column("description", "Description", kind="more", longest=MAX_LINE),
            Column(
                "type", "Type", kind="more", longest=MAX_SHORT,
                options=terms(TARGET_TYPES, empty="not said"),
            ),
        ),
        label="Skills",
        noun="skill",
        help_text="Employers search by them. Each has a page that says what it means.",
    )  # fmt: skip
    earn_url = fields.WebAddress(
        label="Where can it be earned?",
        required=False,
        help_text="The page of the course. “Earn this badge” leads there.",
    )

    @classmethod
    def shown(cls, said: Definition) -> dict[str, Any]:
        """The fields as the form shows them."""
        return super().shown(said) | {
            "criteria_lines": [
                {"text": each.text, "assessed": each.assessed}
                for each in said.criteria_lines
            ],
            "skills": [
                {name: getattr(each, name) for name in each.__slots__}
                for each in said.skills
            ],
        }

    def clean_criteria_lines(self) -> tuple[Criterion, ...]:
        """The lines, in their order."""
        return tuple(Criterion(**row) for row in self.cleaned_data["criteria_lines"])

    def clean_skills(self) -> tuple[Skill, ...]:
        """The skills; each with an address that a browser opens."""
        found = self.cleaned_data["skills"]
        problems = [
            f"Skill {number}: {problem[0].lower()}{problem[1:]}"
            for number, row in enumerate(found, start=1)
            if (problem := fields.web_address_problem(row["url"]))
        ]
        if problems:
            raise ValidationError(problems)
        return tuple(Skill(**row) for row in found)


class LapseForm(PartForm):
    """When does it lapse?"""

    validity = forms.ChoiceField(
        label="How long does it hold?",
        choices=(
            (FOREVER, fields.Choice("For ever", "It never expires")),
            (MONTHS, fields.Choice("Some months", "Counted from the day of the award")),
            (DAYS, fields.Choice("Some days", "Counted from the day of the award")),
            (ON, fields.Choice("Until a day", "The same day for everybody")),
        ),
        initial=FOREVER,
        widget=forms.RadioSelect,
    )
    period = forms.IntegerField(
        label="How many?", required=False, min_value=1, max_value=36_500
    )
    until = fields.Day(label="Which day?", required=False)
    duplicate_policy = forms.ChoiceField(
        label="How often can one person have it?",
        choices=[(policy.value, choice) for policy, choice in POLICIES.items()],
        initial=DuplicatePolicy.ONCE.value,
        widget=forms.RadioSelect,
    )

    @property
    def parts(self) -> tuple[str, ...]:
        """The fields of the Definition: two that are typed make one."""
        return tuple(n for n in self.fields if n not in ("period", "until"))

    @classmethod
    def shown(cls, said: Definition) -> dict[str, Any]:
        """The fields as the form shows them."""
        holds = said.validity
        kind = (
            ON if holds.on else MONTHS if holds.months else DAYS if holds.days else ""
        )
        return {
            "validity": kind or FOREVER,
            "period": holds.months or holds.days or None,
            "until": holds.on,
            "duplicate_policy": said.duplicate_policy.value,
        }

    def clean(self) -> dict[str, Any]:
        """What was chosen has its number or its day."""
        data = super().clean() or self.cleaned_data
        kind = data.get("validity")
        if kind in (MONTHS, DAYS) and "period" in data and not data["period"]:
            self.add_error("period", f"Write how many {kind}.")
        elif kind == ON and "until" in data and not data["until"]:
            self.add_error("until", "Choose the day.")
        return data

    def facts(self) -> dict[str, Any]:
        """The fields as the Definition has them."""
        data = self.cleaned_data
        match data["validity"]:
            case "months":
                holds = Validity(months=data["period"])
            case "days":
                holds = Validity(days=data["period"])
            case "on":
                holds = Validity(on=data["until"])
            case _:
                holds = Validity()
        found: dict[str, Any] = {"validity": holds}
        if "duplicate_policy" in data:
            found["duplicate_policy"] = DuplicatePolicy(data["duplicate_policy"])
        return found


class LanguagesForm(PartForm):
    """The same badge in other languages."""

    editions = Rows(
        (
            Column("language", "Language", longest=20, needed=True, hint="fr"),
            Column("name", "Name", needed=True),
            Column("description", "One sentence", longest=fields.MAX_SENTENCE),
            Column(
                "criteria", "How it is earned", kind="text", longest=MAX_ROW_TEXT
            ),
        ),
        label="Other languages",
        noun="edition",
        help_text="The badge that is awarded stays in its own language and names the others.",
    )  # fmt: skip

    @classmethod
    def shown(cls, said: Definition) -> dict[str, Any]:
        """The fields as the form shows them."""
        return {
            "editions": [
                {name: getattr(each, name) for name in each.__slots__}
                for each in said.editions
            ]
        }

    def clean_editions(self) -> tuple[Edition, ...]:
        """The editions."""
        return tuple(Edition(**row) for row in self.cleaned_data["editions"])


class SpellingForm(forms.Form):
    """The words of a version, to put their spelling right."""

    name = fields.Line(label="Name", missing="The name stays where it is.")
    description = fields.Lines(
        label="One sentence", longest=2000, rows=2, required=False
    )
    criteria_lines = Rows(
        (
            Column("text", "What a person does", longest=MAX_LINE),
            Column("assessed", "How it is assessed", longest=MAX_LINE),
        ),
        label="Criteria",
        noun="criterion",
        fixed=True,
    )
    criteria = fields.Lines(
        label="More about it", longest=20_000, rows=5, required=False
    )

    def clean_criteria_lines(self) -> tuple[Criterion, ...]:
        """The lines, in their order."""
        return tuple(Criterion(**row) for row in self.cleaned_data["criteria_lines"])


class EarnForm(forms.Form):
    """Where a published badge is earned."""

    earn_url = fields.WebAddress(label="Where can it be earned?", required=False)


def skill_row(found: "Alignment") -> dict[str, str]:
    """A skill of a framework as a row of the form."""
    return {
        "name": found.target_name[: fields.MAX_NAME],
        "url": found.target_url,
        "framework": found.framework[: fields.MAX_NAME],
        "code": found.code[:MAX_SHORT],
        "description": " ".join(found.description.split())[:MAX_LINE],
        "type": found.type,
    }
