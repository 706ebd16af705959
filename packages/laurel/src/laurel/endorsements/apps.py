from django.apps import AppConfig


class Endorsements(AppConfig):
    name = "laurel.endorsements"
    default_auto_field = "django.db.models.BigAutoField"
