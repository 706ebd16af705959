"""Writing mails and putting them into the outbox."""

from laurel.foundation import mail
from laurel.foundation.models import JobPriority, OutgoingMail
from laurel.notifications.rendering import (
    Words,
    one_line,
    render,
    render_html,
    render_text,
)
from laurel.notifications.types import (
    ApprovalMail,
    AwardMail,
    ChangeMail,
    Chosen,
    InvitationMail,
    Letter,
)
from laurel.notifications.wordings import (
    AWARD,
    DEFAULTS,
    filled,
    filled_html,
    paragraphs,
)

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
    chosen: Chosen | None = None,
) -> OutgoingMail:
    """Put “… has awarded you …” into the outbox, once for this key.

    With `badge_png` and `logo_png` the pictures travel inside the mail: a mail program
    that loads nothing still shows them, and nobody learns when the mail was opened.
    Without a `chosen` wording it says what Laurel brings.

    Raises:
        Refused: the address is none, or a name would break a header.
    """
    return mail.send(
        award_message(
            context=context,
            to=to,
            key=key,
            about=about,
            badge_png=badge_png,
            logo_png=logo_png,
            chosen=chosen,
        )
    )


def award_message(
    *,
    context: AwardMail,
    to: str,
    key: str = "",
    about: str = "",
    badge_png: bytes | None = None,
    logo_png: bytes | None = None,
    chosen: Chosen | None = None,
) -> mail.Message:
    """The same mail, not sent: what a preview shows."""
    chosen = chosen or Chosen(wording=DEFAULTS[AWARD], language="en", is_own=False)
    wording = chosen.wording
    facts = {
        "recipient_name": context.recipient_name,
        "recipient_email": to,
        "badge_name": context.achievement_name,
        "badge_sentence": context.achievement_sentence,
        "issuer_name": context.issuer_name,
        "contact_email": context.support_email,
    }
    said = {
        part: filled(getattr(wording, part), facts)
        for part in ("subject", "heading", "see", "download", "note", "help", "trouble")
    }
    text = render_text(
        "award",
        {
            **_award_facts(context),
            **said,
            "paragraphs": paragraphs(filled(wording.text, facts)),
            "wrong": filled(wording.wrong, facts),
            "why": filled(wording.why, facts),
        },
    )
    html = render_html(
        "award",
        {
            **_award_facts(context),
            **said,
            "language": chosen.language,
            "paragraphs": [
                filled_html(part, facts)
                for part in paragraphs(wording.text)
                if filled(part, facts).strip()
            ],
            "wrong": filled_html(wording.wrong, facts),
            "why": filled_html(wording.why, facts),
            "picture": f"cid:{BADGE_PICTURE}" if badge_png else context.image_url,
            "logo": f"cid:{LOGO_PICTURE}" if logo_png else "",
            "plate_colour": _tint(context.brand_colour, PLATE_SHARE),
            "button_colour": context.brand_colour,
            "button_edge": context.brand_colour,
            "button_ink": context.brand_ink,
        },
    )
    return mail.Message(
        key=key,
        about=about,
        to=to,
        to_name=context.recipient_name,
        from_name=context.issuer_name,
        reply_to=context.issuer_email,
        subject=one_line(said["subject"]),
        text=text,
        html=html,
        pictures=_pictures(badge=badge_png, logo=logo_png),
        priority=JobPriority.BULK,  # there may be thousands of them
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
    return mail.send(
        _message(
            words,
            key=key,
            about=about,
            to=to,
            from_name=context.organization_name,
            reply_to=context.reply_to,
            logo_png=logo_png,
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
            "help_url": context.help_url or f"{context.base_url}/help/open-badges",
            "logo": f"cid:{LOGO_PICTURE}" if logo_png else "",
            "button_colour": context.brand_colour,
            "button_ink": context.brand_ink,
        },
    )
    return mail.send(
        _message(
            words,
            key=key,
            about=about,
            to=to,
            to_name=context.recipient_name,
            from_name=context.issuer_name,
            reply_to=context.issuer_email,
            logo_png=logo_png,
        )
    )


def send_letter(
    *,
    letter: Letter,
    to: str,
    key: str,
    about: str,
    logo_png: bytes | None = None,
) -> OutgoingMail:
    """Put a letter into the outbox, once for this key.

    Raises:
        Refused: the address is none, or a name would break a header.
    """
    words = render(
        "letter",
        {
            "line": letter.subject,
            "heading": letter.heading,
            "said": letter.said,
            "paragraphs": list(letter.paragraphs),
            "button": letter.button,
            "button_url": letter.button_url,
            "why": letter.why,
            "issuer_name": letter.issuer_name,
            "issuer_url": letter.issuer_url,
            "help_url": letter.help_url,
            "logo": f"cid:{LOGO_PICTURE}" if logo_png else "",
            "button_colour": letter.brand_colour,
            "button_ink": letter.brand_ink,
        },
    )
    return mail.send(
        _message(
            words,
            key=key,
            about=about,
            to=to,
            from_name=letter.issuer_name,
            reply_to=letter.reply_to,
            logo_png=logo_png,
        )
    )


def send_approval(
    *,
    context: ApprovalMail,
    to: str,
    key: str,
    about: str,
    logo_png: bytes | None = None,
) -> OutgoingMail:
    """Put “… asks you to approve …” into the outbox, once for this key.

    Raises:
        Refused: the address is none, or a name would break a header.
    """
    number = context.people
    words = render(
        "approval",
        {
            "organization_name": context.organization_name,
            "proposer": context.proposer_name,
            "badge_name": context.achievement_name,
            "people": "one person" if number == 1 else f"{number:,} people",
            "url": context.url,
            "recipient_email": to,
            "base_url": context.base_url,
            "logo": f"cid:{LOGO_PICTURE}" if logo_png else "",
            "button_colour": context.brand_colour,
            "button_ink": context.brand_ink,
        },
    )
    return mail.send(
        _message(
            words,
            key=key,
            about=about,
            to=to,
            from_name=context.organization_name,
            reply_to=context.reply_to,
            logo_png=logo_png,
        )
    )


def _award_facts(context: AwardMail) -> dict[str, str]:
    return {
        "issuer_name": context.issuer_name,
        "issuer_url": context.issuer_url,
        "badge_name": context.achievement_name,
        "badge_url": context.award_url,
        "download_url": context.download_url,
        "trouble_url": context.trouble_url,
        "help_url": context.help_url or f"{context.base_url}/help/open-badges",
    }


def _message(
    words: Words,
    *,
    key: str,
    about: str,
    to: str,
    to_name: str = "",
    from_name: str,
    reply_to: str,
    logo_png: bytes | None,
) -> mail.Message:
    return mail.Message(
        key=key,
        about=about,
        to=to,
        to_name=to_name,
        from_name=from_name,
        reply_to=reply_to,
        subject=words.subject,
        text=words.text,
        html=words.html,
        pictures=_pictures(logo=logo_png),
    )


def _pictures(**found: bytes | None) -> tuple[mail.Picture, ...]:
    return tuple(
        mail.Picture(name=name, mime_type="image/png", data=data)
        for name, data in found.items()
        if data is not None
    )


def _tint(colour: str, share: float) -> str:
    """The colour thinned with white; mail programs know no transparency."""
    parts = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return "#" + "".join(f"{round(255 - (255 - p) * share):02x}" for p in parts)
