"""The pages of somebody's own backpack as a Django app: templates and scripts."""

from django.apps import AppConfig


class BackpackSite(AppConfig):
    """No models; everything is read through the front doors of the domain apps."""

    name = "laurel.sites.backpack"
    label = "backpack_site"
