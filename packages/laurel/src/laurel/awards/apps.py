from django.apps import AppConfig


class Awards(AppConfig):
    name = "laurel.awards"
    default_auto_field = "django.db.models.BigAutoField"
