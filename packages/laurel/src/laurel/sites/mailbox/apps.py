"""The mail viewer as a Django app: templates only, no models."""

from django.apps import AppConfig


class MailboxConfig(AppConfig):
    """Mail itself belongs to `foundation.mail`."""

    name = "laurel.sites.mailbox"
    label = "mailbox"
