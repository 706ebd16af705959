"""The forms of awarding many at once, and of the rule that a second person looks."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.template.defaultfilters import filesizeformat

from laurel.batches.types import Duplicates, When
from laurel.foundation import tables
from laurel.sites.console.forms import fields
from laurel.sites.console.forms.awards import in_words

FIRST_LINES = "Ada Lovelace\tada@college.example\nMary Anning\tmary@college.example"
MOST_COLUMNS = 200


class PeopleForm(forms.Form):
    """Who gets the badge: pasted, as a file, or everybody who has another badge."""

    text = forms.CharField(
        label="Paste from a spreadsheet",
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 9, "dir": "auto", "placeholder": FIRST_LINES}
        ),
        help_text="Names and e-mail addresses, with or without titles above them. Days, "
        "evidence and what each person did are taken along.",
    )
    file = forms.FileField(
        label="Or choose a file",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(
            attrs={
                "accept": ".csv,.tsv,.txt,.xlsx",
                "data-most-bytes": tables.MAX_BYTES,
            }
        ),
        help_text=f"CSV or Excel (.xlsx), up to {tables.MAX_ROWS:,} people.",
    )
    of = forms.ChoiceField(
        label="Or everybody who has",
        required=False,
        widget=forms.Select,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, others: Iterable[tuple[str, str]], **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"key": uuid4()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        listed = list(others)
        of = self.fields["of"]
        assert isinstance(of, forms.ChoiceField)  # noqa: S101 - for the type checker
        of.choices = [("", "choose a badge"), *listed]
        of.error_messages["invalid_choice"] = "Choose one of the badges."
        if not listed:
            del self.fields["of"]

    def clean_file(self) -> UploadedFile[bytes] | None:
        """A file that is not larger than what can be read."""
        file: UploadedFile[bytes] | None = self.cleaned_data["file"]
        if file is not None and (file.size or 0) > tables.MAX_BYTES:
            message = (
                f"This file has {filesizeformat(file.size or 0)}; at most "
                f"{filesizeformat(tables.MAX_BYTES)} can be read. Send it in parts."
            )
            raise ValidationError(message, code="size")
        return file

    def clean(self) -> dict[str, Any]:
        """Exactly one of the three."""
        data = super().clean() or self.cleaned_data
        if self.errors:
            return data
        given = [bool(data.get(name)) for name in ("text", "file", "of")]
        given[0] = bool((data.get("text") or "").strip())
        if not any(given):
            self.add_error("text", "Paste some rows, or choose a file.")
        elif sum(given) > 1:
            message = "Use one of the ways at a time: empty the others."
            self.add_error("text" if given[0] else "file", message)
        return data


class DecisionForm(forms.Form):
    """What happens to those who have it already, and when all of it goes."""

    duplicates = forms.ChoiceField(
        choices=[(each.value, each.value) for each in Duplicates],
        error_messages={"invalid_choice": "Choose one of the three."},
    )
    when = forms.ChoiceField(
        choices=[(each.value, each.value) for each in When],
        error_messages={"invalid_choice": "Choose when."},
    )
    at = forms.DateTimeField(
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
        error_messages={"invalid": "Write it as 2026-11-21 18:00."},
    )
    ready = forms.IntegerField(min_value=0, max_value=tables.MAX_ROWS)
    held = forms.IntegerField(min_value=0, max_value=tables.MAX_ROWS)

    def __init__(self, *args: Any, zone: ZoneInfo, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def clean_at(self) -> dt.datetime | None:
        """The moment at which the clocks of the issuer show this; of two, the first one."""
        typed: dt.datetime | None = self.cleaned_data["at"]
        if typed is None:
            return None
        shown = typed.replace(tzinfo=None)
        try:
            moment = shown.replace(tzinfo=self.zone).astimezone(dt.UTC)
        except OverflowError:  # the first and the last day of all calendars
            raise ValidationError("Check the year.", code="year") from None
        if moment.astimezone(self.zone).replace(tzinfo=None) != shown:
            message = (
                f"There is no {shown:%H:%M} on {in_words(shown)}: the clocks of "
                f"{self.zone.key.replace('_', ' ')} go forward. Choose an hour later."
            )
            raise ValidationError(message, code="skipped")
        return moment

    @property
    def expected(self) -> int:
        """How many people the page said will get the badge."""
        data = self.cleaned_data
        number: int = data["ready"]
        return (
            number if data["duplicates"] == Duplicates.SKIP else number + data["held"]
        )

    @property
    def moment(self) -> dt.datetime | None:
        """The moment that was asked for."""
        at: dt.datetime | None = self.cleaned_data.get("at")
        return at


class AddressForm(forms.Form):
    """Where the badge of one person is sent instead; `was` is the address that was looked at."""

    recipient_email = fields.Email(
        label="Right address", missing="Write the address that the badge is sent to."
    )
    was = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: "QueryDict | None" = None,
        *,
        number: int,
        initial: dict[str, str] | None = None,
    ) -> None:
        # One page has many of them.
        super().__init__(data, initial=initial, auto_id=f"id_row_{number}_%s")


class ColumnsForm(forms.Form):
    """Which column is what; one choice for each thing that is looked for."""

    WORDS = (
        ("name", "Name"),
        ("given_name", "or first name"),
        ("family_name", "and last name"),
        ("email", "E-mail address"),
        ("date", "Awarded on"),
        ("expires", "Expires on"),
        ("narrative", "What the person did"),
        ("evidence", "Evidence"),
    )

    def __init__(self, *args: Any, header: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "not in the table")]
        choices += [(str(n), title) for n, title in enumerate(header[:MOST_COLUMNS])]
        for name, word in self.WORDS:
            self.fields[name] = forms.ChoiceField(
                label=word,
                required=False,
                choices=choices,
                error_messages={"invalid_choice": "There is no such column."},
            )

    @property
    def columns(self) -> dict[str, int]:
        """Field → column, as far as one was chosen."""
        return {name: int(n) for name, n in self.cleaned_data.items() if n}


class SettingsForm(forms.Form):
    """What an organisation lets its staff do alone."""

    awards_need_approval = forms.BooleanField(
        label="A second person approves every award",
        required=False,
        help_text="Whoever may award can propose. Another person with that right looks at it "
        "and lets it go, or sends it back. Nobody approves their own.",
    )
