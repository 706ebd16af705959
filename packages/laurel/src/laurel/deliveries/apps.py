from django.apps import AppConfig


class Deliveries(AppConfig):
    name = "laurel.deliveries"
    default_auto_field = "django.db.models.BigAutoField"
