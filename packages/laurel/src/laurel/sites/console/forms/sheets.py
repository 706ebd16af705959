"""Many badges at once: the form that brings a table, and the checks of each of its rows."""

import datetime as dt
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from laurel.achievements.types import Validity
from laurel.foundation import tables
from laurel.foundation.errors import Refused
from laurel.sites.console.forms import fields

MAX_TAGS = 30
MAX_TAG = 60
MAX_MONTHS, MAX_DAYS = 1_200, 36_500
MAX_PASTED = 2_000_000  # characters; what is longer is a file

_BETWEEN_TAGS = re.compile(r"[,;\n]")


class TableFile(forms.FileField):
    """An uploaded table as bytes and name, or None. What it holds is judged by the reader."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"accept": ".csv,.tsv,.txt,.xlsx,text/csv"}
        super().__init__(
            required=False,
            widget=forms.FileInput(attrs=attrs),
            allow_empty_file=True,
            error_messages={"invalid": "The file did not arrive. Choose it again."},
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> tuple[bytes, str] | None:
        """The bytes, after the size was looked at, and the file's name."""
        upload: UploadedFile[bytes] | None = super().clean(data, initial)
        if upload is None:
            return None
        if (upload.size or 0) > tables.MAX_BYTES:
            megabytes = tables.MAX_BYTES // 1024 // 1024
            message = f"This file has more than {megabytes} MB. Send it in parts."
            raise ValidationError(message, code="size")
        return upload.read(), upload.name or ""


class TableForm(forms.Form):
    """A table, pasted or as a file; once it is clean, `table` and `name` are there."""

    table: tables.Table
    name: str

    text = forms.CharField(
        label="Paste it here",
        required=False,
        strip=False,
        max_length=MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
        help_text="Copy the cells in your spreadsheet, the titles of the columns too.",
        error_messages={"max_length": "This is too long to paste. Send it as a file."},
    )
    file = TableFile(label="Or choose a file", help_text="XLSX or CSV, up to 10 MB.")

    def clean(self) -> dict[str, Any]:
        """One of the two, and readable."""
        data = super().clean() or self.cleaned_data
        text, file = (data.get("text") or "").strip("\r\n"), data.get("file")
        if self.errors:
            return data
        if not file and not text.strip():
            self.add_error("text", "Paste a table here, or choose a file.")
            return data
        if file and text.strip():
            self.add_error("file", "There is a pasted table, too. Send one of the two.")
            return data
        content: bytes
        content, self.name = file or (text.encode("utf-8", "replace"), "")
        try:
            self.table = tables.read(content, name=self.name)
        except Refused as refused:
            self.add_error("file" if file else "text", refused.message)
        return data


class RowForm(forms.Form):
    """One badge as a row says it: the same rules as where one badge is defined."""

    title = fields.Line(missing="Write what the badge is called.")
    description = fields.Lines(
        missing="Write what somebody with this badge can do.",
        longest=fields.MAX_SENTENCE,
    )
    criteria = fields.Lines(missing="Write at least one thing that a person does.")
    skills = fields.NamedLinks(name_needed=True, required=False)
    tags = fields.Lines(required=False, longest=MAX_TAGS * (MAX_TAG + 2))
    validity = fields.Line(required=False)

    def __init__(
        self, *args: Any, today: dt.date, order: tables.Order | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self._order = order  # of the days in this column

    def clean_tags(self) -> tuple[str, ...]:
        """The tags, one by one: between commas, semicolons or line ends."""
        parts = (
            part.strip() for part in _BETWEEN_TAGS.split(self.cleaned_data["tags"])
        )
        found = tuple(dict.fromkeys(part for part in parts if part))
        if len(found) > MAX_TAGS:
            raise ValidationError(f"There are {len(found)} tags; {MAX_TAGS} fit.")
        for tag in found:
            if len(tag) > MAX_TAG:
                message = f"“{tag[:20]}…” is {len(tag)} characters long; {MAX_TAG} fit."
                raise ValidationError(message)
        return found

    def clean_validity(self) -> Validity:
        """For ever, for a period, or until a day."""
        text: str = self.cleaned_data["validity"]
        if (period := tables.period(text)) is not None:
            if period.months > MAX_MONTHS or period.days > MAX_DAYS:
                raise ValidationError("A period has at most a hundred years.")
            return Validity(months=period.months, days=period.days)
        try:
            day = tables.date(text, self._order)
        except tables.AmbiguousDate as error:
            raise ValidationError(error.message) from error
        except tables.NoDate as error:
            message = "This is no period and no day. Write 24 months, or 2027-12-31."
            raise ValidationError(message) from error
        if day < self._today:
            raise ValidationError("This day is over. Write a later one, or a period.")
        return Validity(on=day)
