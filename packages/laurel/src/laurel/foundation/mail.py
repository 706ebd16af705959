"""Mail: a row in the caller's transaction, delivered by a job."""

import base64
import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Count, QuerySet

from laurel.foundation import clock, ids, return_paths, smtp
from laurel.foundation.errors import NotFound, Refused, TryAgainLater
from laurel.foundation.jobs import MAIL_QUEUE, backoff, job
from laurel.foundation.models import (
    JobPriority,
    MailState,
    MailStep,
    MailStepKind,
    OutgoingMail,
)

MOST_NAME = 200
MOST_SUBJECT = 500
MOST_BODY = 512 * 1024  # far above any mail of ours; a runaway template stops here
MOST_PICTURES = 2 * 1024 * 1024  # mail programs and servers dislike more
MOST_ANSWER = 2_000  # what a server says may be long; its beginning tells
MOST_ATTEMPTS = 12  # with the waits of foundation.jobs: about six hours


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
    unsubscribe_url: str = ""  # one click there ends such mails (RFC 8058)
    pictures: tuple[Picture, ...] = ()
    priority: JobPriority = JobPriority.NORMAL


@transaction.atomic  # a mail without its job would never leave
def send(message: Message) -> OutgoingMail:
    """Put a mail into the outbox, once for its key; it leaves after the commit.

    Raises:
        Refused: an address is none, or a header would carry a line break.
    """
    row, is_new = OutgoingMail.objects.get_or_create(
        key=message.key, defaults=_columns(message)
    )
    if is_new:
        _deliver_or_keep(row, message.priority)
    return row


@transaction.atomic
def resend(mail: OutgoingMail) -> OutgoingMail:
    """Send the same words again, as a new mail of its own."""
    again = OutgoingMail.objects.get(pk=mail.pk)
    again.pk = ids.uuid7()
    again.public_id = ids.public_id()
    again.key = f"again:{again.pk}"
    again.message_id = _message_id(again.pk)
    again.state, again.attempts, again.server_said = MailState.QUEUED, 0, ""
    again.next_try = None
    again.created_at = again.changed_at = clock.now()
    again.save(force_insert=True)
    _deliver_or_keep(again, JobPriority.NORMAL)
    return again


def about(subject: str) -> QuerySet[OutgoingMail]:
    """All mails about one thing, the newest first."""
    return OutgoingMail.objects.filter(about=subject)


def about_any(subjects: Sequence[str]) -> QuerySet[OutgoingMail]:
    """All mails about any of these things, the newest first."""
    return OutgoingMail.objects.filter(about__in=subjects)


def states_about(subjects: QuerySet[Any, Any]) -> dict[str, int]:
    """State → how many mails about these things are in it; a query of one column."""
    found = OutgoingMail.objects.filter(about__in=subjects).order_by()
    return dict(found.values_list("state").annotate(Count("pk")))


@transaction.atomic
def forget_those_of(key: str) -> int:
    """Forget every mail whose key begins like this; how many. What waits is not sent."""
    forgotten, _ = OutgoingMail.objects.filter(key__startswith=key).delete()
    return forgotten


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


@job(most_attempts=MOST_ATTEMPTS, queue=MAIL_QUEUE)
def deliver(*, mail_id: str) -> None:
    """Hand one mail to the mail server, and write down what it said.

    Raises:
        TryAgainLater: the server could not be reached or put us off.
    """
    row = OutgoingMail.objects.filter(pk=mail_id).first()
    if row is None:  # whom it was for was erased meanwhile
        return
    if row.state not in (MailState.QUEUED, MailState.DEFERRED):
        return
    if settings.LAUREL.mail_viewer:
        _note(row, MailState.KEPT, "")
        return
    row.attempts += 1
    try:
        answer = smtp.hand_over(
            smtp.compose(row), mail_server(), return_path=return_paths.of(row.pk)
        )
    except smtp.Refused as error:
        _note(row, MailState.BOUNCED, str(error))
    except smtp.Unreached as error:
        if row.attempts >= MOST_ATTEMPTS:
            _note(row, MailState.FAILED, str(error))
            return
        wait = backoff(row.attempts)
        _note(row, MailState.DEFERRED, str(error), next_try=clock.now() + wait)
        raise TryAgainLater(str(error), after=wait) from error
    else:
        _note(row, MailState.SENT, answer)


@transaction.atomic
def note_report(
    mail: OutgoingMail, *, kind: MailStepKind, said: str, report: str
) -> bool:
    """Write down what came back about a mail, once for each report; whether it was news.

    Only a clear word changes where the mail is: what is unclear stands in the log alone.
    """
    row = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    said = said.replace("\0", "")[:MOST_ANSWER]
    _, is_new = MailStep.objects.get_or_create(
        mail=row,
        report=report,
        defaults={"kind": kind.value, "said": said, "at": clock.now()},
    )
    if not is_new:
        return False
    arrived = row.state in (MailState.SENT, MailState.DELAYED)
    if kind is MailStepKind.BOUNCED and row.state != MailState.KEPT:
        _set(row, MailState.BOUNCED, said)
    elif kind is MailStepKind.DELAYED and arrived:
        _set(row, MailState.DELAYED, said)
    return True


def mail_server() -> smtp.MailServer:
    """The mail server of the settings."""
    env = settings.LAUREL
    return smtp.MailServer(
        host=env.smtp_host,
        port=env.smtp_port,
        security=env.smtp_security,
        user=env.smtp_user,
        password=env.smtp_password,
    )


def _deliver_or_keep(row: OutgoingMail, priority: JobPriority) -> None:
    if settings.LAUREL.mail_viewer:
        _note(row, MailState.KEPT, "")
    else:
        deliver.defer(key=f"mail:{row.pk}", priority=priority, mail_id=str(row.pk))


@transaction.atomic
def _note(
    row: OutgoingMail,
    state: MailState,
    server_said: str,
    *,
    next_try: dt.datetime | None = None,
) -> None:
    # A report may have come in while we talked to the server, and knows more than we do.
    now = OutgoingMail.objects.select_for_update().get(pk=row.pk)
    MailStep.objects.create(
        mail=row, kind=state.value, said=server_said[:MOST_ANSWER], next_try=next_try
    )
    if now.state == MailState.BOUNCED:
        return
    _set(row, state, server_said, next_try=next_try)


def _set(
    row: OutgoingMail,
    state: MailState,
    server_said: str,
    *,
    next_try: dt.datetime | None = None,
) -> None:
    row.state, row.server_said = state, server_said[:MOST_ANSWER]
    row.changed_at, row.next_try = clock.now(), next_try
    row.save(
        update_fields=["state", "server_said", "attempts", "changed_at", "next_try"]
    )


def _columns(message: Message) -> dict[str, object]:
    if len(message.text) + len(message.html) > MOST_BODY:
        raise Refused("The mail is too long.")
    if sum(len(picture.data) for picture in message.pictures) > MOST_PICTURES:
        raise Refused("The pictures of the mail are too large.")
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
        "unsubscribe_url": _header("address", message.unsubscribe_url, MOST_SUBJECT),
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
