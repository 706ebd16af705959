"""The pages of evidence as a Django app: templates."""

from django.apps import AppConfig


class EvidenceSite(AppConfig):
    """No models; everything is read through the front doors of the domain apps."""

    name = "laurel.sites.evidence"
    label = "evidence_site"
