"""What a visitor may hand in to be verified."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

# A pasted document; larger ones can be sent as a file.
MAX_TEXT = 1024 * 1024
MAX_LINK = 2_048
MAX_ADDRESS = 254  # RFC 5321: no path to a mailbox is longer

_JWT = re.compile(r"[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]{4,}\.[A-Za-z0-9_-]*")
_BARE_LINK = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d+)?/\S*")


class UnshownEmail(forms.EmailInput):
    """A field that is never filled in: what was typed before stands in no page."""

    def format_value(self, value: Any) -> None:
        """Nothing, whatever was typed."""


class VerifyForm(forms.Form):
    """A badge as a file, or as a link, JSON or JWT."""

    badge = forms.FileField(
        label="Choose a file",
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".png,.svg,.json,.jsonld,.jwt,.txt"}),
    )
    text = forms.CharField(
        label="Or paste a link or the badge’s text",
        required=False,
        max_length=MAX_TEXT,
        widget=forms.Textarea(
            attrs={
                "rows": 1,
                "placeholder": "https://",
                "autocomplete": "off",
                "spellcheck": "false",
                "class": "grows",
            }
        ),
        error_messages={
            "max_length": "This text is longer than a badge can be. Save it as a file"
            " and choose the file instead."
        },
    )

    def clean(self) -> dict[str, Any]:
        """Exactly one thing to check, and in a form that can be one.

        Raises:
            ValidationError: nothing, two things at once, or text that is no badge.
        """
        cleaned = super().clean() or {}
        file: UploadedFile[bytes] | None = cleaned.get("badge")
        text = str(cleaned.get("text") or "").strip()
        if self.errors:
            return cleaned
        if file and text:
            raise forms.ValidationError(
                "That is two things at once. Choose a file or paste a text, not both."
            )
        if not file and not text:
            raise forms.ValidationError(
                "There is nothing to check yet. Choose a badge file, or paste a link."
            )
        if text:
            cleaned["link"], cleaned["data"] = self._of_text(text)
        elif file:
            cleaned["data"] = file.read()
        return cleaned

    def _of_text(self, text: str) -> tuple[str, bytes]:
        """The link to follow, or the document to read."""
        if text.startswith("{"):
            return "", text.encode()
        if re.match(r"https?://\S+$", text, re.IGNORECASE) or _BARE_LINK.fullmatch(
            text
        ):
            return self._link(text), b""
        joined = "".join(text.split())  # a token that a mail program broke into lines
        if _JWT.fullmatch(joined):
            return "", joined.encode()
        self.add_error(
            "text",
            "This is neither a link, nor a badge’s JSON, nor a signed token (JWT)."
            " A link begins with https://, JSON with a curly bracket.",
        )
        return "", b""

    def _link(self, text: str) -> str:
        if len(text) > MAX_LINK:
            self.add_error("text", "This link is longer than links to badges are.")
        return text if "://" in text else f"https://{text}"


class RecipientForm(forms.Form):
    """The address of somebody who says that a badge is theirs. It is never shown again."""

    address = forms.EmailField(
        label="E-mail address of the person",
        max_length=MAX_ADDRESS,
        help_text="We compare it with the badge, tell you whether it matches, and forget it.",
        error_messages={
            "required": "Type the address that the person gave you.",
            "invalid": "This is no e-mail address. It looks like ada@college.example.",
            "max_length": "This is longer than e-mail addresses are.",
        },
        widget=UnshownEmail(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class DuplicateForm(forms.Form):
    """That somebody has a badge twice: the other one's link, and what they say to it."""

    link = forms.CharField(
        label="Link of the other badge",
        required=False,
        max_length=MAX_LINK,
        help_text="If you have it: it stands in the other mail. Without it we look for it.",
        error_messages={"max_length": "This link is longer than links to badges are."},
        widget=forms.TextInput(
            attrs={"inputmode": "url", "placeholder": "https://", "autocomplete": "off"}
        ),
    )
    words = forms.CharField(
        label="What should we know?",
        required=False,
        max_length=1_000,
        help_text="For example which one is right. The issuer’s staff reads it.",
        error_messages={"max_length": "That is too long. 1,000 characters are enough."},
        widget=forms.Textarea(attrs={"rows": 4}),
    )
