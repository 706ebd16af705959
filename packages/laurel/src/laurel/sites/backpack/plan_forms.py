"""The forms of plans."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms

from laurel.pathways import types
from laurel.sites.console.forms import fields

if TYPE_CHECKING:
    from laurel.pathways.models import Plan

NEW = "new"
FIRST_TITLE = "My plan"


class TitleForm(forms.Form):
    """What a plan is called."""

    title = fields.Line(
        label="Title",
        longest=types.MAX_TITLE,
        missing="Write what the plan is called.",
        help_text="For yourself alone: Becoming an analyst.",
    )


class AddForm(forms.Form):
    """Into which plan badges go: one of theirs, or a new one."""

    plan = forms.ChoiceField(
        label="Into which plan?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a plan.",
            "invalid_choice": "This plan is not there any more. Choose again.",
        },
    )
    title = fields.Line(
        label="Title of the new plan",
        longest=types.MAX_TITLE,
        required=False,
        help_text="For yourself alone.",
    )

    def __init__(self, *args: Any, plans: "Iterable[Plan]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = [(each.public_id, each.title) for each in plans]
        field: forms.Field = self.fields["plan"]
        field.choices = [*mine, (NEW, "A new plan")]  # type: ignore[attr-defined]  # a ChoiceField
        self.initial.setdefault("plan", mine[0][0] if mine else NEW)
        if not mine:
            self.initial.setdefault("title", FIRST_TITLE)

    def clean(self) -> dict[str, Any]:
        """A new plan has a title."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("plan") == NEW and not said.get("title", "title is wrong"):
            self.add_error("title", "Write what the plan is called.")
        return said
