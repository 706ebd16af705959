"""The form of a programme."""

from django import forms

from laurel.sites.console.forms import fields


class ProgramForm(forms.Form):
    """What belongs together, and who answers for it."""

    name = fields.Line(
        label="Name",
        missing="Write what the programme is called.",
        help_text="As people know it: Applied Data Analytics Certificate.",
    )
    summary = fields.Lines(
        label="What it is",
        required=False,
        longest=fields.MAX_SENTENCE,
        rows=2,
        help_text="One sentence for somebody who looks for a course.",
    )
    url = fields.WebAddress(
        label="Its page",
        required=False,
        help_text="Pages of your other badges can lead there.",
    )
    contact_name = fields.Line(
        label="Who answers",
        required=False,
        help_text="A person or a team: the training team.",
    )
    contact_email = fields.Email(
        label="Contact address",
        required=False,
        help_text="On its badges’ pages and in their mails instead of the issuer’s. "
        "Without one the issuer answers.",
    )
    is_listed = forms.BooleanField(
        label="Show it among our other programmes",
        required=False,
        initial=True,
        help_text="Where the issuer lets its pages lead to them. It needs a page.",
    )
    achievements = forms.MultipleChoiceField(
        label="What is earned in it",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="A badge belongs to one programme; chosen here, it moves here.",
        error_messages={
            "invalid_choice": "One of these badges is not here any more. Choose again."
        },
    )
