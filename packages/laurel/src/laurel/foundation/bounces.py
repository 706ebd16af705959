"""What comes back: reports on mail that could not be delivered (RFC 3464), read and matched.

A report counts only for a mail that it names by something we made: the sealed return path, or
the Message-ID with its 74 random bits. Whatever else it says about whoever, nothing changes.
"""

import email
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from laurel.foundation import mail, return_paths
from laurel.foundation.errors import Refused
from laurel.foundation.models import MailStepKind, OutgoingMail

MOST_BYTES = (
    1024 * 1024
)  # a report returns headers, at worst a mail of ours with pictures
MOST_PARTS = 50
MOST_TEXT = 64 * 1024  # of the words in a report that are searched
MOST_SAID = 500
MOST_IDS = 20
_ENVELOPE = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To")
_NAMES_A_MAIL = ("Message-ID", "X-Failed-Message-ID", "In-Reply-To", "References")
_MESSAGE_ID = re.compile(r"<[0-9a-f]{32}@[A-Za-z0-9.:_-]{1,200}>")
_ACTIONS = {"failed": MailStepKind.BOUNCED, "delayed": MailStepKind.DELAYED}
_GOOD = frozenset({"delivered", "relayed", "expanded"})  # nobody has to do anything


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came back: what it means, in whose words, and about which mails.

    `kind` None: it says that all is well.
    """

    kind: MailStepKind | None
    said: str
    return_paths: str
    message_ids: tuple[str, ...]


def take(data: bytes) -> bool:
    """Write down what a returned message says about a mail of ours; whether it is about one.

    Raises:
        Refused: it is too large, or no message at all.
    """
    digest = hashlib.sha256(data).hexdigest()
    return note(read(data), digest=digest)


def note(report: Report, *, digest: str) -> bool:
    """Write down what a report says, once for its digest; whether it is about a mail of ours."""
    found = _mail_of(report)
    if found is None:
        return False
    if report.kind is not None:
        mail.note_report(found, kind=report.kind, said=report.said, report=digest)
    return True


def read(data: bytes) -> Report:
    """Take a returned message apart.

    Raises:
        Refused: it is too large, or no message at all.
    """
    if len(data) > MOST_BYTES:
        raise Refused(f"A report has at most {MOST_BYTES} bytes.")
    try:
        message = email.message_from_bytes(data)
        parts = [part for part, _ in zip(message.walk(), range(MOST_PARTS))]  # noqa: B905 - as many as there are
    except RecursionError as error:
        raise Refused("This message is nested too deep to be read.") from error
    if not message.keys():
        raise Refused("This is no message: it has no header.")
    kind, said = _told(message, parts)
    return Report(
        kind=kind,
        said=said,
        return_paths=_envelope(message),
        message_ids=_message_ids(parts),
    )


def _told(message: Message, parts: list[Message]) -> tuple[MailStepKind | None, str]:
    blocks = [block for part in parts for block in _recipients(part)]
    if message.get_content_type() != "multipart/report" or not blocks:
        return MailStepKind.UNCLEAR, _first_words(message, parts)
    actions = {_line(block, "Action").lower() for block in blocks}
    said = " · ".join(filter(None, (_diagnosis(block) for block in blocks)))
    said = said[:MOST_SAID]
    if actions <= _GOOD:
        return None, said
    # One mail of ours has one recipient. Where several are told of, and not the same of all,
    # we do not know which of them is ours.
    known = {_ACTIONS.get(action) for action in actions}
    if len(known) == 1 and (only := known.pop()):
        return only, said
    return MailStepKind.UNCLEAR, said or _first_words(message, parts)


def _recipients(part: Message) -> list[Message]:
    """The blocks of a delivery status that tell of a recipient each."""
    if part.get_content_type() != "message/delivery-status":
        return []
    payload = part.get_payload()
    blocks = payload if isinstance(payload, list) else []
    return [
        block
        for block in blocks[:MOST_PARTS]
        if isinstance(block, Message) and block.get("Action")
    ]


def _diagnosis(block: Message) -> str:
    text = _line(block, "Diagnostic-Code")
    kind, found, rest = text.partition(";")
    if found and kind.strip().lower() in ("smtp", "x-unix", "lmtp"):
        text = rest.strip()
    status = _line(block, "Status")
    return text if status in text else f"{status} {text}".strip()


def _first_words(message: Message, parts: list[Message]) -> str:
    words = [_line(message, "Subject"), _text(parts)]
    return ": ".join(filter(None, (" ".join(w.split()) for w in words)))[:MOST_SAID]


def _text(parts: list[Message]) -> str:
    for part in parts:
        if part.get_content_type() == "text/plain":
            data = part.get_payload(decode=True)
            if isinstance(data, bytes):
                return data[:MOST_TEXT].decode("utf-8", "replace")
    return ""


def _envelope(message: Message) -> str:
    values = (
        str(v) for name in _ENVELOPE for v in message.get_all(name, [])[:MOST_IDS]
    )
    return " ".join(values)[:MOST_TEXT]


def _message_ids(parts: list[Message]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_every_id(parts)))[:MOST_IDS]


def _every_id(parts: list[Message]) -> Iterator[str]:
    for part in parts:
        for name in _NAMES_A_MAIL:
            yield from _MESSAGE_ID.findall(_line(part, name))
        if part.get_content_type() == "text/rfc822-headers":
            yield from _MESSAGE_ID.findall(_text_of_headers(part))
    yield from _MESSAGE_ID.findall(_text(parts))


def _text_of_headers(part: Message) -> str:
    data = part.get_payload(decode=True)
    return (
        data[:MOST_TEXT].decode("utf-8", "replace") if isinstance(data, bytes) else ""
    )


def _line(part: Message, name: str) -> str:
    text = " ".join(str(part.get(name, "")).split())[:MOST_TEXT]
    return text.replace("\x00", "")


def _mail_of(report: Report) -> OutgoingMail | None:
    ours = return_paths.mails_in(report.return_paths)
    found = OutgoingMail.objects.filter(pk__in=ours).first()
    return found or (
        OutgoingMail.objects.filter(message_id__in=report.message_ids).first()
    )
