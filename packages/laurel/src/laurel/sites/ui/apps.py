"""The shared components, as a Django app: for its templates, its tags and its static files."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """No models; `ui/…` templates and static files."""

    name = "laurel.sites.ui"
    label = "ui"
