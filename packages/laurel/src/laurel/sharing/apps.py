from django.apps import AppConfig


class Sharing(AppConfig):
    name = "laurel.sharing"
    default_auto_field = "django.db.models.BigAutoField"
