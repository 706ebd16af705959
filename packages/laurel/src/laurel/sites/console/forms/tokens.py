"""The form that makes a token for another program."""

from typing import Any

from django import forms

from laurel.sites.console.forms import fields
from laurel.tokens.services import MAX_NAME
from laurel.tokens.types import Scope

SCOPES = {
    Scope.READ: "Look at badges and awards, with names and addresses",
    Scope.AWARD: "Award badges, and revoke them",
    Scope.RESULTS: "Bring learners of classes, and their results",
    Scope.CLASSES: "Set up the badges of classes",
}
LASTING = {"30": "30 days", "365": "A year", "730": "Two years"}


class TokenForm(forms.Form):
    """What a program may do, and how long."""

    name = fields.Line(
        label="What is it for?",
        longest=MAX_NAME,
        missing="Write what it is for.",
        help_text="The program’s name, for example. It stands in the history beside what it does.",
    )
    scopes = forms.MultipleChoiceField(
        label="It may",
        choices=[(scope.value, words) for scope, words in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose what it may do.",
            "invalid_choice": "Choose from these.",
        },
    )
    days = forms.ChoiceField(
        label="It ends after",
        choices=list(LASTING.items()),
        initial="365",
        error_messages={"invalid_choice": "Choose one of these."},
    )

    def clean_scopes(self) -> list[Scope]:
        """What it may do."""
        chosen: list[Any] = self.cleaned_data["scopes"]
        return [Scope(value) for value in chosen]
