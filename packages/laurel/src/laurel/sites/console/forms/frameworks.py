"""The form that imports a framework."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from laurel.sites.console.forms import fields

MAX_BYTES = 20 * 1024 * 1024  # as much as the import takes


class FrameworkFile(forms.FileField):
    """The uploaded file as bytes and name."""

    def clean(self, data: Any, initial: Any = None) -> tuple[bytes, str]:
        """The bytes, after the size was looked at."""
        upload: UploadedFile[bytes] = super().clean(data, initial)
        if (upload.size or 0) > MAX_BYTES:
            megabytes = MAX_BYTES // 1024 // 1024
            message = f"This file has more than {megabytes} MB."
            raise ValidationError(message, code="size")
        return upload.read(), upload.name or ""


class FrameworkForm(forms.Form):
    """A file, and what its framework is called."""

    file = FrameworkFile(
        label="File",
        help_text="A CASE package (.json), the skills of ESCO (skills_en.csv), or a table with "
        "a column of names and one of web addresses. Up to 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".json,.csv,.tsv,.txt,.xlsx"}),
        allow_empty_file=True,
        error_messages={
            "required": "Choose a file.",
            "invalid": "The file did not arrive. Choose it again.",
        },
    )
    name = fields.Line(
        label="Name",
        required=False,
        help_text="Only if it should not be called what the file calls it.",
    )
