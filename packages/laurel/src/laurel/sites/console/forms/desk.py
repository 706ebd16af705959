"""The forms of the help desk: its filters, and an answer."""

from django import forms

from laurel.sites.console import tickets
from laurel.sites.console.forms import fields

MAX_ANSWER = 5_000  # as much as the asker may write


class FilterForm(forms.Form):
    """What is asked for, and whose turn it is; each may be left open."""

    kind = forms.ChoiceField(
        label="About",
        required=False,
        choices=[("", "Anything"), *((k.value, w) for k, w in tickets.KINDS.items())],
    )
    state = forms.ChoiceField(
        label="Is",
        required=False,
        choices=[("", "All"), *((s.value, w) for s, w in tickets.STATES.items())],
    )


class AnswerForm(forms.Form):
    """Words for whoever asked. A yes needs none: the badge itself says it."""

    text = fields.Lines(
        label="Your answer",
        longest=MAX_ANSWER,
        rows=6,
        missing="Write a sentence or two: the answer goes out by mail.",
        help_text="It goes to them by mail, in the issuer’s name.",
    )

    def __init__(self, *args: object, words_needed: bool = True) -> None:
        super().__init__(*args)  # type: ignore[arg-type]  # the data, or nothing
        self.fields["text"].required = words_needed
