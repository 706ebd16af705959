from django.apps import AppConfig


class Issuing(AppConfig):
    name = "laurel.issuing"
    default_auto_field = "django.db.models.BigAutoField"
