from django.apps import AppConfig


class Issuers(AppConfig):
    name = "laurel.issuers"
    default_auto_field = "django.db.models.BigAutoField"
