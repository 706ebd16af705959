from django.apps import AppConfig


class Foundation(AppConfig):
    name = "laurel.foundation"
    default_auto_field = "django.db.models.BigAutoField"
