"""What is typed about renewals."""

from django import forms

from laurel.sites.console.forms import fields


class RenewalForm(forms.Form):
    """What the person did to have the badge renewed."""

    narrative = fields.Lines(
        label="What this person did",
        required=False,
        rows=4,
        longest=5000,
        help_text="It becomes part of the new badge. Leave it empty if there is nothing to say.",
    )
