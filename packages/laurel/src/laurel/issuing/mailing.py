"""From an award to the mail about it: whose name, which words, which pictures."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from laurel.achievements import selectors as achievements
from laurel.awards import selectors as awards
from laurel.credentials import selectors as credentials
from laurel.deliveries import selectors as deliveries
from laurel.design import services as design
from laurel.design.types import Brand
from laurel.issuers import selectors as issuers
from laurel.notifications import selectors as notifications
from laurel.notifications import services as mails
from laurel.notifications.types import AwardMail, Chosen
from laurel.programs import selectors as programs
from laurel.programs.types import Contact

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement, AchievementVersion
    from laurel.awards.models import Award
    from laurel.credentials.models import Credential
    from laurel.foundation.models import OutgoingMail
    from laurel.issuers.models import Issuer

SAMPLE_NAME, SAMPLE_EMAIL = "Ada Lovelace", "ada@example.org"
SAMPLE_BADGE = "Facilitation: Completed"
SAMPLE_SENTENCE = "Leads a group so that everybody is heard."
SAMPLE_AWARD = "1" * 22  # as long as an address is; it opens nothing


def award_mail(award: "Award", version: "AchievementVersion") -> AwardMail:
    """What the mail about an award is filled with."""
    return _context(
        version.achievement.issuer,
        programs.contact_of(award.achievement),
        award_id=award.public_id,
        recipient_name=award.recipient_name,
        name=version.name,
        sentence=version.description,
        image=achievements.image_address(version),
    )


def mail_before_award(achievement: "Achievement", recipient_name: str) -> AwardMail:
    """The same for somebody who is still to be awarded; its links open nothing yet."""
    version = achievement.current
    return _context(
        achievement.issuer,
        programs.contact_of(achievement),
        award_id=SAMPLE_AWARD,
        recipient_name=recipient_name,
        name=version.name,
        sentence=version.description,
        image=achievements.image_address(version),
    )


def address_of(award: "Award") -> str:
    """Where mail reaches the person: what the institution's record says by now."""
    return awards.mail_address(award)


def send_award_mail(
    award: "Award", credential: "Credential", *, key: str
) -> "OutgoingMail":
    """Tell the person of an award about it, once for this key."""
    issuer, version = credential.issuer, credential.achievement_version
    return mails.send_award(
        context=award_mail(award, version),
        to=address_of(award),
        key=key,
        about=f"award:{award.public_id}",
        badge_png=achievements.picture(version).png,
        logo_png=issuers.logo(issuer) if issuer.logo else None,
        chosen=chosen_for(issuer, ()),
    )


def sample_mail(issuer: "Issuer") -> tuple[AwardMail, bytes]:
    """The same for a person who was not awarded anything: the values and the picture."""
    newest = achievements.of_issuer(issuer).first()
    if newest is not None:
        version = newest.current
        contact = programs.contact_of(newest)
        name, sentence = version.name, version.description
        png = achievements.picture(version).png
    else:
        contact = programs.contact_of_issuer(issuer)
        name, sentence = SAMPLE_BADGE, SAMPLE_SENTENCE
        png = _drawn(issuer, name)
    context = _context(
        issuer,
        contact,
        award_id=SAMPLE_AWARD,
        recipient_name=SAMPLE_NAME,
        name=name,
        sentence=sentence,
        image="",
    )
    return context, png


def chosen_for(issuer: "Issuer", languages: Iterable[str]) -> Chosen:
    """The words for a mail of the issuer, in the first of these languages that has some."""
    return notifications.chosen(
        issuer_public_id=issuer.public_id,
        kind=notifications.AWARD,
        wanted=[*languages, issuer.language],
    )


def _context(
    issuer: "Issuer",
    contact: Contact,
    *,
    award_id: str,
    recipient_name: str,
    name: str,
    sentence: str,
    image: str,
) -> AwardMail:
    tokens = issuers.brand_tokens(issuer)
    addresses = credentials.addresses_of(award_id)
    via = deliveries.query_of(award_id)
    return AwardMail(
        issuer_name=issuer.name,
        issuer_email=contact.email,  # answers reach those who know the programme
        issuer_url=issuer.url,
        brand_colour=tokens["--brand"],
        brand_ink=tokens["--brand-ink"],
        achievement_name=name,
        achievement_sentence=sentence,
        recipient_name=recipient_name,
        award_url=addresses.page + via,
        download_url=addresses.png + via,
        image_url=image,
        support_email=contact.email,
        trouble_url=f"{addresses.page}/help",
        help_url=issuers.help_address(issuer),
        base_url=settings.LAUREL.base_url,
    )


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
