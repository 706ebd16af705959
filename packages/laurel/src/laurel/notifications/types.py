"""What the words of a mail are filled with: one frozen dataclass a kind of mail."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class AwardMail:
    """“… has awarded you …”, in the issuer's name and colours.

    Colours are `#rrggbb`; `brand_ink` is what can be read on `brand_colour`. Addresses
    are absolute. `support_email` is where a person answers; answers to the mail itself
    go to `issuer_email`.
    """

    issuer_name: str
    issuer_email: str
    issuer_url: str = ""
    brand_colour: str
    brand_ink: str
    achievement_name: str
    achievement_sentence: str = ""
    recipient_name: str
    award_url: str
    download_url: str
    image_url: str
    support_email: str
    trouble_url: str = ""  # the form for whoever cannot get it; empty: none
    help_url: str = ""  # empty: the page that explains badges
    base_url: str


@dataclass(frozen=True, kw_only=True)
class ApprovalMail:
    """“… asks you to approve …”, to the staff, in the organization's name and colours."""

    organization_name: str
    proposer_name: str
    achievement_name: str
    people: int
    url: str
    reply_to: str
    brand_colour: str
    brand_ink: str
    base_url: str


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What an issuer may say in its own words; `{variables}` stand for facts.

    `text` is paragraphs with an empty line between them; the others are one line each.
    """

    subject: str
    heading: str
    text: str
    see: str
    download: str
    note: str
    wrong: str
    help: str
    trouble: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The wording that a mail goes out in."""

    wording: Wording
    language: str
    is_own: bool  # False: the wording that Laurel brings, in English


# The languages that mails may be worded in, by code: what their speakers call them. All are
# written from left to right, as the mail is laid out.
LANGUAGES = {
    "en": "English",
    "cs": "Čeština",
    "cy": "Cymraeg",
    "da": "Dansk",
    "de": "Deutsch",
    "es": "Español",
    "et": "Eesti",
    "fi": "Suomi",
    "fr": "Français",
    "ga": "Gaeilge",
    "it": "Italiano",
    "ja": "日本語",
    "lt": "Lietuvių",
    "lv": "Latviešu",
    "mi": "Te reo Māori",
    "nb": "Norsk bokmål",
    "nl": "Nederlands",
    "pl": "Polski",
    "pt": "Português",
    "sk": "Slovenčina",
    "sl": "Slovenščina",
    "sv": "Svenska",
    "uk": "Українська",
    "zh": "中文",
}


@dataclass(frozen=True, kw_only=True)
class InvitationMail:
    """“… invites you to …”, in the organization's name and colours."""

    organization_name: str
    inviter_name: str  # empty: they gave none
    role: str
    expires_on: dt.date
    url: str
    reply_to: str
    brand_colour: str
    brand_ink: str
    base_url: str


class Change(StrEnum):
    """What became of a badge that somebody has."""

    CORRECTED = "corrected"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    REVOKED = "revoked"


@dataclass(frozen=True, kw_only=True)
class ChangeMail:
    """“Your badge was …”, to whom it was awarded, in the issuer's name and colours.

    `wording` is what the badge page says to everybody and `reason_words` what is meant for the
    recipient; both are empty where the badge counts (again).
    """

    change: Change
    issuer_name: str
    issuer_email: str
    issuer_url: str = ""
    brand_colour: str
    brand_ink: str
    achievement_name: str
    recipient_name: str
    award_url: str
    download_url: str
    review_url: str
    reason_words: str = ""
    wording: str = ""
    support_email: str
    help_url: str = ""  # empty: the page that explains badges
    base_url: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A short letter in the issuer's name and colours: some sentences and one button.

    `said` is what a person wrote, shown apart and with its line breaks.
    """

    issuer_name: str
    issuer_url: str = ""
    reply_to: str = ""  # empty: answers go nowhere
    brand_colour: str
    brand_ink: str
    subject: str
    heading: str
    said: str = ""
    paragraphs: tuple[str, ...]
    button: str
    button_url: str
    why: str
    help_url: str


@dataclass(frozen=True, kw_only=True)
class FoundBadge:
    """One line of the mail about somebody's badges."""

    name: str
    issuer_name: str
    issued_on: dt.date
    url: str


@dataclass(frozen=True, kw_only=True)
class FoundMail:
    """“Your badges”, in the site's name: somebody typed this address at *Find my badge*."""

    badges: tuple[FoundBadge, ...]
    more: int  # how many are not listed
    find_url: str
    base_url: str
