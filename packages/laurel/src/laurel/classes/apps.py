from django.apps import AppConfig


class Classes(AppConfig):
    name = "laurel.classes"
    default_auto_field = "django.db.models.BigAutoField"
