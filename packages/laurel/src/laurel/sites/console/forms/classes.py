"""The forms of courses, classes, learners and results."""

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laurel.programs.services import MAX_CODE, MAX_COURSES
from laurel.programs.types import CourseFacts
from laurel.sites.console.forms import fields
from laurel.sites.console.forms.achievements import LapseForm
from laurel.sites.console.forms.rows import Column, Rows
from laurel.sites.console.forms.sheets import MAX_PASTED, TableForm
from laurel.sites.console.forms.style import StyleForm

AUTOMATIC, MANUAL = "automatic", "manual"
UNDECIDED, PASSED, NOT_PASSED = "", "yes", "no"
MAX_MARK = 9  # characters: 99999.99, and a comma


class CoursesForm(forms.Form):
    """Of which courses a programme consists."""

    courses = Rows(
        (
            Column("name", "Name", needed=True, hint="Data Literacy"),
            Column("code", "Code", longest=MAX_CODE, hint="DL-101"),
            Column("pass_mark", "Passed from", longest=MAX_MARK, hint="50"),
            Column("public_id", "Course", kind="hidden"),
        ),
        label="Courses",
        noun="course",
        ordered=True,
        help_text="“Passed from” is the least final grade that passes, in per cent or points. "
        f"Without one every final grade passes. Up to {MAX_COURSES} courses.",
    )  # fmt: skip

    def clean_courses(self) -> list[CourseFacts]:
        """The courses in their order, each pass mark a number."""
        found: list[CourseFacts] = []
        problems: list[str] = []
        for number, row in enumerate(self.cleaned_data["courses"], start=1):
            try:
                mark = _number(row["pass_mark"])
            except InvalidOperation:
                problems.append(
                    f"Course {number}: the pass mark is a number such as 50."
                )
                continue
            found.append(
                CourseFacts(
                    name=row["name"],
                    code=row["code"],
                    pass_mark=mark,
                    public_id=row["public_id"],
                )
            )
        if problems:
            raise ValidationError(problems)
        return found


class ClassForm(forms.Form):
    """What a class is called, when it runs, who teaches."""

    program = forms.ChoiceField(
        label="Programme",
        error_messages={
            "required": "Choose the programme.",
            "invalid_choice": "This programme is not here any more. Choose again.",
        },
    )
    name = fields.Line(
        label="Name of the class",
        missing="Write what the class is called.",
        help_text="So that you know it among others: Spring 2027.",
    )
    first_day = fields.Day(label="First day")
    last_day = fields.Day(label="Last day")
    time_zone = forms.CharField(
        label="Time zone",
        max_length=64,
        widget=forms.TextInput(attrs={"list": "zones", "autocomplete": "off"}),
        help_text="Days begin and end there: Europe/London.",
        error_messages={"required": "Write the time zone, such as Europe/London."},
    )
    staff = forms.MultipleChoiceField(
        label="Who teaches it?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="They may record results, whatever their role.",
        error_messages={
            "invalid_choice": "One of these people is not a member any more. Choose again."
        },
    )


class NextForm(forms.Form):
    """When the next class runs."""

    name = ClassForm.base_fields["name"]
    first_day = ClassForm.base_fields["first_day"]
    last_day = ClassForm.base_fields["last_day"]


class LearnersForm(TableForm):
    """Learners, pasted or as a file; or those of an earlier class."""

    earlier = forms.ChoiceField(
        label="Or take those of an earlier class",
        required=False,
        error_messages={
            "invalid_choice": "This class is not here any more. Choose again."
        },
    )
    text = forms.CharField(
        label="Paste them here",
        required=False,
        strip=False,
        max_length=MAX_PASTED,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto", "spellcheck": "false"}),
        help_text="Names and addresses from your spreadsheet, with the titles of the columns.",
        error_messages={"max_length": "This is too long to paste. Send it as a file."},
    )

    def clean(self) -> dict[str, Any]:
        """A table, unless an earlier class was chosen."""
        if self.cleaned_data.get("earlier"):
            return self.cleaned_data
        return super().clean()


class ResultsForm(TableForm):
    """A list of results: what it is about where its columns do not say it."""

    course = forms.ChoiceField(
        label="Course of columns that name none",
        required=False,
        help_text="For an attendance list with one column “Present”, for example.",
        error_messages={
            "invalid_choice": "This course is not here any more. Choose again."
        },
    )
    is_final = forms.BooleanField(
        label="The grades are final",
        required=False,
        initial=True,
        help_text="Without this they are shown as not final, and decide nothing yet.",
    )


class ResultForm(forms.Form):
    """Everything that is known of one learner in one course."""

    grade = forms.DecimalField(
        label="Grade", required=False, localize=False, max_digits=7, decimal_places=2
    )
    is_final = forms.BooleanField(label="This grade is final", required=False)
    passed = forms.ChoiceField(
        label="Passed?",
        required=False,
        choices=(
            (UNDECIDED, "As the grade says"),
            (PASSED, "Passed"),
            (NOT_PASSED, "Not passed"),
        ),
        widget=forms.RadioSelect,
    )
    attendance = forms.DecimalField(
        label="Attendance in per cent", required=False, max_digits=5, decimal_places=2
    )
    participation = forms.DecimalField(
        label="Participation in per cent",
        required=False,
        max_digits=5,
        decimal_places=2,
        help_text="100: took part fully.",
    )
    activities = fields.Lines(
        label="Activities",
        required=False,
        rows=3,
        help_text="What they did, one on each line: Peer review.",
    )
    note = fields.Line(label="Note", required=False, longest=500)


class ClassBadgeForm(LapseForm):
    """A new badge for a class: what it is called and how it is earned; the rest may stay."""

    duplicate_policy = None  # type: ignore[assignment]  # Django's way to leave a field out
    name = fields.Line(
        label="Name of the badge", missing="Write what the badge is called."
    )
    description = fields.Lines(
        label="What somebody with it can do",
        missing="Write one sentence for an employer.",
        longest=fields.MAX_SENTENCE,
        rows=2,
    )
    criteria = fields.Lines(
        label="What a person does to earn it",
        missing="Write at least one thing that a person does.",
        rows=3,
        help_text="One thing on each line.",
    )
    how = forms.ChoiceField(
        label="How is it awarded?",
        choices=(
            (
                AUTOMATIC,
                fields.Choice(
                    "By itself", "As soon as every course of the programme is passed"
                ),
            ),
            (MANUAL, fields.Choice("By a person", "Somebody decides for each learner")),
        ),
        initial=AUTOMATIC,
        widget=forms.RadioSelect,
    )
    shape = StyleForm.base_fields["badge_shape"]
    field_order = (
        "name", "description", "criteria", "how", "shape", "validity", "period", "until",
    )  # fmt: skip


class ChosenBadgeForm(forms.Form):
    """A badge that is there already, for a class."""

    badge = forms.ChoiceField(
        label="Badge",
        error_messages={
            "required": "Choose a badge.",
            "invalid_choice": "This badge is not here any more. Choose again.",
        },
    )
    how = ClassBadgeForm.base_fields["how"]


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Let a choice offer these."""
    form.fields[name].choices = list(choices)  # type: ignore[attr-defined]


def _number(text: str) -> Decimal | None:
    number = Decimal(text.replace(",", ".")) if text else None
    if number is not None and not number.is_finite():
        raise InvalidOperation
    return number
