from django.apps import AppConfig


class Credentials(AppConfig):
    name = "laurel.credentials"
    default_auto_field = "django.db.models.BigAutoField"
