"""Log lines: one line each, with the id that the visitor was shown."""

import logging

MOST_LINE = 20_000


class ErrorId(logging.Filter):
    """Give every record the id of the request it belongs to, or "-"."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always lets the record through."""
        request = getattr(record, "request", None)
        record.error_id = getattr(request, "error_id", "-")
        return True


class Line(logging.Formatter):
    """One record; line breaks that came in from outside cannot forge another."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        """The line itself; a traceback follows on lines of its own."""
        line = super().formatMessage(record)[:MOST_LINE]
        return "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in line)
