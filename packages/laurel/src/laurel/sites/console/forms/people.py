"""Forms about who belongs to an organisation."""

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
