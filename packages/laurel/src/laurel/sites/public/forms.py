"""What a visitor may hand in to be verified."""

import re
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from laurel.sites.public.uploads import MOST_AT_ONCE, HandedIn
from laurel.sites.ui.text import clean as shown

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


class Files(forms.FileInput):
    """A control that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """The files that were chosen, if any, each as a single one would be."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> list["UploadedFile[bytes]"]:
        """All of them; none is an empty list."""
        given = data if isinstance(data, list) else [data]
        return [super(FilesField, self).clean(each, initial) for each in given if each]


class VerifyForm(forms.Form):
    """Badges as files, links, JSON or JWT: one, or up to two hundred."""

    badge = FilesField(
        label="Choose files",
        required=False,
        allow_empty_file=True,
        widget=Files(
            attrs={"accept": ".png,.svg,.json,.jsonld,.jwt,.txt,.pdf,.jpg,.jpeg,.webp"}
        ),
    )
    text = forms.CharField(
        label="Or paste links, one in a line, or a badge’s text",
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

    recipient = forms.EmailField(
        label="E-mail address of the person",
        required=False,
        max_length=MAX_ADDRESS,
        help_text="We say of each badge whether it was issued to this address, and forget it.",
        error_messages={
            "invalid": "This is no e-mail address. It looks like ada@college.example.",
            "max_length": "This is longer than e-mail addresses are.",
        },
        widget=UnshownEmail(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        """What there is to check, as `items`, each in a form that can be a badge.

        Raises:
            ValidationError: nothing, too many things, or text that is no badge.
        """
        cleaned = super().clean() or {}
        files: list[UploadedFile[bytes]] = cleaned.get("badge") or []
        text = str(cleaned.get("text") or "").strip()
        if self.errors:
            return cleaned
        pasted = self._of_text(text) if text else []
        number = len(files) + len(pasted)
        if number > MOST_AT_ONCE:
            raise forms.ValidationError(
                f"These are {number} badges. We check up to {MOST_AT_ONCE} at once: send them in"
                " two or more parts."
            )
        if not number and not self.errors:
            raise forms.ValidationError(
                "There is nothing to check yet. Choose a badge file, or paste a link."
            )
        chosen = [HandedIn(data=file.read(), name=shown(file.name)) for file in files]
        cleaned["items"] = [*chosen, *pasted]
        return cleaned

    def _of_text(self, text: str) -> list[HandedIn]:
        """The links to follow, or the document to read."""
        if text.startswith("{"):
            return [HandedIn(data=text.encode())]
        joined = "".join(text.split())  # a token that a mail program broke into lines
        if _JWT.fullmatch(joined) and not _is_link(text.split(maxsplit=1)[0]):
            return [HandedIn(data=joined.encode())]
        lines = [line for line in map(str.strip, text.splitlines()) if line]
        return [
            found
            for number, line in enumerate(lines, start=1)
            if (found := self._of_line(line, number if len(lines) > 1 else 0))
        ]

    def _of_line(self, line: str, number: int) -> HandedIn | None:
        """A link or a token in a line of its own; the number is for telling where."""
        where = f"Line {number}: " if number else ""
        if len(line) <= MAX_LINK and _is_link(line):
            link = line if "://" in line else f"https://{line}"
            return HandedIn(link=link, name=shown(link))
        if _JWT.fullmatch(line):
            return HandedIn(data=line.encode(), name=f"Line {number}" if number else "")
        if len(line) > MAX_LINK and line.lower().startswith("http"):
            said = "This link is longer than links to badges are."
        else:
            said = (
                "This is neither a link, nor a badge’s JSON, nor a signed token (JWT)."
                " A link begins with https://, JSON with a curly bracket."
            )
        if not self.errors:  # the first wrong line is enough to go on with
            self.add_error("text", where + said)
        return None


def _is_link(text: str) -> bool:
    return bool(
        re.match(r"https?://\S+$", text, re.IGNORECASE) or _BARE_LINK.fullmatch(text)
    )


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
