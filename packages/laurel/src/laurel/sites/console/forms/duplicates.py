"""The form that decides on two awards that may be one."""

from typing import Any

from django import forms

from laurel.sites.console.forms.fields import Choice

BOTH_RIGHT = "both_right"


class DuplicateForm(forms.Form):
    """Which of two awards stays, and which address is the person's from now on."""

    choice = forms.ChoiceField(
        label="What is right?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what is right."},
    )
    address = forms.ChoiceField(
        label="The person’s address from now on",
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        *args: Any,
        awards: list[tuple[str, str]],
        addresses: list[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        stays = [
            (award_id, Choice(f"Keep the {which} one", "The other one is revoked"))
            for award_id, which in awards
        ]
        none = Choice("Nothing is double", "This is not asked again")
        choice, address = self.fields["choice"], self.fields["address"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101  # for the type checker
        assert isinstance(address, forms.ChoiceField)  # noqa: S101  # for the type checker
        if len(stays) > 1:
            none = Choice("Both are right", "This is not asked again")
            choice.choices = [*stays, (BOTH_RIGHT, none)]
        else:
            choice.choices = [(BOTH_RIGHT, none)]
        if len(addresses) > 1:
            as_is = Choice("As it is", "Each award keeps its own")
            address.choices = [("", as_is)] + [
                (one, Choice(one, "The badge that stays is sent there"))
                for one in addresses
            ]
        else:
            del self.fields["address"]
