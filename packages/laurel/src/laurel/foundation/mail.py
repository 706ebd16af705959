"""Mail: a row in the caller's transaction, delivered by a job."""

import base64
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import QuerySet

from laurel.foundation import ids
from laurel.foundation.errors import NotFound, Refused
from laurel.foundation.jobs import job
from laurel.foundation.models import MailState, OutgoingMail

MOST_NAME = 200
MOST_SUBJECT = 500
MOST_BODY = 512 * 1024  # far above any mail of ours; a runaway template stops here


@dataclass(frozen=True, kw_only=True)
class Picture:
    """An image inside a mail, shown where the HTML says `cid:<name>`."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class Message:
    """A mail to one person.

    `key` names the reason: the same key is one mail, however often it is asked for.
    `about` lets others find the mails of a thing again ("award:<id>").
    """

    key: str
    to: str
    subject: str
    text: str
    html: str = ""
    to_name: str = ""
    from_name: str = ""
    reply_to: str = ""
    about: str = ""
    pictures: tuple[Picture, ...] = ()


def send(message: Message) -> OutgoingMail:
    """Put a mail into the outbox, once for its key; it leaves after the commit.

    Raises:
        Refused: an address is none, or a header would carry a line break.
    """
    row, is_new = OutgoingMail.objects.get_or_create(
        key=message.key, defaults=_columns(message)
    )
    if is_new:
        deliver.defer(key=f"mail:{row.pk}", mail_id=str(row.pk))
    return row


def resend(mail: OutgoingMail) -> OutgoingMail:
    """Send the same words again, as a new mail of its own."""
    again = OutgoingMail.objects.get(pk=mail.pk)
    again.pk = again.id = ids.uuid7()
    again.public_id = ids.public_id()
    again.key = f"again:{again.pk}"
    again.message_id = _message_id(again.pk)
    again.state, again.attempts, again.server_said = MailState.QUEUED, 0, ""
    again._state.adding = True  # noqa: SLF001 - Django's own way to copy a row
    again.created_at = again.changed_at = OutgoingMail().created_at
    again.save(force_insert=True)
    deliver.defer(key=f"mail:{again.pk}", mail_id=str(again.pk))
    return again


def about(subject: str) -> QuerySet[OutgoingMail]:
    """All mails about one thing, the newest first."""
    return OutgoingMail.objects.filter(about=subject)


def kept() -> QuerySet[OutgoingMail]:
    """What the mail viewer shows, the newest first."""
    return OutgoingMail.objects.filter(state=MailState.KEPT)


def get_kept(public_id: str) -> OutgoingMail:
    """One mail of the viewer.

    Raises:
        NotFound: there is no such mail, or it was really sent.
    """
    try:
        return kept().get(public_id=public_id)
    except OutgoingMail.DoesNotExist as error:
        raise NotFound("no such mail") from error


def is_kept_here() -> bool:
    """Whether mail is shown in the viewer instead of being sent."""
    return not settings.LAUREL.smtp_host and not settings.LAUREL.is_production


@job(most_attempts=12)
def deliver(*, mail_id: str) -> None:
    """Hand one mail to the mail server, or keep it for the viewer."""
    from laurel.foundation import smtp

    smtp.deliver(OutgoingMail.objects.get(pk=mail_id))


def pictures_of(mail: OutgoingMail) -> Iterable[Picture]:
    """The images inside a mail."""
    return (
        Picture(
            name=row["name"],
            mime_type=row["type"],
            data=base64.b64decode(row["data"]),
        )
        for row in mail.pictures
    )


def _columns(message: Message) -> dict[str, object]:
    if len(message.text) + len(message.html) > MOST_BODY:
        raise Refused("The mail is too long.")
    row_id = ids.uuid7()
    return {
        "id": row_id,
        "about": message.about,
        "message_id": _message_id(row_id),
        "sender_name": _header("sender's name", message.from_name, MOST_NAME),
        "sender_address": settings.LAUREL.mail_from,
        "reply_to": _address("reply-to", message.reply_to) if message.reply_to else "",
        "recipient_name": _header("recipient's name", message.to_name, MOST_NAME),
        "recipient_address": _address("recipient", message.to),
        "subject": _header("subject", message.subject, MOST_SUBJECT),
        "text": message.text,
        "html": message.html,
        "pictures": [
            {
                "name": picture.name,
                "type": picture.mime_type,
                "data": base64.b64encode(picture.data).decode(),
            }
            for picture in message.pictures
        ],
    }


def _message_id(row_id: uuid.UUID) -> str:
    # From the row, so that a repeat after a crash is the same mail to everybody.
    return f"<{row_id.hex}@{settings.LAUREL.host_name}>"


def _header(what: str, value: str, most: int) -> str:
    # Whoever can put a line break into a header can write headers of their own.
    if not value.isprintable():
        raise Refused(f"The {what} of a mail cannot carry line breaks or controls.")
    return value[:most]


def _address(what: str, value: str) -> str:
    try:
        validate_email(value)
    except ValidationError as error:
        raise Refused(f"The {what} is not an e-mail address.", field="email") from error
    return value
