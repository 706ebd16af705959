"""The form that defines a badge."""

from django import forms

from laurel.sites.console.forms import fields

ONCE, ONCE_VALID, MANY = "once", "once_valid", "many"


class AchievementForm(forms.Form):
    """What can be earned, how, and what it looks like."""

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
        rows=7,
        help_text="Say what a person does, so that an employer understands it. "
        "Markdown works: - for a list, **bold**.",
    )
    skills = fields.NamedLinks(
        label="Skills",
        name_needed=True,
        required=False,
        rows=3,
        help_text="One on each line, with the page that defines it; employers search by them: "
        "Facilitation | https://skills.example/facilitation",
    )
    image = fields.Picture(
        label="Picture",
        help_text="PNG, JPEG, WebP or SVG, square, up to 5 MB. Without one we draw it in "
        "your colours, as beside this form.",
    )
    duplicate_policy = forms.ChoiceField(
        label="How often can one person have it?",
        choices=(
            (ONCE, fields.Choice("Once", "A second award to one address is refused")),
            (
                ONCE_VALID,
                fields.Choice("Once while it is valid", "Again when it has expired"),
            ),
            (MANY, fields.Choice("Many times", "For example once a year")),
        ),
        initial=ONCE,
        widget=forms.RadioSelect,
    )
