from django.apps import AppConfig


class Privacy(AppConfig):
    name = "laurel.privacy"
    default_auto_field = "django.db.models.BigAutoField"
