from django.apps import AppConfig


class Pathways(AppConfig):
    name = "laurel.pathways"
    default_auto_field = "django.db.models.BigAutoField"
