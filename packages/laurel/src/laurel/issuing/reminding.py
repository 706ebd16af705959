"""The mail that tells one person what ends soon, however much that is."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from laurel.credentials import selectors as credentials
from laurel.foundation.models import JobPriority
from laurel.issuers import selectors as issuers
from laurel.issuing import mailing
from laurel.notifications import selectors as languages
from laurel.notifications import services as notifications
from laurel.notifications.types import Kind

if TYPE_CHECKING:
    from laurel.awards.models import Award
    from laurel.foundation.models import OutgoingMail

NAMED = 3  # in the subject; the mail itself has all of them
MOST_LISTED = 50


def send(
    ending: "Sequence[Award]", *, unsubscribe_url: str, key: str
) -> "OutgoingMail":
    """Put it into the outbox; all awards are one person's and one issuer's."""
    first = ending[0]
    credential = credentials.public(first.public_id)
    issuer = credential.issuer
    chosen = mailing.chosen_for(issuer, Kind.REMINDER, (first.language,))
    letter = replace(
        mailing.letter_about(first, credential),
        badge_name=_names(ending),
        badge_sentence="",
        said=_listed(ending, chosen.language),
        download_url="",
        image_url="",
        trouble_url="",
        guide_url=unsubscribe_url,
        unsubscribe_url=unsubscribe_url,
    )
    return notifications.send_letter(
        letter=letter,
        chosen=chosen,
        to=mailing.address_of(first),
        key=key,
        about=f"award:{first.public_id}",
        logo_png=issuers.logo(issuer) if issuer.logo else None,
        priority=JobPriority.BULK,
    )


def _names(ending: "Sequence[Award]") -> str:
    names = ", ".join(award.version.name for award in ending[:NAMED])
    return f"{names} …" if len(ending) > NAMED else names


def _listed(ending: "Sequence[Award]", language: str) -> str:
    lines = [
        f"{award.version.name}: {languages.until(award.expires_on, language)}"
        for award in ending[:MOST_LISTED]
    ]
    return "\n".join([*lines, "…"] if len(ending) > MOST_LISTED else lines)
