"""Telling people things."""

from laurel.foundation import mail
from laurel.foundation.models import OutgoingMail
from laurel.notifications.rendering import render
from laurel.notifications.types import AwardMail, ChangeMail, InvitationMail

BADGE_PICTURE = "badge"  # what `cid:badge` in the award mail means
LOGO_PICTURE = "logo"
PLATE_SHARE = 0.12  # how much of the brand's colour is behind the badge; the rest white


def send_award(
    *,
    context: AwardMail,
    to: str,
    key: str,
    about: str,
    badge_png: bytes | None = None,
    logo_png: bytes | None = None,
) -> OutgoingMail:
    """Put “… has awarded you …” into the outbox, once for this key.

    With `badge_png` and `logo_png` the pictures travel inside the mail: a mail program
    that loads nothing still shows them, and nobody learns when the mail was opened.

    Raises:
        Refused: the address is none, or a name would break a header.
    """
    pictures = tuple(
        mail.Picture(name=name, mime_type="image/png", data=data)
        for name, data in ((BADGE_PICTURE, badge_png), (LOGO_PICTURE, logo_png))
        if data is not None
    )
    words = render(
        "award",
        {
            "issuer_name": context.issuer_name,
            "issuer_url": context.issuer_url,
            "badge_name": context.achievement_name,
            "sentence": context.achievement_sentence,
            "recipient_name": context.recipient_name,
            "recipient_email": to,
            "badge_url": context.award_url,
            "download_url": context.download_url,
            "help_email": context.support_email,
            "base_url": context.base_url,
            "picture": f"cid:{BADGE_PICTURE}" if badge_png else context.image_url,
            "logo": f"cid:{LOGO_PICTURE}" if logo_png else "",
            "plate_colour": _tint(context.brand_colour, PLATE_SHARE),
            "button_colour": context.brand_colour,
            "button_edge": context.brand_colour,
            "button_ink": context.brand_ink,
        },
    )
    return mail.send(
        mail.Message(
            key=key,
            about=about,
            to=to,
            to_name=context.recipient_name,
            from_name=context.issuer_name,
            reply_to=context.issuer_email,
            subject=words.subject,
            text=words.text,
            html=words.html,
            pictures=pictures,
        )
    )


def send_invitation(
    *,
    context: InvitationMail,
    to: str,
    key: str,
    about: str,
    logo_png: bytes | None = None,
) -> OutgoingMail:
    """Put “… invites you to …” into the outbox, once for this key.

    Raises:
        Refused: the address is none, or a name would break a header.
    """
    day = context.expires_on
    words = render(
        "invitation",
        {
            "organization_name": context.organization_name,
            "inviter": context.inviter_name or "An owner",
            "role": context.role,
            "article": "an" if context.role[:1] in "aeiou" else "a",
            "expires": f"{day.day} {day:%B %Y}",
            "url": context.url,
            "recipient_email": to,
            "base_url": context.base_url,
            "logo": f"cid:{LOGO_PICTURE}" if logo_png else "",
            "button_colour": context.brand_colour,
            "button_ink": context.brand_ink,
        },
    )
    pictures = (
        (mail.Picture(name=LOGO_PICTURE, mime_type="image/png", data=logo_png),)
        if logo_png is not None
        else ()
    )
    return mail.send(
        mail.Message(
            key=key,
            about=about,
            to=to,
            from_name=context.organization_name,
            reply_to=context.reply_to,
            subject=words.subject,
            text=words.text,
            html=words.html,
            pictures=pictures,
        )
    )


def send_change(
    *,
    context: ChangeMail,
    to: str,
    key: str,
    about: str,
    logo_png: bytes | None = None,
) -> OutgoingMail:
    """Put “Your badge was corrected” and the like into the outbox, once for this key.

    Raises:
        Refused: the address is none, or a name would break a header.
    """
    words = render(
        "change",
        {
            "kind": context.change.value,
            "issuer_name": context.issuer_name,
            "issuer_url": context.issuer_url,
            "badge_name": context.achievement_name,
            "recipient_name": context.recipient_name,
            "recipient_email": to,
            "badge_url": context.award_url,
            "download_url": context.download_url,
            "review_url": context.review_url,
            "reason_words": context.reason_words,
            "wording": context.wording,
            "help_email": context.support_email,
            "base_url": context.base_url,
            "logo": f"cid:{LOGO_PICTURE}" if logo_png else "",
            "button_colour": context.brand_colour,
            "button_ink": context.brand_ink,
        },
    )
    pictures = (
        (mail.Picture(name=LOGO_PICTURE, mime_type="image/png", data=logo_png),)
        if logo_png is not None
        else ()
    )
    return mail.send(
        mail.Message(
            key=key,
            about=about,
            to=to,
            to_name=context.recipient_name,
            from_name=context.issuer_name,
            reply_to=context.issuer_email,
            subject=words.subject,
            text=words.text,
            html=words.html,
            pictures=pictures,
        )
    )


def _tint(colour: str, share: float) -> str:
    """The colour thinned with white; mail programs know no transparency."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - p) * share):02x}" for p in parts)
