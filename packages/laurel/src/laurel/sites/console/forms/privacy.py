"""Forms about taking a person out."""

from typing import Any, Final

from django import forms

from laurel.privacy.types import Ground
from laurel.sites.console.forms import fields

GROUNDS: Final = (
    (Ground.THEY_ASKED.value, "They asked us to"),
    (Ground.NO_REASON_LEFT.value, "We have no reason left to keep it"),
    (Ground.NEVER_ALLOWED.value, "We should never have kept it"),
    (Ground.ORDERED.value, "A court or an authority ordered it"),
)


class EraseForm(forms.Form):
    """Who shall be taken out, and why."""

    address = fields.Email(
        label="E-mail address",
        missing="Write the person’s address.",
        help_text="As it stands in your record or on their badges.",
    )
    address.widget.attrs["autocomplete"] = "off"
    ground = forms.ChoiceField(
        label="Why",
        choices=GROUNDS,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose why.",
            "invalid_choice": "Choose one of these.",
        },
    )


class ReallyEraseForm(EraseForm):
    """The same, with the address typed once more."""

    again = fields.Email(
        label="The address once more",
        missing="Type the address once more.",
        help_text="Nothing brings the person back.",
    )
    again.widget.attrs["autocomplete"] = "off"

    def clean(self) -> dict[str, Any]:
        """Both are the same address."""
        data = super().clean() or self.cleaned_data
        again, address = data.get("again", ""), data.get("address", "")
        if again and again.strip().lower() != address.strip().lower():
            self.add_error("again", "This is another address than the one above.")
        return data
