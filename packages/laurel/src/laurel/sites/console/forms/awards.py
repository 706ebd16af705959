"""The forms that award a badge, correct one and take one back."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laurel.achievements.types import NEVER, Validity
from laurel.notifications.types import LANGUAGES
from laurel.sites.console.forms import fields


class _FactsForm(forms.Form):
    """What an award says of one person."""

    recipient_name = fields.Line(
        label="Name",
        missing="Write the name of the person.",
        help_text="As it shall stand on the badge.",
    )
    recipient_email = fields.Email(
        label="E-mail address",
        missing="Write the address that the badge is sent to.",
        help_text="The badge is sent there. It is never shown in the open.",
    )
    narrative = fields.Lines(
        label="What this person did",
        required=False,
        rows=4,
        help_text="Shown on the badge page. Two sentences are enough. Markdown works.",
    )
    evidence = fields.NamedLinks(
        label="Evidence",
        name_needed=False,
        required=False,
        rows=2,
        help_text="One link on each line, with or without a name: "
        "Report | https://college.example/report.pdf",
    )
    issued_on = fields.Day(label="Awarded on")
    expires_on = fields.Day(label="Expires on", required=False)

    def __init__(
        self, *args: Any, today: dt.date, validity: Validity = NEVER, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["expires_on"].help_text = (
            "Empty: it never expires."
            if validity == NEVER
            else f"Empty: as the badge says, {validity} from that day."
            if validity.on is None
            else f"Empty: as the badge says, {validity}."
        )

    def clean_issued_on(self) -> dt.date:
        """A day that has come and is not a slip of the keyboard."""
        day: dt.date = self.cleaned_data["issued_on"]
        if day > self.today:
            message = f"{in_words(day)} has not come yet. Choose today or a day before."
            raise ValidationError(message, code="future")
        if day < fields.long_ago():
            message = f"{in_words(day)} cannot be right. Check the year."
            raise ValidationError(message, code="past")
        return day

    def clean(self) -> dict[str, Any]:
        """The expiry is after the award."""
        data = super().clean() or self.cleaned_data
        issued, expires = data.get("issued_on"), data.get("expires_on")
        if expires and issued and expires <= issued:
            message = f"It would expire before it is awarded on {in_words(issued)}."
            self.add_error("expires_on", ValidationError(message, code="order"))
        elif expires and expires.year > self.today.year + 100:
            message = "That is more than a hundred years away. Check the year."
            self.add_error("expires_on", ValidationError(message, code="future"))
        return data


class AwardForm(_FactsForm):
    """One badge for one person.

    The key is made when the empty form is shown and travels with it, so that a second click,
    a reload or a retry after a lost answer is the same award and not another one.
    """

    language = forms.ChoiceField(
        label="Language of the mail",
        required=False,
        choices=(("", "As the issuer writes"), *LANGUAGES.items()),
        help_text="Where there are no words in it, the mail comes as the issuer writes.",
        error_messages={"invalid_choice": "Choose a language from the list."},
    )
    waiver = fields.Lines(
        label="Award it all the same, because",
        required=False,
        rows=2,
        longest=2000,
        help_text="Kept with the award and in the history, with your name. For the staff alone.",
    )
    idempotency_key = forms.UUIDField(widget=forms.HiddenInput)
    asks_waiver = (
        False  # True: something is missing, and whoever is here may pass by it
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        initial = {"issued_on": today, "idempotency_key": uuid.uuid4()}
        kwargs["initial"] = initial | (kwargs.get("initial") or {})
        super().__init__(*args, today=today, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The expiry is not already over."""
        data = super().clean()
        expires = data.get("expires_on")
        if expires and expires <= self.today:
            message = f"{in_words(expires)} is over: the badge would arrive expired."
            self.add_error("expires_on", ValidationError(message, code="past"))
        return data


class EquivalentForm(forms.Form):
    """Something else of one person that counts as what a badge asks for."""

    learner_name = fields.Line(label="Name", missing="Write the name of the person.")
    learner_email = fields.Email(
        label="E-mail address", missing="Write the address that the badge goes to."
    )
    asked = forms.ChoiceField(
        label="It counts as",
        error_messages={
            "required": "Choose what it counts as.",
            "invalid_choice": "Choose one of these.",
        },
    )
    note = fields.Lines(
        label="What is accepted, and why",
        missing="Say what is accepted, and why.",
        rows=3,
        longest=2000,
        help_text="For your colleagues: it stands beside the decision. The badge says only that"
        " an equivalent was accepted.",
    )

    def __init__(
        self, *args: Any, asked: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["asked"].choices = [("", "Choose…"), *asked]  # type: ignore[attr-defined]  # a ChoiceField


class CorrectionForm(_FactsForm):
    """What an award shall say instead; `seen` is the edition that was looked at."""

    newest_version = forms.BooleanField(
        label="Take the newest version of the badge", required=False
    )
    reason = fields.Lines(
        label="Why",
        required=False,
        rows=2,
        longest=2000,
        help_text="For your colleagues. Stays in the console.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class SuspensionForm(forms.Form):
    """Why a badge does not count for now: the words for the public, and a private note."""

    public_wording = fields.Line(
        label="What the public will read",
        missing="Write one sentence for the public.",
        longest=fields.MAX_SENTENCE,
        help_text="One sentence on the badge page, for whoever checks it. No personal details.",
    )
    private_note = fields.Lines(
        label="Note for your colleagues",
        required=False,
        rows=3,
        longest=2000,
        help_text="Stays in the console.",
    )


class ReinstatementForm(forms.Form):
    """A private note on why a badge counts again; `seen` is the edition that was looked at."""

    note = fields.Lines(
        label="Note for your colleagues",
        required=False,
        rows=3,
        longest=2000,
        help_text="Stays in the console.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class RevocationForm(SuspensionForm):
    """Why a badge is taken back: a reason beside the words."""

    reason = forms.ChoiceField(label="Reason", widget=forms.RadioSelect)
    field_order = ("reason", "public_wording", "private_note")

    def __init__(
        self, *args: Any, reasons: Iterable[tuple[str, fields.Choice]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)  # noqa: S101  # for the type checker
        reason.choices = list(reasons)
        reason.error_messages["required"] = "Choose a reason."


def in_words(day: dt.date) -> str:
    """A day as people say it: 21 November 2026."""
    return f"{day.day} {day:%B %Y}"
