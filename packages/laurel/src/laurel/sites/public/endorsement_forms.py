"""What earners and endorsers type. How long and of what a text may be, the app itself says."""

from django import forms

from laurel.foundation.errors import Refused


class _RefusableForm(forms.Form):
    def refused(self, refusal: Refused) -> None:
        """Put what the app says beside its field."""
        known = refusal.field in self.fields
        self.add_error(refusal.field if known else None, refusal.message)


class AskForm(_RefusableForm):
    """Whom an earner asks, and in which words."""

    email = forms.CharField(
        label="Their e-mail address",
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text="Somebody who saw what you did: a colleague, a teacher, an employer.",
        error_messages={"required": "Type the address of the person whom you ask."},
    )
    words = forms.CharField(
        label="What would you like to say to them?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
        help_text="It stands in the mail as yours. No links and no addresses.",
    )


class WriteForm(_RefusableForm):
    """What an endorser says, and who they are."""

    comment = forms.CharField(
        label="Your endorsement",
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        help_text="What you saw yourself, in a few sentences. No links.",
        error_messages={"required": "Write a sentence or two."},
    )
    name = forms.CharField(
        label="Your name",
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        error_messages={"required": "Write your name."},
    )
    role = forms.CharField(
        label="Your role",
        widget=forms.TextInput(
            attrs={"dir": "auto", "autocomplete": "organization-title"}
        ),
        help_text="As what you speak: “Head of Compilers”, “Her teacher in 2025”.",
        error_messages={"required": "Write as what you speak: your role, your job."},
    )
    works_at = forms.CharField(
        label="Your organisation",
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "organization"}),
    )


class CodeForm(_RefusableForm):
    """The code from the mail."""

    code = forms.CharField(
        label="The code from the mail",
        widget=forms.TextInput(
            attrs={
                "dir": "ltr",
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "code",
            }
        ),
        error_messages={"required": "Type the six digits from the mail."},
    )
