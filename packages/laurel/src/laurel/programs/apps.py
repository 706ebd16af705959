from django.apps import AppConfig


class Programs(AppConfig):
    name = "laurel.programs"
    default_auto_field = "django.db.models.BigAutoField"
