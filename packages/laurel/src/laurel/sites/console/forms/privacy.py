"""Forms about taking a person out."""

from typing import Any, Final

from django import forms

from laurel.privacy.types import Ground
from laurel.sites.console.forms import fields

GROUNDS: Final = {
    Ground.THEY_ASKED: fields.Choice("They asked us to", "In whatever words"),
    Ground.NO_REASON_LEFT: fields.Choice(
        "No reason is left to keep it", "The time for keeping it is over"
    ),
    Ground.NEVER_ALLOWED: fields.Choice(
        "We should never have kept it", "Wrong person, no consent"
    ),
    Ground.ORDERED: fields.Choice("It was ordered", "By a court or an authority"),
}


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
        choices=[(ground.value, words) for ground, words in GROUNDS.items()],
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
