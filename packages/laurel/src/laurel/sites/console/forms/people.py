"""Forms about who belongs to an organisation."""

from collections.abc import Sequence
from typing import Any

from django import forms

from laurel.sites.console import roles
from laurel.sites.console.forms import fields


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(
        label="Role",
        choices=roles.CHOICES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a role.",
            "invalid_choice": "Choose one of these roles.",
        },
    )


class RightForm(forms.Form):
    """A right to one badge for a member."""

    member = forms.ChoiceField(
        label="Who",
        error_messages={
            "required": "Choose somebody.",
            "invalid_choice": "Choose one of these people.",
        },
    )
    role = forms.ChoiceField(
        label="What",
        choices=roles.CHOICES_FOR_ONE,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what they may do.",
            "invalid_choice": "Choose one of these.",
        },
    )

    def __init__(
        self, *args: Any, people: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].choices = [("", "Choose…"), *people]  # type: ignore[attr-defined]  # a ChoiceField


class InvitationForm(RoleForm):
    """An address, and what its owner may do once they accept."""

    email = fields.Email(
        label="E-mail address",
        missing="Write the address to invite.",
        help_text="The invitation is sent there, and only this address can accept it.",
    )
    email.widget.attrs["autocomplete"] = "off"
    field_order = ("email", "role")


class JoinForm(forms.Form):
    """What colleagues call somebody who has given no name so far."""

    your_name = fields.Line(
        label="Your name",
        missing="Write your name.",
        help_text="Your colleagues see it beside what you do here.",
    )
    your_name.widget.attrs["autocomplete"] = "name"
