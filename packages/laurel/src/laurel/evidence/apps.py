from django.apps import AppConfig


class Evidence(AppConfig):
    name = "laurel.evidence"
    default_auto_field = "django.db.models.BigAutoField"
