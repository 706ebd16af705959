from django.apps import AppConfig


class Batches(AppConfig):
    name = "laurel.batches"
    default_auto_field = "django.db.models.BigAutoField"
