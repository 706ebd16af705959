"""The shared components as a Django app: templates, tags and static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No models; `ui/…` templates and static files."""

    name = "laurel.sites.ui"
    label = "ui"
