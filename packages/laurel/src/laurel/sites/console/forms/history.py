"""The filters of the log."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laurel.sites.console.forms import fields

SYSTEM = "system"  # beside the ids of people: what Laurel did by itself
FIRST_YEAR, LAST_YEAR = 2000, 2200  # outside of it, somebody slipped on the keyboard
ANYBODY = ("", "Anybody")
ANYTHING = ("", "Anything")


class HistoryForm(forms.Form):
    """Who, what and when; each may be left open."""

    who = forms.ChoiceField(label="Who", required=False)
    what = forms.ChoiceField(label="What", required=False)
    since = fields.Day(label="From", required=False)
    until = fields.Day(label="To", required=False)

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[str, str]],
        kinds: Iterable[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("who", [ANYBODY, *people]),
            ("what", [ANYTHING, *kinds]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101  # for the type checker
            field.choices = choices
            field.error_messages["invalid_choice"] = "Choose one of the list."

    def clean(self) -> dict[str, Any]:
        """The days are of our time, and in order."""
        data = super().clean() or self.cleaned_data
        for name in ("since", "until"):
            day = data.get(name)
            if day and not FIRST_YEAR <= day.year <= LAST_YEAR:
                message = "This day cannot be right. Check the year."
                self.add_error(name, ValidationError(message, code="year"))
        since, until = data.get("since"), data.get("until")
        if since and until and until < since:
            message = "This is before the first day."
            self.add_error("until", ValidationError(message, code="order"))
        return data

    @property
    def account_id(self) -> uuid.UUID | None:
        """The person that was chosen, if one was."""
        who = self.cleaned_data.get("who")
        return uuid.UUID(who) if who and who != SYSTEM else None

    @property
    def system_only(self) -> bool:
        """Whether only what Laurel did by itself is wanted."""
        return self.cleaned_data.get("who") == SYSTEM

    def day(self, name: str) -> dt.date | None:
        """A day that was given."""
        found: dt.date | None = self.cleaned_data.get(name)
        return found
