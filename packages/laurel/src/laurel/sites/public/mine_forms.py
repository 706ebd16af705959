"""What the holder of an award may choose."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms

from laurel.awards.types import Disclosure, Visibility
from laurel.sharing.services import MOST_PURPOSE
from laurel.sites.public.holding import Part

if TYPE_CHECKING:
    from collections.abc import Mapping

WHO = (
    (Visibility.PUBLIC.value, "Public"),
    (Visibility.UNLISTED.value, "By link"),
    (Visibility.PRIVATE.value, "Private"),
)
WHO_MEANS = {
    Visibility.PUBLIC.value: "Everybody. Search engines may list it.",
    Visibility.UNLISTED.value: "Whoever has the link, and nobody else finds it.",
    Visibility.PRIVATE.value: "Only you, when you are signed in. Files that you send can still "
    "be checked.",
}


class ShownForm(forms.Form):
    """Who sees it, and which parts."""

    visibility = forms.ChoiceField(
        label="Who can see it",
        choices=WHO,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose who can see it.",
            "invalid_choice": "Choose one of the three.",
        },
    )
    parts = forms.MultipleChoiceField(
        label="What they see",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "The badge was changed meanwhile. Look at it once more."
        },
    )

    def __init__(
        self,
        data: "Mapping[str, Any] | None",
        *,
        parts: Sequence[Part],
        disclosure: Disclosure,
    ) -> None:
        ticked = [part.key for part in parts if part.is_shown]
        given = {"visibility": disclosure.visibility.value, "parts": ticked}
        super().__init__(data, initial=given)
        self._parts = parts
        self.fields["parts"].choices = [(part.key, part.label) for part in parts]  # type: ignore[attr-defined]

    def rows(self) -> list[dict[str, Any]]:
        """The parts with what they say, as the page lists them."""
        ticked = set(self["parts"].value() or ())
        return [
            {"part": part, "is_shown": part.key in ticked, "id": f"part-{part.key}"}
            for part in self._parts
        ]

    def who(self) -> list[dict[str, Any]]:
        """The three choices with what they mean."""
        now = self["visibility"].value()
        return [
            {
                "value": value,
                "word": word,
                "means": WHO_MEANS[value],
                "now": value == now,
            }
            for value, word in WHO
        ]

    def disclosure(self) -> Disclosure:
        """What was chosen. A part that the award does not have stays as if shown."""
        ticked = set(self.cleaned_data["parts"])
        hidden = [part.key for part in self._parts if part.key not in ticked]
        return Disclosure(
            visibility=Visibility(self.cleaned_data["visibility"]),
            name="name" not in hidden,
            narrative="narrative" not in hidden,
            hidden_evidence=tuple(
                part.key
                for part in self._parts
                if part.is_evidence and part.key in hidden
            ),
        )


class MoveForm(forms.Form):
    """One of the holder's own addresses."""

    address = forms.ChoiceField()

    def __init__(self, data: "Mapping[str, Any]", *, addresses: Sequence[str]) -> None:
        super().__init__(data)
        self.fields["address"].choices = [(each, each) for each in addresses]  # type: ignore[attr-defined]


EVER = "0"  # days: the link does not end by itself


class EmployerForm(forms.Form):
    """A link for one employer."""

    purpose = forms.CharField(
        label="For whom",
        required=False,
        max_length=MOST_PURPOSE,
        help_text="For yourself alone, to tell your links apart: Analyst at Brightwater.",
        error_messages={"max_length": f"At most {MOST_PURPOSE} characters."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    days = forms.ChoiceField(
        label="The link works",
        error_messages={
            "required": "Choose how long it works.",
            "invalid_choice": "Choose one of the times that are offered.",
        },
    )

    def __init__(
        self,
        data: "Mapping[str, Any] | None",
        *,
        days: Sequence[int],
        chosen: str | None = None,
    ) -> None:
        offered = [(str(each), f"for {each} days") for each in days]
        known = {value for value, _ in offered}
        super().__init__(data, initial={"days": chosen if chosen in known else EVER})
        field = self.fields["days"]
        field.choices = [(EVER, "for as long as the badge exists"), *offered]  # type: ignore[attr-defined]

    def days_chosen(self) -> int | None:
        """For how many days; None: it does not end by itself."""
        return int(self.cleaned_data["days"]) or None
