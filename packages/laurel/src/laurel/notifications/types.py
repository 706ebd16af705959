"""What the words of a mail are filled with: one frozen dataclass a kind of mail."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The mails to earners, each of which an issuer may say in its own words."""

    AWARD = "award"
    CORRECTED = "corrected"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    REVOKED = "revoked"
    ENDORSE = "endorse"  # to whoever is asked to praise it
    ENDORSE_CODE = "endorse_code"  # to the same: is the address theirs?
    ENDORSED = "endorsed"  # somebody praised it; they decide
    RECEIVED = "received"  # their question came in
    CONFIRM = "confirm"  # was it they who asked for another name?
    ANSWERED = "answered"  # to their question, which is still open; the others close it
    SETTLED = "settled"
    REVIEW_GRANTED = "review_granted"
    REVIEW_REFUSED = "review_refused"
    NAME_CHANGED = "name_changed"
    EXPECTED = "expected"  # a badge is being prepared, and this is when it comes
    EVIDENCE_ASKED = "evidence_asked"  # something is to be handed in
    EVIDENCE_REMINDER = "evidence_reminder"
    EVIDENCE_EXTENDED = "evidence_extended"  # there is more time
    EVIDENCE_ACCEPTED = "evidence_accepted"
    EVIDENCE_RETURNED = "evidence_returned"  # to be improved; it carries what was said
    EVIDENCE_REJECTED = "evidence_rejected"
    RENEWED = "renewed"  # another award took the place of one
    REMINDER = "reminder"  # something of theirs ends soon


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A mail in an issuer's name and colours: everything but its words.

    Colours are `#rrggbb`; `brand_ink` is what can be read on `brand_colour`. Addresses
    are absolute. `contact_email` is where a person answers, to the mail itself too.
    """

    issuer_name: str
    issuer_url: str = ""
    contact_email: str
    brand_colour: str
    brand_ink: str
    recipient_name: str = ""
    badge_name: str = ""
    badge_sentence: str = ""
    issued_on: dt.date | None = None  # None: no badge was issued (yet)
    expires_on: dt.date | None = None  # None: it does not expire
    expected: tuple[dt.date, dt.date] | None = (
        None  # between these days; None: no day is set
    )
    reason: str = ""  # the code of why it was revoked
    public_wording: str = ""  # what its page says to everybody of that
    task_title: str = ""  # what is to be handed in
    due_on: dt.date | None = None  # the last day for that; None: there is none
    said: str = ""  # what a person wrote, shown apart and with its line breaks
    button_url: str
    download_url: str = ""  # empty: there is one button
    image_url: str = ""  # of the badge, where its picture does not travel along
    trouble_url: str = ""  # the form for whoever cannot get it; empty: none
    help_url: str = ""  # empty: the page that explains badges
    guide_url: str = ""  # how to manage and share it; empty: none
    unsubscribe_url: str = ""  # of a reminder: one click there, and there are no more
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
    """The words of a mail to an earner; `{variables}` stand for facts.

    `text` is paragraphs with an empty line between them; the others are one line each. A kind
    of mail has no place for the parts that are empty in the wording that Laurel brings.
    """

    subject: str
    heading: str
    text: str
    see: str
    download: str = ""
    note: str = ""
    wrong: str = ""
    help: str
    trouble: str = ""
    find: str = ""
    guide: str = ""
    why: str


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """The wording that a mail goes out in."""

    wording: Wording
    language: str
    is_own: bool  # False: the wording that Laurel brings


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


@dataclass(frozen=True, kw_only=True)
class FoundBadge:
    """One line of the mail about somebody's badges."""

    name: str
    issuer_name: str
    issued_on: dt.date
    contact_email: str  # where a person answers
    url: str


@dataclass(frozen=True, kw_only=True)
class FoundMail:
    """“Your badges”, in the site's name: somebody typed this address at *Find my badge*."""

    badges: tuple[FoundBadge, ...]
    more: int  # how many are not listed
    language: str  # one that Laurel brings words in
    find_url: str
    base_url: str


@dataclass(frozen=True, kw_only=True)
class FoundWords:
    """What that mail says in one language; `{count}` and `{site}` stand for facts."""

    one: str
    many: str
    intro: str
    more: str
    missing: str
    look: str
    why: str
