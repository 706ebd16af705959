"""The forms about endorsements: asking, giving, and why one is not shown."""

from django import forms

from laurel.endorsements.types import State
from laurel.sites.console.forms import fields

MAX_COMMENT, MAX_WORDS, MAX_REASON = 2_000, 1_000, 500  # as the app has them

STATES = {
    State.WAITING: "Waits for you",
    State.WRITTEN: "To be accepted",
    State.SHOWN: "Shown",
    State.HIDDEN: "Hidden",
    State.DECLINED: "Declined",
    State.ENDED: "Taken back",
}


class FilterForm(forms.Form):
    """How far they are; may be left open."""

    state = forms.ChoiceField(
        label="Is",
        required=False,
        choices=[("", "All"), *((s.value, w) for s, w in STATES.items())],
    )


class AskForm(forms.Form):
    """Somebody who is asked to endorse a badge or an issuer."""

    about = forms.ChoiceField(
        label="What shall they endorse?",
        error_messages={
            "required": "Choose a badge or an issuer.",
            "invalid_choice": "This is not here any more. Choose again.",
        },
    )
    email = fields.Email(label="Their e-mail address", missing="Type their address.")
    words = fields.Lines(
        label="What would you like to say to them?",
        required=False,
        longest=MAX_WORDS,
        rows=4,
        help_text="It stands in the mail. No links and no addresses.",
    )


class GiveForm(forms.Form):
    """What one's own issuer says of somebody else's badge or issuer."""

    link = fields.Line(
        label="Its page",
        missing="Paste the link of the badge’s or the issuer’s page.",
        help_text="The page on this site of a badge that others award, or of an issuer.",
    )
    issuer = forms.ChoiceField(
        label="In whose name?",
        error_messages={
            "required": "Choose one of your issuers.",
            "invalid_choice": "Choose one of your issuers.",
        },
    )
    comment = fields.Lines(
        label="Your endorsement",
        longest=MAX_COMMENT,
        rows=6,
        missing="Write a sentence or two.",
        help_text="It is signed with the issuer’s key, and shown once they accept it. No links.",
    )


class ReasonForm(forms.Form):
    """Why an endorsement is not shown."""

    reason = fields.Lines(
        label="Why is it not shown?",
        longest=MAX_REASON,
        rows=2,
        missing="Say why. The earner and the endorser read it.",
        help_text="The earner and the endorser read it.",
    )
