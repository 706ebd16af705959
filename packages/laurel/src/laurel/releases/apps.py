from django.apps import AppConfig


class Releases(AppConfig):
    name = "laurel.releases"
    default_auto_field = "django.db.models.BigAutoField"
