from django.apps import AppConfig


class Insights(AppConfig):
    name = "laurel.insights"
    default_auto_field = "django.db.models.BigAutoField"
