from django.apps import AppConfig


class Families(AppConfig):
    name = "laurel.families"
    default_auto_field = "django.db.models.BigAutoField"
