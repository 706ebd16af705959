"""Forms about what an issuer says: of itself, on its help page, in its mails."""

from typing import Any

from django import forms

from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as notifications
from laurel.notifications.types import LANGUAGES, Kind
from laurel.sites.console.forms import fields, organizations
from laurel.sites.console.mail_kinds import NAMED

MAX_PHONE = 40
MAX_HELP = 20_000
LONG = 1_000  # the service knows how long each part may be
PLACE = "Write something: the mail has a place for it."


class ProfileForm(organizations.ProfileForm):
    """Who the issuer is, who answers, and what its days and mails go by."""

    contact_name = fields.Line(
        label="Who answers",
        required=False,
        help_text="A person or a desk: Registrar’s office. A programme may have its own.",
    )
    phone = fields.Line(
        label="Telephone",
        required=False,
        longest=MAX_PHONE,
        help_text="Shown to the public: +1 604 555 0100.",
    )
    phone.widget.input_type = "tel"
    time_zone = forms.ChoiceField(
        label="Time zone",
        help_text="The dates on badges are days of this calendar, wherever the reader is.",
        error_messages={"invalid_choice": "Choose a time zone from the list."},
    )
    language = forms.ChoiceField(
        label="Language of your mails",
        choices=tuple(LANGUAGES.items()),
        help_text="For everybody whose own language is not known, or has no words.",
        error_messages={"invalid_choice": "Choose a language from the list."},
    )
    linkedin_id = fields.Line(
        label="Number of your LinkedIn page",
        required=False,
        longest=20,
        help_text="With it earners’ profiles show your logo. It stands in the address of your"
        " page’s administration: linkedin.com/company/1234567/admin.",
    )
    linkedin_id.widget.attrs["inputmode"] = "numeric"
    shows_programs = forms.BooleanField(
        label="Lead from the page of a badge to our other programmes",
        required=False,
        help_text="Those that are listed and have a page of their own.",
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own
        zones = [(zone, zone.replace("_", " ")) for zone in issuers.time_zones()]
        choice = self.fields["time_zone"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 - declared above
        choice.choices = zones


class HelpForm(forms.Form):
    """The help page for earners."""

    text = fields.Lines(
        label="The help page",
        missing="Write at least one question, or go back to the text that Laurel brings.",
        longest=MAX_HELP,
        rows=24,
        help_text="Markdown works: ## for a question, - for a list, **bold**,"
        " [words](https://college.example) for a link.",
    )


class WordingForm(forms.Form):
    """What a mail to earners says; each part has its place in the mail."""

    subject = fields.Line(label="Subject", missing=PLACE, longest=LONG)
    heading = fields.Line(label="Heading", missing=PLACE, longest=LONG)
    text = fields.Lines(
        label="Text",
        missing=PLACE,
        rows=8,
        help_text="Paragraphs, with an empty line between them.",
    )
    see = fields.Line(label="First button", missing=PLACE)
    download = fields.Line(label="Second button", missing=PLACE)
    note = fields.Lines(label="Below the buttons", missing=PLACE, rows=3)
    wrong = fields.Lines(label="If something is wrong", missing=PLACE, rows=3)
    help = fields.Line(label="Link to your help page", missing=PLACE)
    trouble = fields.Line(label="Link for whoever cannot get it", missing=PLACE)
    find = fields.Line(label="Link to find all their badges", missing=PLACE)
    guide = fields.Line(label="Link to how it is managed and shared", missing=PLACE)
    why = fields.Lines(label="Why they get this mail", missing=PLACE, rows=3)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = notifications.parts_of(kind)
        for name in set(self.fields) - set(places):
            del self.fields[name]
        if "download" not in places:
            self.fields["see"].label = "Button"
            if "note" in places:
                self.fields["note"].label = "Below the button"


class MailForm(forms.Form):
    """A mail, and a language to write it in."""

    kind = forms.ChoiceField(
        label="Mail",
        choices=tuple((kind.value, named.title) for kind, named in NAMED.items()),
        error_messages={"invalid_choice": "Choose a mail from the list."},
    )
    language = forms.ChoiceField(
        label="Language",
        choices=tuple(LANGUAGES.items()),
        error_messages={"invalid_choice": "Choose a language from the list."},
    )
