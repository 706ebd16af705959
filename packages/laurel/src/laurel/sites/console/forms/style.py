"""The form about how everything of an issuer looks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from laurel.design.types import Shape
from laurel.sites.console.forms import fields

SHAPES = (
    ("", "As the name says"),
    (Shape.CIRCLE.value, "Circle"),
    (Shape.HEXAGON.value, "Hexagon"),
    (Shape.SHIELD.value, "Shield"),
    (Shape.ROSETTE.value, "Rosette"),
    (Shape.SQUARE.value, "Square"),
    (Shape.TICKET.value, "Ticket"),
)
PICTURES = (
    ("logo", "the mark"),
    ("background", "the background"),
    ("signature", "the signature"),
)


class StyleForm(forms.Form):
    """Colours, mark, badge art, and who signs."""

    brand_colour = fields.Colour(
        label="Colour", help_text="Buttons, badge art and mails."
    )
    accent_colour = fields.Colour(
        label="Accent", help_text="Small things: rings and leaves."
    )
    logo = fields.Picture(
        label="Mark",
        help_text="A square picture: PNG, JPEG, WebP or SVG, up to 5 MB. "
        "Until then your initials stand in.",
    )
    badge_shape = forms.ChoiceField(
        label="Shape of new badges",
        choices=SHAPES,
        required=False,
        widget=forms.RadioSelect,
        help_text="Without a choice each badge gets one that follows from its name.",
    )
    background = fields.Picture(
        label="Background of new badges",
        help_text="Any shape: the middle is used, under a veil that keeps the icon readable.",
    )
    signer_name = fields.Line(
        label="Who signs", required=False, help_text="Stands on certificates."
    )
    signer_title = fields.Line(
        label="As what", required=False, help_text="For example: Registrar."
    )
    signature = fields.Picture(
        label="Signature",
        help_text="Black on white or transparent, wider than high. For certificates.",
    )
    without = forms.MultipleChoiceField(
        label="Leave out",
        choices=PICTURES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, has: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = [choice for choice in PICTURES if choice[0] in has]
        self.fields["without"].choices = there  # type: ignore[attr-defined]
        if not there:
            del self.fields["without"]

    def clean(self) -> dict[str, Any]:
        """A new picture and leaving the old one out contradict each other."""
        data = super().clean() or {}
        for name, words in PICTURES:
            if data.get(name) is not None and name in data.get("without", ()):
                raise ValidationError(
                    f"You chose a new picture and ticked to leave out {words}. Do one of them."
                )
        return data
