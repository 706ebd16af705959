"""What the facts of a framework and its items keep to."""

import unicodedata
from urllib.parse import urlsplit

MAX_BYTES = 20 * 1024 * 1024  # all skills of ESCO in one language have about 10 MB
MAX_ITEMS = 30_000  # ESCO has 14,000
MAX_NAME = 200
MAX_LABEL = 200  # as long as the name of a skill may be
MAX_CODE = 100
MAX_STATEMENT = 5_000
MAX_ALIGNED = 2_000  # of a statement, where an achievement copies it
MAX_URL = 500
MAX_OTHER_NAMES = 5_000
MAX_TYPE = 100
MAX_LANGUAGE = 35  # RFC 5646 §4.4.1


def is_web_address(url: str) -> bool:
    """Whether a reader can follow it."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # a broken IPv6 address
        return False
    sound = url.isprintable() and " " not in url and len(url) <= MAX_URL
    return sound and parts.scheme in ("https", "http") and bool(host)


def plain(text: str) -> str:
    """The text as it is searched: small letters without accents, single spaces."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = (c for c in decomposed if not unicodedata.combining(c))
    # What cannot be seen is a space: PostgreSQL takes no NUL, and nobody types the others.
    return " ".join("".join(c if c.isprintable() else " " for c in letters).split())


def one_line(text: str, longest: int) -> str:
    """The text in one line without what cannot be seen, cut where it is too long."""
    seen = "".join(c if c.isprintable() else " " for c in text)
    line = " ".join(seen.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def prose(text: str, longest: int) -> str:
    """The text without what nothing can store, cut where it is too long."""
    seen = "".join(c if c.isprintable() or c in "\n\t" else " " for c in text).strip()
    return seen if len(seen) <= longest else seen[: longest - 1].rstrip() + "…"
