"""The conversation with the mail server."""

from laurel.foundation import clock
from laurel.foundation import mail as outbox
from laurel.foundation.models import MailState, OutgoingMail


def deliver(mail: OutgoingMail) -> None:
    """Move one mail on: sent, deferred, failed, or kept for the viewer."""
    if mail.state not in (MailState.QUEUED, MailState.DEFERRED):
        return
    if outbox.is_kept_here():
        mail.state, mail.changed_at = MailState.KEPT, clock.now()
        mail.save(update_fields=["state", "changed_at"])
        return
    raise NotImplementedError
