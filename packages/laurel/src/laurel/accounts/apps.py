from django.apps import AppConfig


class Accounts(AppConfig):
    name = "laurel.accounts"
    default_auto_field = "django.db.models.BigAutoField"
