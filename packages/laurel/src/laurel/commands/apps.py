from django.apps import AppConfig


class Commands(AppConfig):
    name = "laurel.commands"
