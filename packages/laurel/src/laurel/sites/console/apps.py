"""The console as a Django app: templates only, no models."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    """Its templates also dress allauth's pages, so it is listed before allauth."""

    name = "laurel.sites.console"
    label = "console"
