"""The forms of pathways."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laurel.foundation import ids
from laurel.pathways import types
from laurel.pathways.types import Facts
from laurel.sites.console.forms import fields

# A badge of another organisation is named by its page, or by the id in it.
_PAGE = re.compile(rf"(?:.*/achievements/)?({ids.PUBLIC_ID_PATTERN})(?:/.*)?")
AT_THE_END = ("", "At the end of the pathway")


class PathwayForm(forms.Form):
    """What a pathway is called, and what waits at its end."""

    title = fields.Line(
        label="Title",
        longest=types.MAX_TITLE,
        missing="Write what the pathway is called.",
        help_text="As learners know it: Becoming a data analyst.",
    )
    summary = fields.Lines(
        label="Where it leads",
        required=False,
        longest=types.MAX_SUMMARY,
        rows=3,
        help_text="A sentence or two for somebody who thinks about going it.",
    )
    milestone = forms.ChoiceField(
        label="Badge at its end",
        required=False,
        help_text="Whoever has gone the whole way is awarded it by itself.",
        error_messages={
            "invalid_choice": "This badge is not here any more. Choose again."
        },
    )
    is_ordered = forms.BooleanField(
        label="One step after another",
        required=False,
        initial=True,
        help_text="The map says which comes next. What somebody earned before counts, too.",
    )

    def __init__(
        self, *args: Any, badges: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: forms.Field = self.fields["milestone"]
        field.choices = [("", "None"), *badges]  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> Facts:
        """What was typed and chosen."""
        return Facts(**self.cleaned_data)


class _Placed(forms.Form):
    into = forms.ChoiceField(
        label="Where",
        required=False,
        error_messages={
            "invalid_choice": "This branch is not there any more. Choose again."
        },
    )

    def __init__(
        self, *args: Any, branches: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: forms.Field = self.fields["into"]
        field.choices = [AT_THE_END, *branches]  # type: ignore[attr-defined]  # a ChoiceField


class StepForm(_Placed):
    """A badge to be a step: one's own, or another organisation's by its page."""

    achievement = forms.ChoiceField(
        label="Your badge",
        required=False,
        error_messages={
            "invalid_choice": "This badge is not here any more. Choose again."
        },
    )
    address = fields.Line(
        label="Or another organisation’s",
        required=False,
        longest=fields.MAX_URL,
        help_text="The address of its page at this site.",
    )
    field_order = ("achievement", "address", "into")

    def __init__(
        self, *args: Any, badges: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: forms.Field = self.fields["achievement"]
        field.choices = [("", "Choose"), *badges]  # type: ignore[attr-defined]  # a ChoiceField

    def clean_address(self) -> str:
        """The id in the address of a badge's page."""
        typed: str = self.cleaned_data["address"].strip()
        if not typed:
            return ""
        found = _PAGE.fullmatch(typed)
        if found is None:
            raise ValidationError(
                "This is not the page of a badge here. Open the badge in the catalogue "
                "and copy its address."
            )
        return found[1]

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors and not (said["achievement"] or said["address"]):
            self.add_error("achievement", "Choose a badge, or give its page.")
        return said

    @property
    def wanted(self) -> str:
        """The id of the badge."""
        said = self.cleaned_data
        chosen: str = said["address"] or said["achievement"]
        return chosen


class BranchForm(_Placed):
    """Where the way parts."""

    title = fields.Line(
        label="Title",
        longest=types.MAX_TITLE,
        missing="Write what the branch is called.",
        help_text="Electives; in a branch it becomes a route.",
    )
    needed = forms.IntegerField(
        label="How many are needed",
        required=False,
        min_value=1,
        max_value=types.MOST_STEPS,
        help_text="Empty: all of them.",
        error_messages={
            "invalid": "Write a number, or leave it empty for all.",
            "min_value": "At least one step of a branch is needed.",
            "max_value": f"A pathway has at most {types.MOST_STEPS} steps.",
        },
    )
    field_order = ("title", "needed", "into")
