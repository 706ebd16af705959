from django.apps import AppConfig


class Tokens(AppConfig):
    name = "laurel.tokens"
    default_auto_field = "django.db.models.BigAutoField"
