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
    base_url: str


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
    base_url: str
