"""What people may ask the help desk. How long and of what a text may be, the desk itself says."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from laurel.desk.types import Kind
from laurel.foundation import clock
from laurel.foundation.errors import Refused

QUICKEST = 2  # seconds; nobody reads and fills a form faster
OLDEST = 24 * 3600  # a form that was opened yesterday is opened anew
_SALT = "laurel.desk.form"

Data = Mapping[str, Any]


class GuardedForm(forms.Form):
    """A form for everybody, with two guards against programs that fill in every form.

    A field that people do not see has to stay empty; and a form that comes back within two
    seconds is shown once more, with everything typed kept.
    """

    website = forms.CharField(
        label="Leave this empty",
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data, initial={"opened": stamp()})

    def clean_website(self) -> str:
        """Nothing, or it was no person."""
        if self.cleaned_data["website"]:
            raise ValidationError("Please leave this field empty and send it again.")
        return ""

    def clean(self) -> dict[str, Any]:
        """Opened a while ago, and not yesterday."""
        cleaned = super().clean() or self.cleaned_data
        age = _age(str(cleaned.get("opened", "")))
        if age is None or age > OLDEST:
            # With a new stamp, so that pressing the button again is enough.
            self.data = {**self.data.dict(), "opened": stamp()}  # type: ignore[attr-defined]
            self.add_error(
                None, "This page was open for a long time. Press the button once more."
            )
        elif age < QUICKEST:
            self.add_error(
                None, "That was very quick. Look at it and press the button once more."
            )
        return cleaned

    def sent(self, send: Callable[[], object]) -> bool:
        """Send what was asked; whether the desk took it, else the form says why not."""
        try:
            send()
        except Refused as refusal:
            self.refused(refusal)
            return False
        return True

    def refused(self, refusal: Refused) -> None:
        """Put what the desk says beside its field."""
        known = refusal.field in self.fields
        self.add_error(refusal.field if known else None, refusal.message)


class _TextForm(GuardedForm):
    text = forms.CharField(
        label="What is the matter?",
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={"required": "Write a sentence or two."},
    )


class ReviewForm(_TextForm):
    """Why a badge should count after all, and who says so."""

    name = forms.CharField(
        label="Your name",
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    email = forms.CharField(
        label="Your e-mail address",
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        help_text="The answer goes there.",
        error_messages={"required": "Write the address that the answer shall go to."},
    )
    field_order: tuple[str, ...] = ("text", "name", "email")

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["text"].label = "Why do you believe that it should count?"


class QuestionForm(ReviewForm):
    """A question, and who asks."""

    kind = forms.ChoiceField(
        label="What is it about?",
        widget=forms.RadioSelect,
        choices=[
            (Kind.ACCESS.value, "I can’t get my badge"),
            (Kind.OTHER.value, "Something else"),
        ],
        error_messages={"required": "Choose one of the two."},
    )
    field_order = ("kind", "text", "name", "email")

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        text, email = self.fields["text"], self.fields["email"]
        text.label = "What is the matter?"
        text.help_text = "What you tried, and what happened then."
        email.help_text = (
            "The answer goes there. If mails do not arrive, give another address."
        )


class NameForm(GuardedForm):
    """Another name for a badge."""

    name_wanted = forms.CharField(
        label="The name as it should be",
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        error_messages={"required": "Write the name as it should be."},
    )
    text = forms.CharField(
        label="Is there something to say about it?",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text="A typing mistake, a marriage, a new name: a word is enough.",
    )
    field_order = ("name_wanted", "text")


class FindForm(GuardedForm):
    """The address that badges were sent to."""

    email = forms.EmailField(
        label="The e-mail address that your badge was sent to",
        max_length=254,
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
        help_text="We send a mail there with a link to each badge.",
        error_messages={
            "required": "Type the address.",
            "invalid": "This is not an e-mail address. It looks like ada@college.example.",
            "max_length": "This is longer than e-mail addresses are.",
        },
    )
    field_order = ("email",)


class NotMineForm(_TextForm):
    """That a badge came to the wrong person."""

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["text"].label = "Is there something to say about it?"
        self.fields["text"].required = False
        self.fields["text"].widget.attrs["rows"] = 3


class WriteForm(_TextForm):
    """One more message, by somebody who holds the link."""

    def __init__(self, data: Data | None = None) -> None:
        super().__init__(data)
        self.fields["text"].label = "Your message"


def stamp() -> str:
    """The present moment, so that nobody else can write it."""
    return _signer().sign(str(_now()))


def _age(given: str) -> int | None:
    """The seconds since a stamp; None: it is none of ours."""
    try:
        return _now() - int(_signer().unsign(given))
    except (signing.BadSignature, ValueError):
        return None


def _now() -> int:
    return int(clock.now().timestamp())


def _signer() -> signing.Signer:
    return signing.Signer(salt=_SALT)
