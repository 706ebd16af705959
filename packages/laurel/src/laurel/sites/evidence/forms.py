"""The forms of evidence: handing in, and deciding."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from laurel.evidence.types import FILES, Asked, Kind, Mark
from laurel.sites.console.forms import fields

if TYPE_CHECKING:
    from django.forms import BoundField

MAX_ANSWER = 5_000  # as long as an award may say of a piece of evidence
MAX_COMMENT = 5_000
MARKS = (
    (Mark.SHOWN.value, "Shown"),
    (Mark.PARTLY.value, "Partly"),
    (Mark.MISSING.value, "Not shown"),
)
# What a file chooser offers first; what a file really is, its bytes say.
_ACCEPTED = {
    Kind.IMAGE: "image/png,image/jpeg,image/webp",
    Kind.AUDIO: "audio/*",
    Kind.VIDEO: "video/*",
    Kind.PDF: "application/pdf",
}


class HandInForm(forms.Form):
    """Answers to the questions of a task, a file, a link, and whether others may see them."""

    def __init__(self, *args: Any, asked: Asked, megabytes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for question in asked.questions:
            self.fields[f"q_{question.id}"] = _Answer(
                question.text, question.is_required
            )
        if asked.kinds & FILES:
            self.fields["file"] = forms.FileField(
                label="A file from your device",
                required=False,
                allow_empty_file=True,
                widget=forms.FileInput(attrs=_accepts(asked.kinds)),
                help_text=f"{_kinds_in_words(asked.kinds)}. At most {megabytes} MB.",
                error_messages={"invalid": "The file did not arrive. Choose it again."},
            )
        if Kind.LINK in asked.kinds:
            self.fields["link"] = fields.WebAddress(label="A link", required=False)
            self.fields["link_name"] = fields.Line(
                label="What the link leads to", required=False, longest=200
            )
        self.fields["is_shown"] = forms.BooleanField(
            label="Others may see it with my badge",
            required=False,
            help_text="Whoever awards the badge always sees it. You can change this later, "
            "piece by piece.",
        )

    @property
    def questions(self) -> "list[BoundField]":
        """The fields of the questions."""
        return [self[f"q_{question.id}"] for question in self.asked.questions]

    def answers(self) -> dict[str, str]:
        """Question id → what was typed."""
        said = self.cleaned_data
        return {q.id: said.get(f"q_{q.id}", "") for q in self.asked.questions}

    def upload(self) -> "UploadedFile[bytes] | None":
        """The file, if one was chosen."""
        found: UploadedFile[bytes] | None = self.cleaned_data.get("file")
        return found


class ReviewForm(forms.Form):
    """A mark for each question and each line of the rubric, and words for the learner."""

    comment = fields.Lines(
        label="To the learner",
        required=False,
        longest=MAX_COMMENT,
        rows=4,
        help_text="They read it. It is needed unless you accept.",
    )

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for each in asked.to_mark:
            self.fields[f"m_{each.id}"] = forms.ChoiceField(
                label=each.text,
                required=False,
                choices=MARKS,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": "Choose one of the three marks."},
            )

    def mark_of(self, name: str) -> "BoundField":
        """The marks of one question or line."""
        return self[f"m_{name}"]

    def marks(self) -> Mapping[str, str]:
        """Question or line id → the mark that was chosen."""
        return {
            name.removeprefix("m_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("m_") and value
        }


class _Answer(fields.Lines):
    """The answer to one question. What is needed is asked for when it is sent, not in a draft."""

    def __init__(self, label: str, is_required: bool) -> None:  # noqa: FBT001 - one caller
        super().__init__(
            label=label if is_required else f"{label} (optional)",
            longest=MAX_ANSWER,
            rows=6,
            required=True,
        )

    def clean(self, value: Any) -> str:
        """The text; a draft may leave it empty."""
        text = self.to_python(value)
        if text:
            self.validate(text)
        return text


def _accepts(kinds: frozenset[Kind]) -> dict[str, str]:
    if Kind.FILE in kinds:
        return {}
    return {
        "accept": ",".join(_ACCEPTED[kind] for kind in Kind if kind in kinds & FILES)
    }


def _kinds_in_words(kinds: frozenset[Kind]) -> str:
    if Kind.FILE in kinds:
        return "Any kind of file"
    words = {
        Kind.IMAGE: "a picture",
        Kind.AUDIO: "a sound",
        Kind.VIDEO: "a film",
        Kind.PDF: "a PDF",
    }
    found = [word for kind, word in words.items() if kind in kinds]
    text = f"{', '.join(found[:-1])} or {found[-1]}" if len(found) > 1 else found[0]
    return text[0].upper() + text[1:]
