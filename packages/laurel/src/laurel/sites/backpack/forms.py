"""What somebody may bring into their backpack."""

from typing import Any

from django import forms

from laurel.sites.public.forms import VerifyForm
from laurel.sites.public.uploads import MAX_BYTES


class BringForm(VerifyForm):
    """A badge of any issuer: as a picture or file, or as a link, JSON or JWT."""

    def clean_badge(self) -> Any:
        """The file.

        Raises:
            ValidationError: it is larger than a badge can be.
        """
        file = self.cleaned_data.get("badge")
        if file and file.size > MAX_BYTES:
            most = MAX_BYTES // 1024 // 1024
            raise forms.ValidationError(
                f"This file has more than {most} MB, which is more than a badge can have."
            )
        return file
