from django.apps import AppConfig
from django.core import checks


class Config(AppConfig):
    name = "laurel.config"

    def ready(self) -> None:
        checks.register(_safe_for_production)


def _safe_for_production(**_: object) -> list[checks.CheckMessage]:
    from django.conf import settings

    from laurel.config import safety

    return [
        checks.Error(f"{each.setting} {each.text}", id=f"laurel.{each.setting.lower()}")
        for each in safety.problems(settings.LAUREL)
    ]
