"""Writing mails and putting them into the outbox."""

from collections.abc import Mapping

from laurel.foundation import mail
from laurel.foundation.models import JobPriority, OutgoingMail
from laurel.notifications import languages
from laurel.notifications.rendering import (
    one_line,
    render,
    render_html,
    render_text,
)
from laurel.notifications.types import (
    ApprovalMail,
    Chosen,
    InvitationMail,
    Letter,
)
from laurel.notifications.wordings import filled, filled_html, paragraphs
from laurel.notifications.words import DUE, OURS, REASONS

BADGE_PICTURE = "badge"  # what `cid:badge` in a letter means
LOGO_PICTURE = "logo"
PLATE_SHARE = 0.12  # how much of the brand's colour is behind the badge; the rest white
# The parts that stand in the HTML as they are; the others may have the contact as a link.
_LINES = ("subject", "heading", "see", "download", "help", "trouble", "find", "guide")
_SENTENCES = ("note", "wrong", "why")


def send_letter(
    *,
    letter: Letter,
    chosen: Chosen,
    to: str,
    key: str,
    about: str,
    badge_png: bytes | None = None,
    logo_png: bytes | None = None,
    priority: JobPriority = JobPriority.NORMAL,
) -> OutgoingMail:
    """Put a letter into the outbox in the words that were chosen, once for this key.

    With `badge_png` and `logo_png` the pictures travel inside the mail: a mail program
    that loads nothing still shows them, and nobody learns when the mail was opened.

    Raises:
        Refused: the address is none, or a name would break a header.
    """
    return mail.send(
        letter_message(
            letter=letter,
            chosen=chosen,
            to=to,
            key=key,
            about=about,
            badge_png=badge_png,
            logo_png=logo_png,
            priority=priority,
        )
    )


def letter_message(
    *,
    letter: Letter,
    chosen: Chosen,
    to: str,
    key: str = "",
    about: str = "",
    badge_png: bytes | None = None,
    logo_png: bytes | None = None,
    priority: JobPriority = JobPriority.NORMAL,
) -> mail.Message:
    """The same mail, not sent: what a preview shows."""
    wording, facts = chosen.wording, _facts(letter, chosen.language, to)
    said = {part: filled(getattr(wording, part), facts) for part in _LINES}
    fixed = {**said, **_fixed(letter), "language": chosen.language}
    text = paragraphs(filled(wording.text, facts))
    return mail.Message(
        key=key,
        about=about,
        to=to,
        to_name=letter.recipient_name,
        from_name=letter.issuer_name,
        reply_to=letter.contact_email,
        subject=one_line(said["subject"]),
        text=render_text(
            "letter",
            {
                **fixed,
                **{part: filled(getattr(wording, part), facts) for part in _SENTENCES},
                "paragraphs": text,
            },
        ),
        html=render_html(
            "letter",
            {
                **fixed,
                **{
                    part: filled_html(getattr(wording, part), facts)
                    for part in _SENTENCES
                },
                "paragraphs": [
                    filled_html(part, facts)
                    for part in paragraphs(wording.text)
                    if filled(part, facts).strip()
                ],
                "preview": one_line(text[0]) if text else said["heading"],
                "picture": f"cid:{BADGE_PICTURE}" if badge_png else letter.image_url,
                "logo": f"cid:{LOGO_PICTURE}" if logo_png else "",
                "plate_colour": _tint(letter.brand_colour, PLATE_SHARE),
                "button_colour": letter.brand_colour,
                "button_ink": letter.brand_ink,
            },
        ),
        unsubscribe_url=letter.unsubscribe_url,
        pictures=_pictures(badge=badge_png, logo=logo_png),
        priority=priority,
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
    return _to_staff(
        "invitation",
        {
            "inviter": context.inviter_name or "An owner",
            "role": context.role,
            "article": "an" if context.role[:1] in "aeiou" else "a",
            "expires": f"{day.day} {day:%B %Y}",
        },
        context,
        to=to,
        key=key,
        about=about,
        logo_png=logo_png,
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
    return _to_staff(
        "approval",
        {
            "proposer": context.proposer_name,
            "badge_name": context.achievement_name,
            "people": "one person" if number == 1 else f"{number:,} people",
        },
        context,
        to=to,
        key=key,
        about=about,
        logo_png=logo_png,
    )


def _facts(letter: Letter, language: str, to: str) -> dict[str, str]:
    """What the variables become in this language; empty where there is nothing to say."""
    issued = letter.issued_on
    return {
        "recipient_name": letter.recipient_name,
        "recipient_email": to,
        "badge_name": letter.badge_name,
        "badge_sentence": letter.badge_sentence,
        "issued_on": languages.day(issued, language) if issued else "",
        "valid_until": languages.until(letter.expires_on, language) if issued else "",
        "expected": languages.between(*letter.expected, language)
        if letter.expected
        else "",
        "reason": REASONS.get(language, REASONS[OURS]).get(letter.reason, ""),
        "public_wording": letter.public_wording,
        "task_title": letter.task_title,
        "due": _due(letter, language),
        "issuer_name": letter.issuer_name,
        "contact_email": letter.contact_email,
    }


def _due(letter: Letter, language: str) -> str:
    """Until when, as a sentence without its full stop."""
    for_a_time, for_ever = DUE.get(language, DUE[OURS])
    if letter.due_on is None:
        return for_ever
    return for_a_time.format(day=languages.day(letter.due_on, language))


def _fixed(letter: Letter) -> dict[str, str]:
    """What no wording says otherwise."""
    return {
        "issuer_name": letter.issuer_name,
        "issuer_url": letter.issuer_url,
        "contact_email": letter.contact_email,
        "badge_name": letter.badge_name,
        "said": letter.said,
        "button_url": letter.button_url,
        "download_url": letter.download_url,
        "trouble_url": letter.trouble_url,
        "guide_url": letter.guide_url,
        "find_url": f"{letter.base_url}/find",
        "help_url": letter.help_url or f"{letter.base_url}/help/open-badges",
    }


def _to_staff(
    name: str,
    values: Mapping[str, str],
    context: InvitationMail | ApprovalMail,
    *,
    to: str,
    key: str,
    about: str,
    logo_png: bytes | None,
) -> OutgoingMail:
    """A mail in the organisation's name and colours, in the words that Laurel brings."""
    words = render(
        name,
        {
            **values,
            "organization_name": context.organization_name,
            "url": context.url,
            "recipient_email": to,
            "base_url": context.base_url,
            "logo": f"cid:{LOGO_PICTURE}" if logo_png else "",
            "button_colour": context.brand_colour,
            "button_ink": context.brand_ink,
        },
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
            pictures=_pictures(logo=logo_png),
        )
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
