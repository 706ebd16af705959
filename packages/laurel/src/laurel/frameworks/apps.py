from django.apps import AppConfig


class Frameworks(AppConfig):
    name = "laurel.frameworks"
    default_auto_field = "django.db.models.BigAutoField"
