"""Form fields that keep what was typed and say what is wrong with it.

Every text field refuses control characters (they vanish on screen and cut mail headers in
two) and has a length that fits where the text is shown. Lists are typed as lines: lines can
be pasted, need no script and are read well by screen readers. No `maxlength` is written
into the page, because browsers then cut a pasted text without saying so.
"""

import datetime as dt
import unicodedata
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import URLValidator
from django.template.defaultfilters import filesizeformat

MAX_NAME = 120  # longer names do not fit a badge, a mail subject or a page title
MAX_SENTENCE = 500  # what readers of badges show of a description before they cut
MAX_TEXT = 10_000  # criteria and narratives: about four printed pages
MAX_URL = 2000  # what browsers and mail programs carry unharmed
MAX_EMAIL = 254  # RFC 5321 §4.5.3.1.3, without the angle brackets
MAX_LINES = 20  # skills or pieces of evidence on one badge
MAX_IMAGE_BYTES = 5 * 1024 * 1024  # a badge is an icon: larger files are photographs

# They cannot be seen and make a name read as another one ("Trojan Source").
_DIRECTION_MARKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_SEPARATORS = frozenset("\u2028\u2029")
_LINE_ENDS = frozenset("\n\r\t")


def hidden_character(text: str, *, allowed: frozenset[str] = frozenset()) -> str | None:
    """What to say about the first character that cannot be seen, or None."""
    for position, character in enumerate(text, start=1):
        hidden = unicodedata.category(character) in {"Cc", "Cs"}
        hidden |= character in _DIRECTION_MARKS or character in _SEPARATORS
        if hidden and character not in allowed:
            return (
                f"There is a hidden character (U+{ord(character):04X}) at position "
                f"{position}. Remove it, or type the text anew."
            )
    return None


def web_address_problem(address: str) -> str | None:
    """What to say about an address that a browser cannot open, or None."""
    if len(address) > MAX_URL:
        return f"This address is {len(address):,} characters long; {MAX_URL:,} fit."
    try:
        URLValidator(schemes=["https", "http"])(address)
        urlsplit(address)
    except (ValidationError, ValueError):
        return "This is not a web address. It looks like https://college.example/page."
    return None


class Text(forms.CharField):
    """Text without hidden characters and of bounded length."""

    line_ends: frozenset[str] = frozenset()

    def __init__(
        self,
        *,
        longest: int,
        widget: forms.Widget,
        missing: str = "This is needed.",
        **kwargs: Any,
    ) -> None:
        kwargs["error_messages"] = {"required": missing}
        super().__init__(widget=widget, **kwargs)
        self.longest = longest
        # Ours names the character and its place; Django's knows only U+0000.
        self.validators = [v for v in self.validators if not _about_null(v)]

    def validate(self, value: str) -> None:
        """Length and characters, each with its own sentence."""
        super().validate(value)
        if problem := hidden_character(value, allowed=self.line_ends):
            raise ValidationError(problem, code="control")
        if len(value) > self.longest:
            message = f"This is {len(value):,} characters long; {self.longest:,} fit."
            raise ValidationError(message, code="max_length")


def _about_null(validator: object) -> bool:
    return type(validator).__name__ == "ProhibitNullCharactersValidator"


class Line(Text):
    """One line of text."""

    def __init__(self, *, longest: int = MAX_NAME, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"dir": "auto"})
        super().__init__(longest=longest, widget=widget, **kwargs)


