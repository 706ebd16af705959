"""From an award to the mails about it: whose name, which words, which pictures."""

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.deliveries import selectors as deliveries
from laurel.foundation.models import JobPriority
from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as notifications
from laurel.notifications import services as mails
from laurel.notifications.types import Chosen, Kind, Letter
from laurel.programs import selectors as programs

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.foundation.models import OutgoingMail
    from laurel.issuers.models import Issuer
    from laurel.programs.types import Contact

NOT_AWARDED = "1" * 22  # as long as the name of an award is; its addresses open nothing


def letter_about(award: "Award", credential: "Credential", *, to: str = "") -> Letter:
    """What every mail about an award is filled with, as its credential says it.

    Without `to` it is for the address where the person is reached by now.
    """
    version, issuer = credential.achievement_version, credential.issuer
    return letter_of(
        issuer,
        programs.contact_of(award.achievement),
        award_id=award.public_id,
        to=to or address_of(award),
        recipient_name=award.recipient_name,  # the document may keep it to itself
        badge_name=version.name,
        badge_sentence=version.description,
        image_url=achievements.image_address(version),
        issued_on=award.issued_on or issuers.day(issuer, credential.issued_at),
        expires_on=award.expires_on,
    )


def letter_before(
    achievement: "Achievement",
    *,
    recipient_name: str,
    recipient_email: str,
    issued_on: dt.date | None,
    expires_on: dt.date | None,
) -> Letter:
    """The same for somebody who is still to be awarded; its links open nothing yet."""
    version, issuer = achievement.current, achievement.issuer
    day = issued_on or issuers.today(issuer)
    return letter_of(
        issuer,
        programs.contact_of(achievement),
        award_id=NOT_AWARDED,
        to=recipient_email,
        recipient_name=recipient_name,
        badge_name=version.name,
        badge_sentence=version.description,
        image_url=achievements.image_address(version),
        issued_on=day,
        expires_on=expires_on or achievements.validity(version).until(day),
    )


def address_of(award: "Award") -> str:
    """Where mail reaches the person: what the institution's record says by now."""
    return awards.mail_address(award)


def send_award_mail(
    award: "Award", credential: "Credential", *, key: str
) -> "OutgoingMail":
    """Tell the person of an award about it, once for this key."""
    issuer, version = credential.issuer, credential.achievement_version
    to = address_of(award)
    return mails.send_letter(
        letter=letter_about(award, credential, to=to),
        chosen=chosen_for(
            issuer,
            Kind.RENEWED if award.renews_id else Kind.AWARD,
            (award.language,),
        ),
        to=to,
        key=key,
        about=f"award:{award.public_id}",
        badge_png=achievements.picture(version).png,
        logo_png=issuers.logo(issuer) if issuer.logo else None,
        priority=JobPriority.BULK,  # there may be thousands of them
    )


def chosen_for(issuer: "Issuer", kind: Kind, languages: Iterable[str]) -> Chosen:
    """The words for a mail of the issuer, in the first of these languages that has some."""
    return notifications.chosen(
        issuer_public_id=issuer.public_id,
        kind=kind,
        wanted=[*languages, issuer.language],
    )


def letter_of(
    issuer: "Issuer",
    contact: "Contact",
    *,
    award_id: str,
    to: str,
    recipient_name: str,
    badge_name: str,
    badge_sentence: str,
    image_url: str = "",
    issued_on: dt.date,
    expires_on: dt.date | None,
) -> Letter:
    """A letter of the issuer about an award of this name; answers reach the contact.

    The first button shows it to whoever has this address as theirs.
    """
    tokens = issuers.brand_tokens(issuer)
    addresses = credentials.addresses_of(award_id)
    via = deliveries.query_of(award_id)
    return Letter(
        issuer_name=issuer.name,
        issuer_url=issuer.url,
        contact_email=contact.email,  # those who know the programme
        brand_colour=tokens["--brand"],
        brand_ink=tokens["--brand-ink"],
        recipient_name=recipient_name,
        badge_name=badge_name,
        badge_sentence=badge_sentence,
        issued_on=issued_on,
        expires_on=expires_on,
        button_url=awards.claim_address(award_id, to) + via,
        download_url=addresses.png + via,
        image_url=image_url,
        trouble_url=f"{addresses.page}/help",
        help_url=issuers.help_address(issuer),
        guide_url=issuers.guide_address(issuer),
        base_url=settings.LAUREL.base_url,
    )
