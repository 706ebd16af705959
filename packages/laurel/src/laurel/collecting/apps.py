from django.apps import AppConfig


class Collecting(AppConfig):
    name = "laurel.collecting"
    default_auto_field = "django.db.models.BigAutoField"
