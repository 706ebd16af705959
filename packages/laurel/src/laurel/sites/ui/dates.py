"""Dates as people write them: 14 November 2026; today at 14:02."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString

from laurel.foundation import clock


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day. A document's own text keeps the writer's day: no zone is applied."""

    value: date | datetime | str

    def __str__(self) -> str:
        """`14 November 2026`; text that is no date comes back as it is."""
        day = self._day()
        return f"{day.day} {day:%B} {day.year}" if day else str(self.value)

    @property
    def html(self) -> SafeString:
        """The same as a `<time>`."""
        written = self.value if isinstance(self.value, str) else self.value.isoformat()
        if self._day() is None:
            return format_html("{}", written)
        return format_html('<time datetime="{}">{}</time>', written, str(self))

    def _day(self) -> date | None:
        if isinstance(self.value, datetime):
            return timezone.localtime(self.value)
        if isinstance(self.value, date):
            return self.value
        try:
            return parse_datetime(self.value) or date.fromisoformat(self.value)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment, near ones by name, in the time zone of the page."""

    value: datetime

    def __str__(self) -> str:
        """`today at 14:02`, `yesterday at 09:30`, `14 November 2026 at 14:02`."""
        shown = timezone.localtime(self.value)
        ago = (timezone.localtime(clock.now()).date() - shown.date()).days
        day = {0: "today", 1: "yesterday"}.get(ago) or str(Day(self.value))
        return f"{day} at {shown:%H:%M}"

    @property
    def html(self) -> SafeString:
        """The same as a `<time>`."""
        return format_html(
            '<time datetime="{}">{}</time>', self.value.isoformat(), str(self)
        )
