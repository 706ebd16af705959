from django.apps import AppConfig


class Backpack(AppConfig):
    name = "laurel.backpack"
    default_auto_field = "django.db.models.BigAutoField"
