"""Writes the API's OpenAPI document into the docs, where a change of it is seen.

`make docs` writes it; a test fails when it is not current.
"""

import json
import os
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs/reference/openapi.json"


def main() -> None:
    """Write the document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "laurel.config.settings.test")
    import django

    django.setup()
    from laurel.sites.api.urls import api

    schema = api.get_openapi_schema(path_prefix="/api/")
    PAGE.write_text(
        json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
