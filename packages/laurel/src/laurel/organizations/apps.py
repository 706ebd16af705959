from django.apps import AppConfig


class Organizations(AppConfig):
    name = "laurel.organizations"
    default_auto_field = "django.db.models.BigAutoField"
