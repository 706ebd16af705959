"""The mail with somebody's badges, which they asked for at *Find my badge*."""

from laurel.foundation import mail
from laurel.foundation.models import OutgoingMail
from laurel.notifications.rendering import render
from laurel.notifications.types import FoundMail

SITE = "Laurel"


def send_found(*, context: FoundMail, to: str, key: str) -> OutgoingMail:
    """Put “Your badges” into the outbox, once for this key.

    Raises:
        Refused: the address is none.
    """
    count = len(context.badges) + context.more
    words = render(
        "found",
        {
            "heading": "Your badge" if count == 1 else f"Your {count} badges",
            "badges": [
                {
                    "name": badge.name,
                    "line": f"{badge.issuer_name}, "
                    f"{badge.issued_on.day} {badge.issued_on:%B %Y}",
                    "url": badge.url,
                }
                for badge in context.badges
            ],
            "more": f"And {context.more} more: sign in with this address to see them all."
            if context.more
            else "",
            "find_url": context.find_url,
            "base_url": context.base_url,
        },
    )
    return mail.send(
        mail.Message(
            key=key,
            to=to,
            from_name=SITE,
            subject=words.subject,
            text=words.text,
            html=words.html,
        )
    )
