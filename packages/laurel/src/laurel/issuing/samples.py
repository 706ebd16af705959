"""Mails to somebody invented: what an issuer looks at before its words go out."""

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.conf import settings

from laurel.achievements import selectors as achievements
from laurel.design import services as design
from laurel.design.types import Brand
from laurel.issuers import selectors as issuers
from laurel.issuing import mailing
from laurel.notifications.types import Kind, Letter
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer

NAME, EMAIL = "Ada Lovelace", "ada@example.org"
BADGE = "Facilitation: Completed"
SENTENCE = "Leads a group so that everybody is heard."
WORDING = "Issued in error. The course was another one."
ANSWER = "Thank you for writing.\n\nWe looked into it, and put it right."
DUE_IN = dt.timedelta(days=30)
TASK = "A lesson plan that you used"
COMMENT = "Clear and well measured. A line about what you would change makes it whole."
REASON = "administrative_error"
WINDOW = (dt.timedelta(weeks=6), dt.timedelta(weeks=8))  # after today
ABOUT_AN_AWARD = (Kind.AWARD, Kind.CORRECTED, Kind.REINSTATED, Kind.RENEWED)
ABOUT_A_LOSS = (Kind.SUSPENDED, Kind.REVOKED)
ABOUT_AN_ENDORSEMENT = {
    Kind.ENDORSE: "You saw me lead the group this spring. Would you say so?",
    Kind.ENDORSE_CODE: "417 302",
    Kind.ENDORSED: "Grace Hopper, Rear Admiral\n\nShe hears everybody, and then decides.",
}
WITH_AN_ANSWER = (
    Kind.ANSWERED,
    Kind.SETTLED,
    Kind.REVIEW_GRANTED,
    Kind.REVIEW_REFUSED,
    Kind.NAME_CHANGED,
)
ABOUT_EVIDENCE = (
    Kind.EVIDENCE_ASKED,
    Kind.EVIDENCE_REMINDER,
    Kind.EVIDENCE_EXTENDED,
    Kind.EVIDENCE_ACCEPTED,
    Kind.EVIDENCE_RETURNED,
    Kind.EVIDENCE_REJECTED,
)
WITH_A_COMMENT = (
    Kind.EVIDENCE_ACCEPTED,
    Kind.EVIDENCE_RETURNED,
    Kind.EVIDENCE_REJECTED,
)


def letter(issuer: "Issuer", kind: Kind) -> tuple[Letter, bytes | None]:
    """What a mail of this kind would say, with the picture of the badge if it shows one."""
    newest = achievements.of_issuer(issuer).first()
    version = newest.current if newest else None
    today = issuers.today(issuer)
    whole = mailing.letter_of(
        issuer,
        programs.contact_of(newest) if newest else programs.contact_of_issuer(issuer),
        award_id=mailing.NOT_AWARDED,
        to=EMAIL,
        recipient_name=NAME,
        badge_name=version.name if version else BADGE,
        badge_sentence=version.description if version else SENTENCE,
        issued_on=today,
        expires_on=achievements.validity(version).until(today) if version else None,
    )
    if kind is Kind.AWARD:
        png = achievements.picture(version).png if version else _drawn(issuer, BADGE)
        return whole, png
    return _fitted(whole, kind, today), None


def _fitted(whole: Letter, kind: Kind, today: dt.date) -> Letter:
    """The sample letter as one of this kind has it."""
    if kind in ABOUT_AN_AWARD:
        return whole
    return replace(
        whole, download_url="", trouble_url="", **_facts_of(whole, kind, today)
    )


def _facts_of(whole: Letter, kind: Kind, today: dt.date) -> dict[str, Any]:
    elsewhere = f"{settings.LAUREL.base_url}/help/open-badges"
    if kind is Kind.REMINDER:
        return {"said": whole.badge_name}
    if kind in ABOUT_A_LOSS:
        reason = REASON if kind is Kind.REVOKED else ""
        return {"public_wording": WORDING, "reason": reason}
    if kind in ABOUT_AN_ENDORSEMENT:
        return {"button_url": elsewhere, "said": ABOUT_AN_ENDORSEMENT[kind]}
    if kind is Kind.EXPECTED:
        first, last = (today + each for each in WINDOW)
        return {"issued_on": None, "expires_on": None, "expected": (first, last)}
    if kind in ABOUT_EVIDENCE:
        return {
            "button_url": elsewhere,
            "task_title": TASK,
            "due_on": whole.issued_on + DUE_IN if whole.issued_on else None,
            "said": COMMENT if kind in WITH_A_COMMENT else "",
        }
    said = ANSWER if kind in WITH_AN_ANSWER else ""
    return {"recipient_name": "", "button_url": elsewhere, "said": said}


def _drawn(issuer: "Issuer", name: str) -> bytes:
    brand = Brand(
        name=issuer.name,
        colour=issuer.brand_colour,
        accent=issuer.accent_colour,
        mark=issuer.mark,
    )
    return design.picture_of(
        design=design.suggest(name=name, title=name), brand=brand
    ).png
