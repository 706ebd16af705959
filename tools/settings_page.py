"""Write docs/reference/settings.md from the fields of `laurel.config.env`.

`python -m tools.settings_page` writes it; a test says when it is not current.
"""

import dataclasses
from pathlib import Path

from laurel.config.env import KEY_FILES, SETTINGS

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "settings.md"

HEAD = """\
# Settings

Every setting is an environment variable. For each of them the variable with `_FILE` at
its end may name a file instead, which holds the value; that suits passwords and keys. A
variable that begins with `LAUREL_` and is not listed here is an error, so that a slip of
the pen is never a default.

In production (`LAUREL_MODE=production`) Laurel refuses to start with an unsafe combination
and names every reason: debugging, demo data, a base URL without https, a missing or short
secret key, a missing master key, a key file that others may read, no mail server.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(_section(field) for field in SETTINGS)


def _section(field: "dataclasses.Field[object]") -> str:
    lines = [f"\n## `LAUREL_{field.name.upper()}`\n", field.metadata["about"], ""]
    if field.default not in ("", b"") and field.name not in KEY_FILES:
        lines += [f"Default: `{_shown(field.default)}`", ""]
    if field.metadata["risk"]:
        lines += [f"**Mind:** {field.metadata['risk']}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
