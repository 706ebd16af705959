from django.apps import AppConfig


class Achievements(AppConfig):
    name = "laurel.achievements"
    default_auto_field = "django.db.models.BigAutoField"
