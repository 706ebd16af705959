from django.apps import AppConfig


class Duplicates(AppConfig):
    name = "laurel.duplicates"
    default_auto_field = "django.db.models.BigAutoField"
