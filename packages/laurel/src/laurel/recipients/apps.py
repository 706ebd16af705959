from django.apps import AppConfig


class Recipients(AppConfig):
    name = "laurel.recipients"
    default_auto_field = "django.db.models.BigAutoField"
