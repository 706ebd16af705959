"""What is typed about renewals."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from laurel.renewals.services import LONGEST_OPEN, OPENS_DAYS
from laurel.renewals.types import CountsFrom, Standing
from laurel.requirements.types import AtLeast, Kind, Need, Requirement
from laurel.sites.console.forms import fields

if TYPE_CHECKING:
    from laurel.renewals.models import RenewalPolicy

STANDINGS = {
    Standing.LAPSED: "Lapsed",
    Standing.DUE_7: "Due in 7 days",
    Standing.DUE_30: "Due in 30 days",
    Standing.DUE_60: "Due in 60 days",
    Standing.VALID: "Valid for longer",
}
# The same above the columns of a table.
HEADS = {
    Standing.LAPSED: "Lapsed",
    Standing.DUE_7: "7 days",
    Standing.DUE_30: "30 days",
    Standing.DUE_60: "60 days",
    Standing.VALID: "Longer",
}


class RenewalForm(forms.Form):
    """What the person did to have the badge renewed."""

    narrative = fields.Lines(
        label="What this person did",
        required=False,
        rows=4,
        longest=5000,
        help_text="It becomes part of the new badge. Leave it empty if there is nothing to say.",
    )


class PolicyForm(forms.Form):
    """How a badge is renewed. What says more than a course or evidence is kept as it is."""

    reminds = forms.BooleanField(
        label="Remind people 60, 30 and 7 days before their badge ends",
        required=False,
        initial=True,
        help_text="One mail a person a day, in their language; one click ends them.",
    )
    course = forms.ChoiceField(
        label="Renew by itself whoever passes",
        required=False,
        help_text="A course that is passed after the badge was awarded. Nobody has to press"
        " a button.",
    )
    evidence = forms.BooleanField(
        label="Renew by itself whoever hands in evidence that is accepted",
        required=False,
    )
    by_hand = forms.BooleanField(
        label="Renew nobody by itself any more",
        required=False,
        help_text="What is asked above is forgotten, and people renew it.",
    )
    opens_days = forms.IntegerField(
        label="Not earlier than so many days before the end",
        min_value=0,
        max_value=LONGEST_OPEN,
        initial=OPENS_DAYS,
        error_messages={
            "required": "Write a number of days.",
            "invalid": "Write a number of days.",
            "min_value": f"Between 0 and {LONGEST_OPEN} days.",
            "max_value": f"Between 0 and {LONGEST_OPEN} days.",
        },
        help_text="Whoever passes earlier is renewed when the time has come.",
    )
    counts_from = forms.ChoiceField(
        label="The next one counts",
        choices=[
            (
                CountsFrom.END.value,
                fields.Choice(
                    "From the end of the one before", "Whoever is early loses nothing."
                ),
            ),
            (
                CountsFrom.DAY.value,
                fields.Choice("From the day of the renewal", "Early is shorter."),
            ),
        ],
        widget=forms.RadioSelect,
        initial=CountsFrom.END.value,
    )

    def __init__(
        self,
        *args: Any,
        courses: Mapping[str, str],
        achievement_id: str,
        kept: Requirement | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._achievement_id = achievement_id
        self._kept = None if is_short(kept, achievement_id) else kept
        if self._kept is not None:
            del self.fields["course"], self.fields["evidence"]
            return
        del self.fields["by_hand"]
        listed = sorted(courses.items(), key=lambda item: item[1].casefold())
        course = self.fields["course"]
        if isinstance(course, forms.ChoiceField):
            course.choices = [("", "No course"), *listed]
            course.error_messages["invalid_choice"] = "Choose one of the list."

    @property
    def refresher(self) -> Requirement | None:
        """What was chosen, as a requirement; None: nothing."""
        if self._kept is not None:
            return None if self.cleaned_data["by_hand"] else self._kept
        found = []
        if course := self.cleaned_data["course"]:
            found.append(Need(Kind.COURSE, course))
        if self.cleaned_data["evidence"]:
            found.append(Need(Kind.EVIDENCE, self._achievement_id))
        if not found:
            return None
        return found[0] if len(found) == 1 else AtLeast(1, tuple(found))


def is_short(requirement: Requirement | None, achievement_id: str) -> bool:
    """Whether the form says all of it: a course, accepted evidence, or either."""
    if requirement is None:
        return True
    plain = {Kind.COURSE: "", Kind.EVIDENCE: achievement_id}
    if isinstance(requirement, Need):
        items: tuple[Requirement, ...] = (requirement,)
    elif isinstance(requirement, AtLeast) and requirement.count == 1:
        items = requirement.items
    else:
        return False
    kinds = []
    for item in items:
        if not isinstance(item, Need) or item.kind not in plain:
            return False
        if item != Need(item.kind, plain[item.kind] or item.subject):
            return False
        kinds.append(item.kind)
    return len(kinds) == len(set(kinds))


def initial_of(policy: "RenewalPolicy | None", asked: Sequence[Need]) -> dict[str, Any]:
    """The form as it was last saved; `asked` are the needs of its refresher."""
    if policy is None:
        return {}
    courses = [need.subject for need in asked if need.kind is Kind.COURSE]
    return {
        "reminds": policy.reminds,
        "course": courses[0] if courses else "",
        "evidence": any(need.kind is Kind.EVIDENCE for need in asked),
        "opens_days": policy.opens_days,
        "counts_from": policy.counts_from,
    }


class BoardForm(forms.Form):
    """Which of those whose badges end are shown."""

    badge = forms.ChoiceField(label="Badge", required=False)
    team = forms.ChoiceField(label="Team (class)", required=False)
    standing = forms.ChoiceField(
        label="How they stand",
        required=False,
        choices=[
            ("", "All of them"),
            *((each.value, words) for each, words in STANDINGS.items()),
        ],
    )

    def __init__(
        self,
        data: Mapping[str, str],
        *,
        badges: Mapping[str, str],
        teams: Mapping[str, str],
    ) -> None:
        super().__init__(data)
        self._offer("badge", "All badges", badges)
        self._offer("team", "All teams", teams)
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "Choose one of the list."
        self.is_valid()  # what is wrong is said beside its field and filters nothing

    def _offer(self, name: str, everything: str, found: Mapping[str, str]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", everything), *found.items()]
        if not found:
            del self.fields[name]

    def chosen(self, name: str) -> str:
        """What is asked for, or nothing."""
        value: str = getattr(self, "cleaned_data", {}).get(name, "")
        return value
