"""The form of the designer: uploads and knobs in, a design or a finished picture out.

It can stand beside other forms in one page: its fields have a prefix. Browsers forget chosen
files, so what was uploaded is made safe and stored at once, and goes along as a signed name.
"""

from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError

from laurel.design import selectors as designs
from laurel.design import services as design
from laurel.design.errors import PictureRefused
from laurel.design.types import Background, Brand, Design, Shape
from laurel.sites.console.forms import fields
from laurel.sites.console.forms.style import SHAPES

SALT = "laurel.design.uploads"  # a name in this form is one that this form stored
MAX_BAND, MAX_RIM, MAX_ALT = (
    24,
    40,
    250,
)  # what fits the ribbon, the ring, and one breath
UPLOADS = ("background_picture", "icon_picture", "finished")
LEAVE_OUT = (
    ("background_picture", "The background"),
    ("icon_picture", "The icon"),
    ("finished", "The finished picture"),
)
BACKGROUNDS = (
    (Background.GRADIENT.value, "Brand"),
    (Background.SOLID.value, "Plain"),
    (Background.PAPER.value, "Paper"),
)
SUFFIXES = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WebP",
    ".svg": "SVG",
}


class ShortForm(forms.Form):
    """The least that a badge must say."""

    name = fields.Line(
        label="Name",
        missing="Write what the badge is called.",
        help_text="What it says on the badge: Facilitation: Completed.",
    )
    description = fields.Lines(
        label="One sentence",
        missing="Write what somebody with this badge can do.",
        longest=fields.MAX_SENTENCE,
        rows=2,
        help_text="What somebody who has this badge can do.",
    )
    criteria = fields.Lines(
        label="How is it earned?",
        missing="Write at least one thing that a person does.",
        rows=3,
        help_text="One line is enough to begin with.",
    )


