from django.apps import AppConfig


class Renewals(AppConfig):
    name = "laurel.renewals"
    default_auto_field = "django.db.models.BigAutoField"
