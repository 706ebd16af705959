"""The conversation with the mail server."""

import base64
import contextlib
import functools
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from laurel.foundation.models import OutgoingMail

WAIT_SECONDS = 15.0  # for any one answer of the server
WHOLE_SECONDS = 30.0  # for all of it, however slowly the server drips


class Refused(Exception):
    """The server will never take this mail; the message is what it said."""


class Unreached(Exception):
    """The server could not be reached, or asked us to come back."""


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail goes. `security` is "starttls", "tls" or "none"."""

    host: str
    port: int
    security: str
    user: str = ""
    password: str = field(default="", repr=False)
    whole_seconds: float = WHOLE_SECONDS


def compose(row: OutgoingMail) -> EmailMessage:
    """The mail as it travels; the same row is the same mail every time."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _mailbox(row.sender_name, row.sender_address)
    message["To"] = _mailbox(row.recipient_name, row.recipient_address)
    if row.reply_to:
        message["Reply-To"] = _mailbox(row.sender_name, row.reply_to)
    message["Subject"] = row.subject
    message["Date"] = format_datetime(row.created_at)
    message["Message-ID"] = row.message_id
    if row.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{row.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["Auto-Submitted"] = "auto-generated"  # no holiday notes in answer
    message.set_content(row.text)
    if row.html:
        message.add_alternative(row.html, subtype="html")
        parts = message.get_payload()
        html = parts[1] if isinstance(parts, list) else None
        if isinstance(html, MIMEPart):
            _enclose(row, html)
    return message


def hand_over(
    message: EmailMessage, server: MailServer, *, return_path: str = ""
) -> str:
    """Give the mail to the server; what it answered when it took it.

    What cannot be delivered comes back to `return_path`, or else to the sender.

    Raises:
        Refused: it never will (5xx).
        Unreached: not now (no connection, bad certificate, 4xx, too slow).
    """
    try:
        with _conversation(server) as smtp:
            smtp.send_message(message, from_addr=return_path or None)
            return "accepted"
    except smtplib.SMTPRecipientsRefused as error:
        code, text = next(iter(error.recipients.values()))
        raise _verdict(code, text) from error
    except smtplib.SMTPAuthenticationError as error:
        # The operator's mistake, not the mail's: it may be mended by the next attempt.
        raise Unreached(_said(error.smtp_code, error.smtp_error)) from error
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as error:
        raise _verdict(error.smtp_code, error.smtp_error) from error
    except (smtplib.SMTPException, OSError) as error:
        raise Unreached(_why(error)) from error


@contextlib.contextmanager
def _conversation(server: MailServer) -> Iterator[smtplib.SMTP]:
    smtp: smtplib.SMTP
    if server.security == "tls":
        smtp = smtplib.SMTP_SSL(timeout=WAIT_SECONDS, context=_tls())
    else:
        smtp = smtplib.SMTP(timeout=WAIT_SECONDS)
    # Each answer has its own time limit; a server that sends one byte now and then
    # would keep all of them, so the whole conversation has one, too.
    watch = threading.Timer(server.whole_seconds, _hang_up, [smtp])
    watch.daemon = True
    watch.start()
    try:
        smtp._host = server.host  # type: ignore[attr-defined]  # noqa: SLF001 - the name that TLS checks; smtplib sets it only when it connects at once
        smtp.connect(server.host, server.port)
        if server.security == "starttls":
            smtp.starttls(
                context=_tls()
            )  # raises where the server has none: never plain
        if server.user:
            smtp.login(server.user, server.password)
        yield smtp
        with contextlib.suppress(smtplib.SMTPException, OSError):
            smtp.quit()  # the mail was accepted; how we part changes nothing
    finally:
        watch.cancel()
        smtp.close()


def _tls() -> ssl.SSLContext:
    """Checks certificate and name, against the roots that the machine trusts by now."""
    roots = ssl.get_default_verify_paths().cafile
    return _trusting(roots, Path(roots).stat().st_mtime_ns if roots else 0)


@functools.lru_cache(maxsize=1)
def _trusting(_roots: str | None, _changed: int) -> ssl.SSLContext:
    return ssl.create_default_context()  # reading them takes longer than a mail does


def _hang_up(smtp: smtplib.SMTP) -> None:
    connection = smtp.sock
    if connection is not None:
        with contextlib.suppress(OSError):
            connection.shutdown(socket.SHUT_RDWR)


def _verdict(code: int, text: bytes | str) -> Refused | Unreached:
    permanent = 500 <= code < 600  # noqa: PLR2004 - SMTP's permanent answers
    return (Refused if permanent else Unreached)(_said(code, text))


def _said(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "the mail server did not answer in time"
    if isinstance(error, ssl.SSLError):
        return f"no safe connection to the mail server: {error.reason or error}"
    return f"{error.__class__.__name__}: {error}"


def _mailbox(name: str, address: str) -> Address:
    local, _, domain = address.rpartition("@")
    return Address(name, local, domain.encode("idna").decode())


def _enclose(row: OutgoingMail, html: MIMEPart) -> None:
    for picture in row.pictures:
        kind, _, subtype = picture["type"].partition("/")
        html.add_related(
            base64.b64decode(picture["data"]),
            maintype=kind,
            subtype=subtype,
            cid=f"<{picture['name']}>",
            filename=f"{picture['name']}.{subtype}",
            disposition="inline",
        )
