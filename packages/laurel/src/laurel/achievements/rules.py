"""The rules that the facts of an achievement keep."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from laurel.achievements.errors import Refused
from laurel.achievements.types import Skill

MAX_NAME = 200
MAX_DESCRIPTION = 2_000  # one or two paragraphs; the criteria say the rest
MAX_CRITERIA = 20_000
MAX_SKILLS = 30
MAX_URL = 500


def name(text: str) -> str:
    """A name in one line.

    Raises:
        Refused: empty, too long, or with control characters.
    """
    text = text.strip()
    if not text or len(text) > MAX_NAME or not text.isprintable():
        raise Refused(f"A name has 1 to {MAX_NAME} characters.", field="name")
    return text


def prose(text: str, *, field: str, longest: int) -> str:
    """A text that must say something.

    Raises:
        Refused: empty, too long, or with NUL.
    """
    text = text.strip().replace("\r\n", "\n")
    if not text:
        raise Refused(
            f"Write the {field}: readers of the badge rely on it.", field=field
        )
    if len(text) > longest or "\x00" in text:
        raise Refused(f"The {field} may have {longest} characters.", field=field)
    return text


def skills(given: Sequence[Skill]) -> list[dict[str, str]]:
    """The skills as they are stored.

    Raises:
        Refused: too many, one without a name, or one without a web address.
    """
    if len(given) > MAX_SKILLS:
        raise Refused(f"At most {MAX_SKILLS} skills.", field="skills")
    out = []
    for number, skill in enumerate(given, start=1):
        text, url = skill.name.strip(), skill.url.strip()
        if not text or len(text) > MAX_NAME or not text.isprintable():
            raise Refused(
                f"Skill {number} needs a name of at most {MAX_NAME} characters.",
                field="skills",
            )
        if not _is_web_address(url):
            raise Refused(
                f"Skill {number} ({text}) needs a web address that begins with https://.",
                field="skills",
            )
        out.append({"name": text, "url": url})
    return out


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:  # a broken IPv6 address
        return False
    sound = url.isprintable() and " " not in url and len(url) <= MAX_URL
    return sound and parts.scheme in ("https", "http") and bool(parts.hostname)
