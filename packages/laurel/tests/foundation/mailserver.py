"""A real SMTP server for tests, that does what it is told."""

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Inbox:
    """What arrived, and what to answer."""

    port: int = 0
    answer_to_data: str = "250 taken"
    answer_to_recipient: str = "250 ok"
    mails: list[EmailMessage] = field(default_factory=list)
    envelopes: list[tuple[str, list[str]]] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    signed_in: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 - aiosmtpd's name
        if self.answer_to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.answer_to_recipient

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 - aiosmtpd's name
        if self.answer_to_data.startswith("250"):
            self.mails.append(
                message_from_bytes(envelope.content, policy=policy.default)
            )
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
            self.was_encrypted.append(session.ssl is not None)
        return self.answer_to_data

    def sign_in(self, server, session, envelope, mechanism, data):
        self.signed_in.append((data.login, data.password))
        return AuthResult(success=data.password == b"right", handled=False)


@contextlib.contextmanager
def running(**options) -> Iterator[Inbox]:
    """A server on a port of its own, for as long as the block lasts."""
    inbox = Inbox()

    class OnAnyPort(Controller):
        def factory(self):
            return SMTP(inbox, authenticator=inbox.sign_in, **options)

        def _create_server(self):
            return self.loop.create_server(
                self._factory_invoker, host="127.0.0.1", port=0
            )

        def _trigger_server(self):
            inbox.port = self.port = self.server.sockets[0].getsockname()[1]
            super()._trigger_server()

    controller = OnAnyPort(inbox, hostname="127.0.0.1", port=0)
    controller.start()
    try:
        yield inbox
    finally:
        controller.stop()


@contextlib.contextmanager
def talking(talk) -> Iterator[int]:
    """A server of bare bytes: `talk(connection, ended)` for each connection."""
    ended = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)

    def serve():
        while not ended.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = listener.accept()
                with connection, contextlib.suppress(OSError):
                    talk(connection, ended)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        ended.set()
        thread.join()
        listener.close()


def say_nothing(connection: socket.socket, ended: threading.Event) -> None:
    """The black hole."""
    ended.wait(30)


def drip(connection: socket.socket, ended: threading.Event) -> None:
    """One byte of a greeting now and then, and never the end of it."""
    while not ended.wait(0.1):
        connection.send(b"2")


__all__ = ["Inbox", "drip", "running", "say_nothing", "talking"]