class DesignForm(forms.Form):
    """What a badge looks like. `design` and `image` are what comes of it."""

    background_picture = fields.Picture(
        label="Background picture",
        help_text="Any shape: the middle is used, under a veil that keeps the icon readable.",
    )
    icon_picture = fields.Picture(
        label="Icon picture",
        help_text="Best with a transparent background. Placed in the middle.",
    )
    finished = fields.Picture(
        label="A finished picture instead",
        help_text="Art made elsewhere, used as it is: PNG, JPEG, WebP or SVG, up to 5 MB. "
        "It is made square; nothing is cut off.",
    )
    shape = forms.ChoiceField(
        label="Shape", choices=SHAPES[1:], required=False, widget=forms.RadioSelect
    )
    background = forms.ChoiceField(
        label="Face", choices=BACKGROUNDS, required=False, widget=forms.RadioSelect
    )
    icon = forms.ChoiceField(
        label="Icon",
        choices=[(name, name.capitalize()) for name in designs.icons()],
        required=False,
        widget=forms.RadioSelect,
    )
    level = forms.TypedChoiceField(
        label="Level",
        choices=[("0", "None"), *((str(n), str(n)) for n in range(1, 6))],
        coerce=int,
        empty_value="0",
        required=False,
        widget=forms.RadioSelect,
    )
    levels = forms.TypedChoiceField(
        label="Out of",
        choices=[(str(n), str(n)) for n in range(2, 6)],
        coerce=int,
        empty_value="3",
        required=False,
        widget=forms.RadioSelect,
    )
    band = fields.Line(
        label="Words on the ribbon",
        longest=MAX_BAND,
        required=False,
        help_text=f"Up to {MAX_BAND} letters. Not drawn at 64 px.",
    )
    rim_text = fields.Line(
        label="Words around the ring",
        longest=MAX_RIM,
        required=False,
        help_text=f"Up to {MAX_RIM} letters; drawn in large pictures alone.",
    )
    laurel = forms.BooleanField(
        label="A wreath, for the last of a series", required=False
    )
    guilloche = forms.BooleanField(label="Fine lines on the face", required=False)
    colour = fields.Colour(label="Colour of this badge", required=False)
    accent = fields.Colour(label="Accent of this badge", required=False)
    title = fields.Line(
        label="Described in words",
        longest=MAX_ALT,
        required=False,
        help_text="Read aloud where the picture cannot be seen. "
        "Left empty, it is the name and the issuer.",
    )
    without = forms.MultipleChoiceField(
        label="Leave out",
        choices=LEAVE_OUT,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    uploads = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, brand: Brand, start: Design, finished: str = "", **kwargs: Any
    ) -> None:
        """`start` is the design to begin with; `finished` a picture in place of one."""
        self.brand, self.start = brand, start
        kwargs.setdefault("prefix", "art")
        kwargs.setdefault("initial", _knobs(start, brand))
        super().__init__(*args, **kwargs)
        self.notes: list[str] = []
        self.names = self._begun = _stored(start, finished)
        for name in ("icon", "shape", "band", "rim_text"):
            self.fields[name].widget.attrs["autocomplete"] = "off"

    @property
    def token(self) -> str:
        """What was uploaded so far, for the next round of the form."""
        return signing.dumps(self.names, salt=SALT)

    @property
    def has(self) -> list[tuple[str, str]]:
        """The uploads that can be left out, by field."""
        return [(name, words) for name, words in LEAVE_OUT if name in self.names]

    @property
    def differs(self) -> bool:
        """Whether it is another picture than the one to begin with."""
        return self.names != self._begun or self.design != self.start

    @property
    def image(self) -> bytes | None:
        """The finished picture, or None: it is drawn from `design`."""
        name = self.names.get("finished")
        return designs.upload(name) if name else None

    @property
    def design(self) -> Design:
        """The design as it stands; wrong fields are as they were before."""
        said = {**self.initial, **getattr(self, "cleaned_data", {})}
        pictured = self.names.get("background_picture")
        own = self.names.get("icon_picture")
        return Design(
            shape=Shape(said["shape"] or self.start.shape),
            background=Background.IMAGE
            if pictured
            else Background(said["background"] or Background.GRADIENT),
            image=_url(pictured),
            icon=said["icon"] or self.start.icon,
            icon_image=_url(own),
            level=min(int(said["level"]), int(said["levels"])),
            levels=int(said["levels"]),
            band=said["band"],
            rim_text=said["rim_text"],
            laurel=said["laurel"],
            guilloche=said["guilloche"],
            title=said["title"],
            colour=_other(said["colour"], self.brand.colour),
            accent=_other(said["accent"], self.brand.accent),
        )

    def clean_uploads(self) -> str:
        """What earlier rounds stored."""
        token: str = self.cleaned_data["uploads"]
        if token:
            try:
                self.names = signing.loads(token, salt=SALT)
            except signing.BadSignature:
                raise ValidationError(
                    "The pictures of this form got lost. Choose them again."
                ) from None
        return token

    def clean(self) -> dict[str, Any]:
        """Uploads of this round, made safe and stored; then what is to be left out."""
        data = super().clean() or {}
        for name in data.get("without", ()):
            self.names = {k: v for k, v in self.names.items() if k != name}
        self._take("background_picture", design.keep_background)
        self._take("icon_picture", design.keep_icon)
        self._take("finished", design.keep_finished)
        if int(data.get("level", 0)) > int(data.get("levels", 0)):
            self.add_error(
                "level", f"There is no level {data['level']} out of {data['levels']}."
            )
        return data

    def _take(self, name: str, keep: Callable[..., str]) -> None:
        data = self.cleaned_data.get(name)
        if data is None:
            return
        try:
            stored = keep(data=data, field=name)
        except PictureRefused as refused:
            self.add_error(name, refused.message)
            return
        self.names = {**self.names, name: stored}
        self._say_what_it_is(name, data)

    def _say_what_it_is(self, name: str, data: bytes) -> None:
        upload = self.files.get(self.add_prefix(name))
        called = upload.name or "" if upload else ""
        claimed, really = (
            SUFFIXES.get(PurePath(called).suffix.lower()),
            designs.kind_of(data),
        )
        if claimed and claimed != really:
            self.notes.append(f"“{called}” is really a {really}. It was taken as that.")


def _knobs(start: Design, brand: Brand) -> dict[str, Any]:
    pictured = start.background is Background.IMAGE
    return {
        "shape": start.shape.value,
        "background": (Background.GRADIENT if pictured else start.background).value,
        "icon": start.icon,
        "level": start.level,
        "levels": start.levels,
        "band": start.band,
        "rim_text": start.rim_text,
        "laurel": start.laurel,
        "guilloche": start.guilloche,
        "title": start.title,
        "colour": start.colour or brand.colour,
        "accent": start.accent or brand.accent,
    }


def _stored(start: Design, finished: str) -> dict[str, str]:
    kept = design.keep(design=start)
    pairs = (
        ("background_picture", kept.get("image", "")),
        ("icon_picture", kept.get("icon_image", "")),
        ("finished", finished),
    )
    return {name: stored for name, stored in pairs if stored}


def _url(name: str | None) -> str:
    return designs.png_url(designs.upload(name)) if name else ""


def _other(colour: str, brand: str) -> str:
    """A colour of its own, or empty: the brand's, also when that changes."""
    return "" if not colour or colour.lower() == brand.lower() else colour.lower()
