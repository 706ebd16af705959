"""The public pages as a Django app: templates only."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """No models; everything is read through the front doors of the domain apps."""

    name = "laurel.sites.public"
    label = "public"