class Lines(Text):
    """Text of several lines; line ends arrive as CRLF and are kept as LF."""

    line_ends = _LINE_ENDS

    def __init__(
        self, *, longest: int = MAX_TEXT, rows: int = 5, **kwargs: Any
    ) -> None:
        attrs = {"rows": rows, "dir": "auto"}
        super().__init__(longest=longest, widget=forms.Textarea(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> str:
        """The text with one kind of line end."""
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class Email(Text):
    """One e-mail address."""

    default_error_messages = {
        "invalid": "This is not an e-mail address. It looks like ada@college.example."
    }

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.EmailInput(attrs={"dir": "ltr", "autocapitalize": "none"})
        super().__init__(longest=MAX_EMAIL, widget=widget, **kwargs)
        self.validators += forms.EmailField.default_validators


class WebAddress(Text):
    """One address of a web page."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.URLInput(attrs={"dir": "ltr"})
        super().__init__(longest=MAX_URL, widget=widget, **kwargs)

    def validate(self, value: str) -> None:
        """An address that a browser can open."""
        super().validate(value)
        if value and (problem := web_address_problem(value)):
            raise ValidationError(problem, code="url")


class NamedLinks(Lines):
    """One item a line: "Name | https://…". Becomes a list of (name, address).

    The name may be missing where `name_needed` is False: evidence is a link first, a skill is
    a word that a page defines.
    """

    def __init__(self, *, name_needed: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.name_needed = name_needed

    def clean(self, value: Any) -> list[tuple[str, str]]:
        """The lines as pairs; empty lines are skipped."""
        text: str = super().clean(value)
        lines = [
            (n, line) for n, line in enumerate(text.split("\n"), 1) if line.strip()
        ]
        if len(lines) > MAX_LINES:
            message = f"There are {len(lines)} lines; at most {MAX_LINES} fit."
            raise ValidationError(message, code="lines")
        problems: list[ValidationError] = []
        pairs: list[tuple[str, str]] = []
        for number, line in lines:
            try:
                pairs.append(self._pair(line))
            except ValidationError as error:
                problems += [
                    ValidationError(f"Line {number}: {m}", code="line")
                    for m in error.messages
                ]
        if problems:
            raise ValidationError(problems)
        return pairs

    def _pair(self, line: str) -> tuple[str, str]:
        name, bar, address = (part.strip() for part in line.rpartition("|"))
        if not bar:  # one part only: an address or a name
            name, address = ("", address) if "://" in address else (address, "")
        if not address:
            raise ValidationError(
                "the address is missing. Write it as Name | https://…"
            )
        if self.name_needed and not name:
            raise ValidationError("the name is missing. Write it as Name | https://…")
        if len(name) > MAX_NAME:
            message = f"the name is {len(name):,} characters long; {MAX_NAME} fit."
            raise ValidationError(message)
        if problem := web_address_problem(address):
            message = problem[0].lower() + problem[1:]
            raise ValidationError(message)
        return name, address


class Day(forms.DateField):
    """A calendar day, from the browser's own picker or typed as 2026-11-21."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        messages = {
            "required": "Choose a day.",
            "invalid": "This is not a day. Write it as 2026-11-21.",
        }
        super().__init__(
            widget=widget, error_messages=messages, input_formats=["%Y-%m-%d"], **kwargs
        )


class Colour(forms.RegexField):
    """A colour as the browser's picker gives it: #1f3d7a."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            regex=r"\A#[0-9a-fA-F]{6}\Z",
            widget=forms.TextInput(attrs={"type": "color"}),
            error_messages={
                "required": "Choose a colour.",
                "invalid": "This is not a colour. Write it as #1f3d7a.",
            },
            **kwargs,
        )


class Picture(forms.FileField):
    """An uploaded picture as bytes, or None. What it shows is judged by the service."""

    def __init__(self, **kwargs: Any) -> None:
        accept = "image/png,image/jpeg,image/webp,image/svg+xml"
        attrs = {"accept": accept, "data-most-bytes": MAX_IMAGE_BYTES}
        widget = forms.FileInput(attrs=attrs)
        super().__init__(
            required=False,
            widget=widget,
            allow_empty_file=True,
            error_messages={"invalid": "The file did not arrive. Choose it again."},
            **kwargs,
        )

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        """The bytes, after the size was looked at."""
        upload: UploadedFile[bytes] | None = super().clean(data, initial)
        if upload is None:
            return None
        size = upload.size or 0
        if size > MAX_IMAGE_BYTES:
            message = (
                f"This file has {filesizeformat(size)}; a badge may have "
                f"{filesizeformat(MAX_IMAGE_BYTES)}. Save it smaller and try again."
            )
            raise ValidationError(message, code="size")
        if size == 0:
            raise ValidationError("This file is empty.", code="empty")
        content: bytes = upload.read()
        return content


@dataclass(frozen=True, slots=True)
class Choice:
    """What stands beside a radio button: a word and a sentence that explains it."""

    title: str
    sentence: str

    def __str__(self) -> str:
        return self.title


def long_ago() -> dt.date:
    """The earliest day that is not a slip of the keyboard."""
    return dt.date(1950, 1, 1)
