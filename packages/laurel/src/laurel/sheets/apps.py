from django.apps import AppConfig


class Sheets(AppConfig):
    name = "laurel.sheets"
    default_auto_field = "django.db.models.BigAutoField"
