"""The forms of families: tiers that build on each other."""

from collections.abc import Sequence
from typing import Any

from django import forms

from laurel.families.services import MAX_REASON, MOST
from laurel.families.types import LONGEST_COURSE, Policy
from laurel.sites.console.forms import fields
from laurel.sites.console.forms.fields import Choice

POLICIES = {
    Policy.FLAG: Choice(
        "Flag the higher ones", "They stay. You are told, and decide for each person."
    ),
    Policy.SUSPEND: Choice(
        "Suspend the higher ones",
        "They do not count until the lower one does, or you say that they stand.",
    ),
    Policy.KEEP: Choice("Keep the higher ones", "Nothing happens to them."),
}
KEEP_RULES, TAKE_OUT = "keep", "out"
PUBLISHED, DRAFTS = "published", "drafts"
STATES = (
    (PUBLISHED, Choice("Publish them", "They can be awarded at once.")),
    (
        DRAFTS,
        Choice("Make drafts", "You look at each first. Nobody outside sees them."),
    ),
)
NO_COURSE = ""
TIERS = ("Lowest tier", "Second tier", "Third tier", "Fourth tier", "Fifth tier")


class PolicyForm(forms.Form):
    """What becomes of higher badges when a lower one is revoked."""

    policy = forms.ChoiceField(
        label="When somebody’s lower badge is revoked",
        choices=[(policy.value, words) for policy, words in POLICIES.items()],
        initial=Policy.FLAG.value,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what happens.",
            "invalid_choice": "Choose one of these.",
        },
    )


class DissolveForm(forms.Form):
    """What becomes of the rules when a family is taken apart."""

    rules = forms.ChoiceField(
        label="That each badge asks for the ones below it",
        choices=[
            (
                KEEP_RULES,
                Choice(
                    "Leave it in the rules",
                    "Nobody gets a higher one without the lower ones, until you change that.",
                ),
            ),
            (
                TAKE_OUT,
                Choice(
                    "Take it out of the rules",
                    "What else they ask for stays. People award them until you have looked.",
                ),
            ),
        ],
        initial=KEEP_RULES,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose what happens to the rules.",
            "invalid_choice": "Choose one of these.",
        },
    )


class FrameworkForm(PolicyForm):
    """The three-tier framework for one course."""

    course = fields.Line(
        label="Course",
        longest=LONGEST_COURSE,
        missing="Write what the course is called.",
        help_text="As it shall stand on the badges: Facilitation.",
    )
    results_of = forms.ChoiceField(
        label="Results that decide",
        required=False,
        help_text="Attendance, participation, activities and evidence are asked for in this "
        "course. Without one, people decide on them; the lower badges are asked for either way.",
        error_messages={"invalid_choice": "This course is not here any more."},
    )
    is_automatic = forms.BooleanField(
        label="Award by itself whoever meets everything", required=False
    )
    state = forms.ChoiceField(
        label="Then",
        choices=STATES,
        initial=PUBLISHED,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )
    field_order = ("course", "results_of", "is_automatic", "policy", "state")

    def __init__(
        self, *args: Any, courses: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [(NO_COURSE, "None: people decide"), *courses]
        self.fields["results_of"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        if not courses:
            del self.fields["results_of"], self.fields["is_automatic"]


class GatherForm(PolicyForm):
    """A family of badges that there are, the lowest first."""

    name = fields.Line(
        label="Name",
        missing="Write what they have in common.",
        help_text="What they are tiers of: Facilitation.",
    )

    def __init__(
        self, *args: Any, badges: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for number, label in enumerate(TIERS[:MOST], start=1):
            needed = number <= 2  # noqa: PLR2004 - a family has two tiers at least
            self.fields[f"tier_{number}"] = forms.ChoiceField(
                label=label,
                required=needed,
                choices=[("", "Choose…" if needed else "None"), *badges],
                error_messages={
                    "required": "Choose a badge.",
                    "invalid_choice": "This badge is not here any more.",
                },
            )
        self.order_fields(["name", *self.tier_names, "policy"])

    @property
    def tier_names(self) -> list[str]:
        """The fields of the tiers, in their order."""
        return [f"tier_{number}" for number in range(1, MOST + 1)]

    @property
    def tiers(self) -> list[forms.BoundField]:
        """The same, as they are shown."""
        return [self[name] for name in self.tier_names]

    @property
    def chosen(self) -> list[str]:
        """The ids of the badges, the lowest first."""
        found = [self.cleaned_data.get(name, "") for name in self.tier_names]
        return [badge_id for badge_id in found if badge_id]


class GapForm(forms.Form):
    """Why a higher badge stands without the lower one."""

    reason = fields.Line(
        label="Why it stands",
        longest=MAX_REASON,
        missing="Write why it stands.",
        help_text="For your colleagues; it stays in the history.",
    )
