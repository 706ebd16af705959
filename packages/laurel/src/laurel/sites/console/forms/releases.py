"""The form of what a programme's badges wait for."""

from typing import Any

from django import forms

from laurel.releases import services as releases
from laurel.releases.types import Terms, Timing
from laurel.sites.console.forms import fields

_TIMINGS = (
    (
        Timing.AT_ONCE.value,
        fields.Choice("At once", "When everything else is done"),
    ),
    (
        Timing.WINDOW.value,
        fields.Choice("Some weeks later", "Counted from each learner’s completion"),
    ),
    (Timing.DAY.value, fields.Choice("On one day", "The same day for everybody")),
)


class ReleaseForm(forms.Form):
    """Gates, days, and what learners may use meanwhile."""

    needs_grades = forms.BooleanField(
        label="Every course needs a final grade",
        required=False,
        initial=True,
        help_text="What is missing is named, to you and to the learner.",
    )
    needs_confirmation = forms.BooleanField(
        label="Graduation has to be confirmed",
        required=False,
        help_text="Ticked on the board, or brought as a list from the registrar.",
    )
    needs_approval = forms.BooleanField(
        label="A second person approves",
        required=False,
        help_text="Somebody else than who confirmed the graduation.",
    )
    timing = forms.ChoiceField(
        label="When do the badges leave?",
        choices=_TIMINGS,
        initial=Timing.AT_ONCE.value,
        widget=forms.RadioSelect,
    )
    first_week = forms.IntegerField(
        label="From how many weeks after completion",
        required=False,
        min_value=0,
        max_value=releases.MAX_WEEKS,
        help_text="They leave on this day.",
    )
    last_week = forms.IntegerField(
        label="To how many weeks",
        required=False,
        min_value=0,
        max_value=releases.MAX_WEEKS,
        help_text="Learners see both days.",
    )
    day = fields.Day(label="Which day?", required=False)
    hour = forms.TypedChoiceField(
        label="At what time",
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        initial=9,
        help_text="On the clock of the learner’s time zone.",
    )
    interim_url = fields.WebAddress(
        label="Proof in the meantime",
        required=False,
        help_text="Where learners get another proof while they wait: a transcript, a letter.",
    )
    interim_label = fields.Line(
        label="What it is called",
        required=False,
        help_text="As a link says it: Get your unofficial transcript.",
    )
    achievements = forms.MultipleChoiceField(
        label="Which badges wait",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "One of these badges is not in the programme any more. "
            "Choose again."
        },
    )

    def clean(self) -> dict[str, Any]:
        """What was chosen has its numbers or its day."""
        data = super().clean() or self.cleaned_data
        timing = data.get("timing")
        for name in ("first_week", "last_week") if timing == Timing.WINDOW else ():
            if name in data and data[name] is None:
                self.add_error(name, "Write how many weeks.")
        if timing == Timing.DAY and "day" in data and not data["day"]:
            self.add_error("day", "Choose the day.")
        return data

    @staticmethod
    def shown(terms: Terms) -> dict[str, Any]:
        """The terms as the form shows them."""
        is_window = terms.timing is Timing.WINDOW
        return {
            "needs_grades": terms.needs_grades,
            "needs_confirmation": terms.needs_confirmation,
            "needs_approval": terms.needs_approval,
            "timing": terms.timing.value,
            "first_week": terms.first_week if is_window else None,
            "last_week": terms.last_week if is_window else None,
            "day": terms.day,
            "hour": terms.hour,
        }

    def terms(self) -> Terms:
        """What was said, as a value."""
        said = self.cleaned_data
        return Terms(
            needs_grades=said["needs_grades"],
            needs_confirmation=said["needs_confirmation"],
            needs_approval=said["needs_approval"],
            timing=Timing(said["timing"]),
            first_week=said["first_week"] or 0,
            last_week=said["last_week"] or 0,
            day=said["day"],
            hour=said["hour"],
        )
