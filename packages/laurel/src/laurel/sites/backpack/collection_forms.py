"""The forms of collections."""

from typing import TYPE_CHECKING, Any

from django import forms

from laurel.collecting import types
from laurel.collecting.types import Facts, Rule, RuleKind, Visibility
from laurel.sites.console.forms import fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from laurel.collecting.models import Collection

MOST_CHOICES = 500  # of one kind in a list to choose from
GROUPS = {
    RuleKind.ISSUER: "Every badge from the issuer",
    RuleKind.SPACE: "Every badge from the organisation",
    RuleKind.SKILL: "Every badge with the skill",
}


class CollectionForm(forms.Form):
    """What a collection says, by what it grows, and who may see it."""

    title = fields.Line(
        label="Title",
        longest=types.MAX_TITLE,
        missing="Write what the collection is called.",
        help_text="As its readers know it: Leadership skills.",
    )
    purpose = fields.Lines(
        label="What it shows",
        required=False,
        longest=types.MAX_PURPOSE,
        rows=3,
        help_text="A sentence or two for whoever opens it.",
    )
    rule = forms.ChoiceField(
        label="Does it grow by itself?",
        required=False,
        help_text="New badges come in as you get them. You can take out single ones.",
        error_messages={
            "invalid_choice": "None of your badges is like that any more. Choose again."
        },
    )
    visibility = forms.ChoiceField(
        label="Who may see it",
        widget=forms.RadioSelect,
        choices=[
            (Visibility.UNLISTED, "Whoever has its link"),
            (Visibility.PUBLIC, "Everybody, and search engines may list it"),
            (Visibility.PRIVATE, "Only I, and whoever gets a link that ends"),
        ],
        initial=Visibility.UNLISTED,
    )
    shows_name = forms.BooleanField(label="Show my name above it", required=False)

    def __init__(
        self, *args: Any, name: str, offered: "Iterable[Rule]", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rule: forms.Field = self.fields["rule"]
        rule.choices = _choices(offered)  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["shows_name"].help_text = (
            f"As “{name}”. The pages of the badges show it as each of them says."
            if name
            else "Your account has no name yet, so none would be shown."
        )

    def facts(self) -> Facts:
        """What was typed and chosen."""
        said = self.cleaned_data
        kind, _, value = said["rule"].partition(":")
        return Facts(
            title=said["title"],
            purpose=said["purpose"],
            visibility=Visibility(said["visibility"]),
            shows_name=said["shows_name"],
            rule=Rule(RuleKind(kind), value) if value else None,
        )


class LinkForm(forms.Form):
    """A link that ends."""

    purpose = fields.Line(
        label="For whom or for what",
        longest=types.MAX_TITLE,
        missing="Write for whom or for what the link is.",
        help_text="For yourself alone: Analyst at Brightwater.",
    )
    ends_on = forms.DateField(
        label="Opens until the end of",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": "Choose the last day.",
            "invalid": "This is not a day of the calendar. It looks like 2026-12-31.",
        },
    )


def initial(collection: "Collection") -> dict[str, Any]:
    """What the form says of a collection."""
    rule = collection.rule
    return {
        "title": collection.title,
        "purpose": collection.purpose,
        "rule": f"{rule.kind.value}:{rule.value}" if rule else "",
        "visibility": collection.visibility,
        "shows_name": collection.shows_name,
    }


def _choices(offered: "Iterable[Rule]") -> list[Any]:
    groups: dict[RuleKind, list[tuple[str, str]]] = {kind: [] for kind in GROUPS}
    for rule in offered:
        if len(groups[rule.kind]) < MOST_CHOICES:
            groups[rule.kind].append((f"{rule.kind.value}:{rule.value}", rule.value))
    return [
        ("", "No, only what I choose is in it"),
        *((GROUPS[kind], found) for kind, found in groups.items() if found),
    ]
