from django.apps import AppConfig


class Eligibility(AppConfig):
    name = "laurel.eligibility"
    default_auto_field = "django.db.models.BigAutoField"
