"""The mail with somebody's badges, which they asked for at *Find my badge*."""

from laurel.foundation import mail
from laurel.foundation.models import OutgoingMail
from laurel.notifications import languages
from laurel.notifications.rendering import render
from laurel.notifications.types import FoundMail
from laurel.notifications.words import FOUND

SITE = "Laurel"


def send_found(*, context: FoundMail, to: str, key: str) -> OutgoingMail:
    """Put “Your badges” into the outbox, once for this key.

    Raises:
        Refused: the address is none.
    """
    said, count = FOUND[context.language], len(context.badges) + context.more
    words = render(
        "found",
        {
            "language": context.language,
            "heading": said.one if count == 1 else said.many.format(count=count),
            "intro": said.intro,
            "badges": [
                {
                    "name": badge.name,
                    "line": f"{badge.issuer_name}, "
                    f"{languages.day(badge.issued_on, context.language)}",
                    "contact": badge.contact_email,
                    "url": badge.url,
                }
                for badge in context.badges
            ],
            "more": said.more.format(count=context.more) if context.more else "",
            "missing": said.missing,
            "look": said.look,
            "find_url": context.find_url,
            "why": said.why.format(site=context.base_url),
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
