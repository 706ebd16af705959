"""What somebody may bring into their backpack."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from laurel.sites.public.forms import VerifyForm
from laurel.sites.public.uploads import MAX_BYTES


class BringForm(VerifyForm):
    """One badge of any issuer: as a picture or file, or as a link, JSON or JWT."""

    badge = forms.FileField(  # type: ignore[assignment]  # one file instead of several
        label="Choose a file",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".png,.svg,.json,.jsonld,.jwt,.txt"}),
    )
    recipient = None  # type: ignore[assignment]  # whose it is, the proven addresses say

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Or paste a link or the badge’s text"

    def clean_badge(self) -> "list[UploadedFile[bytes]]":
        """The file, if there is one.

        Raises:
            ValidationError: it is larger than a badge can be.
        """
        file: UploadedFile[bytes] | None = self.cleaned_data.get("badge")
        if file and (file.size or 0) > MAX_BYTES:
            most = MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(
                f"This file has more than {most} MB, which is more than a badge can have."
            )
        return [file] if file else []

    def clean(self) -> dict[str, Any]:
        """The one badge, as `item`.

        Raises:
            ValidationError: nothing, several things, or text that is no badge.
        """
        cleaned = super().clean()
        found = cleaned.get("items", [])
        if len(found) > 1:
            raise forms.ValidationError(
                "These are several badges. Add them one after the other."
            )
        if found:
            cleaned["item"] = found[0]
        return cleaned
