"""The forms of evidence: what is asked for, of whom, until when, and who outside may look."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laurel.evidence.types import Kind
from laurel.issuers import selectors as issuers
from laurel.sites.console.forms import fields

MAX_QUESTIONS_TEXT = 4_000
MAX_REASON = 1_000
KINDS = (
    (Kind.LINK.value, "Links"),
    (Kind.IMAGE.value, "Pictures"),
    (Kind.AUDIO.value, "Sound"),
    (Kind.VIDEO.value, "Film"),
    (Kind.PDF.value, "PDF"),
    (Kind.FILE.value, "Any other file"),
)


class TaskForm(forms.Form):
    """What is to be handed in for a badge."""

    title = fields.Line(
        label="What is to be handed in",
        longest=200,
        missing="Say what is to be handed in: a lesson plan.",
        help_text="In a few words: A lesson plan that you used.",
    )
    instructions = fields.Lines(
        label="How to go about it",
        required=False,
        longest=5_000,
        rows=4,
        help_text="What makes it good, how long it should be. Markdown may be used.",
    )
    required = fields.Lines(
        label="Questions that have to be answered",
        required=False,
        longest=MAX_QUESTIONS_TEXT,
        rows=3,
        help_text="One a line: How has it changed your own practice?",
    )
    optional = fields.Lines(
        label="Questions that may be answered",
        required=False,
        longest=MAX_QUESTIONS_TEXT,
        rows=3,
        help_text="One a line: What has it changed where you work?",
    )
    kinds = forms.MultipleChoiceField(
        label="What may be added",
        required=False,
        choices=KINDS,
        widget=forms.CheckboxSelectMultiple,
        help_text="What a file really is, is looked at; its name counts for nothing.",
    )
    rubric = fields.Lines(
        label="What reviewers look for",
        required=False,
        longest=MAX_QUESTIONS_TEXT,
        rows=3,
        help_text="One a line. Each gets a mark: shown, partly, not shown.",
    )
    months = forms.IntegerField(
        label="Months after the end of the class",
        required=False,
        min_value=1,
        max_value=60,
        help_text="The last day counts whole, where the learner is. Empty: at any time.",
    )
    reminders = fields.Line(
        label="Remind so many days before the last day",
        required=False,
        longest=60,
        help_text="Numbers with commas between them: 30, 7, 1.",
    )
    two_reviewers = forms.BooleanField(
        label="Two people have to accept it", required=False
    )

    def clean_required(self) -> list[str]:
        """The lines."""
        return _lines(self.cleaned_data["required"])

    def clean_optional(self) -> list[str]:
        """The lines."""
        return _lines(self.cleaned_data["optional"])

    def clean_rubric(self) -> list[str]:
        """The lines."""
        return _lines(self.cleaned_data["rubric"])

    def clean_reminders(self) -> list[int]:
        """The numbers."""
        words = [
            word
            for word in re.split(r"[,;\s]+", self.cleaned_data["reminders"])
            if word
        ]
        if any(not re.fullmatch(r"[0-9]{1,3}", word) for word in words):
            raise ValidationError("Write numbers with commas between them: 30, 7, 1.")
        return [int(word) for word in words]

    def facts(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        said = self.cleaned_data
        same = (
            "title", "instructions", "required", "optional", "rubric", "months", "reminders",
        )  # fmt: skip
        return {
            **{name: said[name] for name in same},
            "kinds": [Kind(kind) for kind in said["kinds"]],
            "reviews_needed": 2 if said["two_reviewers"] else 1,
        }


class AssignForm(forms.Form):
    """One person who is to hand in, besides those of the classes."""

    name = fields.Line(label="Name", longest=200, missing="Write who it is.")
    email = fields.Email(label="E-mail address", missing="The mail goes there.")
    last_day = fields.Day(
        label="Last day", required=False, help_text="Empty: at any time."
    )
    time_zone = forms.ChoiceField(
        label="Where they are", required=False, help_text="The last day ends there."
    )

    def __init__(self, *args: Any, own_zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["time_zone"]
        others = [(zone, zone.replace("_", " ")) for zone in issuers.time_zones()]
        field.choices = [("", f"{own_zone.replace('_', ' ')} (as the issuer)"), *others]


class ExtendForm(forms.Form):
    """More time for one person."""

    until = fields.Day(label="New last day")
    reason = fields.Lines(
        label="Why",
        longest=MAX_REASON,
        rows=2,
        missing="Say why: it is kept.",
        help_text="It is kept in the history. The learner does not see it.",
    )


class InviteForm(forms.Form):
    """Somebody outside who may review."""

    name = fields.Line(label="Name", longest=200, missing="Write who it is.")
    email = fields.Email(label="E-mail address", missing="The link goes there.")
    days = forms.IntegerField(
        label="The link works for so many days", initial=30, min_value=1, max_value=90
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
