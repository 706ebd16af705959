from django.apps import AppConfig


class Keys(AppConfig):
    name = "laurel.keys"
    default_auto_field = "django.db.models.BigAutoField"
