"""From a database's address to Django's settings for it."""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# Readers never wait for the writer (WAL); a transaction takes the write lock when it
# begins, or two that read first would both fail when they come to write (IMMEDIATE).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;"
        "PRAGMA synchronous=NORMAL;"
        "PRAGMA mmap_size=134217728;"
        "PRAGMA journal_size_limit=67108864"
    ),
}
POOL = {"min_size": 1, "max_size": 10, "timeout": 10}
STATEMENT_TIMEOUT_MS = 30_000  # nothing of ours takes long; what does, hangs


def settings_for(url: str) -> dict[str, Any]:
    """Django's DATABASES entry.

    Raises:
        ImproperlyConfigured: it is neither SQLite nor PostgreSQL.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured("LAUREL_DATABASE_URL is not an address") from error
    match parts.scheme:
        case "sqlite":
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": unquote(parts.path.removeprefix("/")) or ":memory:",
                "OPTIONS": dict(SQLITE_OPTIONS),
            }
        case "postgresql" | "postgres":
            return {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": unquote(parts.path.strip("/")),
                "USER": unquote(parts.username or ""),
                "PASSWORD": unquote(parts.password or ""),
                "HOST": unquote(parts.hostname or ""),
                "PORT": str(port or ""),
                "CONN_MAX_AGE": 0,
                "OPTIONS": {
                    "pool": dict(POOL),
                    "options": f"-c statement_timeout={STATEMENT_TIMEOUT_MS}",
                    **dict(parse_qsl(parts.query)),
                },
            }
        case _:
            raise ImproperlyConfigured(
                "LAUREL_DATABASE_URL must begin with sqlite:/// or postgresql://"
            )
