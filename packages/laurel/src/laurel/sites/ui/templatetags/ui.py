"""The tags of the look: icons, status pills, times, form fields."""

from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField, Widget
from django.forms.widgets import (
    CheckboxInput,
    CheckboxSelectMultiple,
    ClearableFileInput,
    FileInput,
    RadioSelect,
    Select,
    Textarea,
)
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.html import format_html
from django.utils.safestring import SafeString

from laurel.foundation import clock
from laurel.sites.ui.icons import ICONS, MIRRORED
from laurel.sites.ui.status import STATUSES

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An inline picture from `icons.py`; hidden from assistive technology, a word stands by."""
    classes = " ".join(
        filter(None, ["icon", "flip" if name in MIRRORED else "", extra])
    )
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        classes,
        ICONS[name],
    )


@register.simple_tag
def pill(status: str, word: str = "") -> SafeString:
    """A status in small: icon, word and colour."""
    look = STATUSES[status]
    return format_html(
        '<span class="pill" data-status="{}">{}{}</span>',
        look.key,
        icon(look.pill_icon),
        word or look.word,
    )


@register.filter
def status_icon(status: str) -> str:
    """The icon of a status line."""
    return STATUSES[status].line_icon


@register.filter
def longdate(value: date | datetime | None) -> SafeString | str:
    """`14 November 2026`, as a `<time>`; a moment is shown in the page's time zone."""
    if value is None:
        return ""
    shown = timezone.localtime(value) if isinstance(value, datetime) else value
    return format_html(
        '<time datetime="{}">{}</time>',
        value.isoformat(),
        f"{shown.day} {shown:%B} {shown.year}",
    )


@register.filter
def written_date(text: str | None) -> SafeString | str:
    """A date as a document writes it (`2026-11-14T…`), for people; unreadable ones as they are.

    The calendar date is the writer's own: no time zone is applied.
    """
    try:
        found = parse_datetime(text or "") or date.fromisoformat(text or "")
    except ValueError:
        return text or ""
    return format_html(
        '<time datetime="{}">{}</time>', text, f"{found.day} {found:%B} {found.year}"
    )


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """`today at 14:02`, `yesterday at 09:30`, `14 November 2026 at 14:02`."""
    if value is None:
        return ""
    shown = timezone.localtime(value)
    days = (timezone.localtime(clock.now()).date() - shown.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"{shown.day} {shown:%B} {shown.year}")
    return format_html(
        '<time datetime="{}">{} at {}</time>', value.isoformat(), day, f"{shown:%H:%M}"
    )


@register.filter
def control(field: BoundField) -> SafeString:
    """The field's widget with the class of its look."""
    return field.as_widget(attrs=_attributes(field))


def _attributes(field: BoundField) -> dict[str, Any]:
    look = _look(field.field.widget)
    given = field.field.widget.attrs.get("class", "")
    return {"class": f"{given} {look}".strip()} if look else {}


def _look(widget: Widget) -> str:
    if isinstance(widget, (CheckboxInput, RadioSelect, CheckboxSelectMultiple)):
        return ""
    if isinstance(widget, Select):
        return "select"
    if isinstance(widget, Textarea):
        return "area"
    if isinstance(widget, (FileInput, ClearableFileInput)):
        return "input file"
    return "input"


@register.filter
def kind(field: BoundField) -> str:
    """How the field is laid out: `choices`, `tick` or `line`."""
    widget = field.field.widget
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return "choices"
    return "tick" if isinstance(widget, CheckboxInput) else "line"


@register.inclusion_tag("ui/forms/field.html", name="field")
def field_tag(field: BoundField) -> dict[str, Any]:
    """A form field: label, hint, control and, where it is wrong, the error and its way out."""
    return {"field": field}
