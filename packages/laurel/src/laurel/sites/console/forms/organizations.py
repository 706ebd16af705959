"""Forms about the organisation and its issuer."""

from django import forms

from laurel.sites.console.forms import fields

GREEN, GOLD = "#14513f", "#d9b65c"  # Laurel's own pair, until a brand is chosen


class OrganizationForm(forms.Form):
    """The first thing a newcomer makes."""

    name = fields.Line(
        label="Name of your organisation",
        missing="Write what your organisation is called.",
        help_text="As people know it: North College. You can change it later.",
    )
    name.widget.attrs["autocomplete"] = "organization"
    your_name = fields.Line(
        label="Your name",
        missing="Write your name.",
        help_text="Your colleagues see it beside what you do here.",
    )
    your_name.widget.attrs["autocomplete"] = "name"


class ProfileForm(forms.Form):
    """Who signs badges, as the public reads it."""

    name = fields.Line(
        label="Name",
        missing="Write the name that stands on the badges.",
        help_text="Stands on every badge, in mails and on the badge page.",
    )
    url = fields.WebAddress(
        label="Web address",
        missing="Write the address of your site.",
        help_text="Your own site. Whoever checks a badge sees it and can follow it.",
    )
    email = fields.Email(
        label="Contact address",
        missing="Write an address that a person reads.",
        help_text="Answers to award mails go there. It is shown to the public.",
    )
    description = fields.Lines(
        label="What you do",
        required=False,
        longest=fields.MAX_SENTENCE,
        rows=3,
        help_text="One or two sentences for a reader who has never heard of you.",
    )


class IssuerForm(ProfileForm):
    """The first set-up: the profile with the looks that everything else follows from."""

    brand_colour = fields.Colour(
        label="Colour", initial=GREEN, help_text="Buttons, badge art and mails."
    )
    accent_colour = fields.Colour(
        label="Accent", initial=GOLD, help_text="Small things: rings and leaves."
    )
    logo = fields.Picture(
        label="Mark",
        help_text="A square picture: PNG, JPEG, WebP or SVG, up to 5 MB. "
        "Until then your initials stand in.",
    )
