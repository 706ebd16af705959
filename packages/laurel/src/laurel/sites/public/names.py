"""File names for downloads."""

from typing import TYPE_CHECKING

from django.utils.text import slugify

if TYPE_CHECKING:
    from laurel.credentials.models import Credential

# Long enough to be known again in a folder, short enough for every file system.
_MAX_PART = 60


def file_stem(credential: "Credential") -> str:
    """`facilitation-completed-ada-lovelace`; `badge` where no letter is left."""
    return stem_of(credential.achievement_name, credential.recipient_name)


def stem_of(*parts: str) -> str:
    """What is left of some words in a file name; `badge` where no letter is."""
    slugs = [slugify(part)[:_MAX_PART].strip("-") for part in parts]
    return "-".join(filter(None, slugs)) or "badge"
