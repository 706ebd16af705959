"""The tags of the look: icons, status pills, times, form fields."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

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
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from laurel.design import selectors as design
from laurel.issuers import selectors as issuers
from laurel.sites.ui import dates
from laurel.sites.ui import text as texts
from laurel.sites.ui.icons import ICONS, MIRRORED
from laurel.sites.ui.status import STATUSES

if TYPE_CHECKING:
    from laurel.issuers.models import Issuer

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An inline picture from `icons.py`; decoration, so a word must stand beside it."""
    classes = " ".join(
        filter(None, ["icon", "flip" if name in MIRRORED else "", extra])
    )
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        classes,
        ICONS[name],
    )


@register.simple_tag
def badge_shape(name: str) -> SafeString:
    """The outline of a badge in small; without a name, a question mark stands for any."""
    if not name:
        return icon("question")
    return format_html(
        '<svg class="shape" viewBox="0 0 512 512" aria-hidden="true"><path d="{}"/></svg>',
        design.outline(name),
    )


@register.simple_tag
def badge_icon(name: str) -> SafeString:
    """One of the icons that are drawn on badges, in small."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{}"/></svg>',
        design.icons()[name],
    )


@register.simple_tag
def brand_css(issuer: "Issuer") -> SafeString:
    """The link to an issuer's colours, for the page's head."""
    return format_html(
        '<link rel="stylesheet" href="{}">', issuers.brand_css_path(issuer)
    )


@register.simple_tag
def data_block(data: Mapping[str, Any]) -> SafeString:
    """Data for search engines in the page's head: a block that no browser runs (JSON-LD)."""
    text = json.dumps(data, ensure_ascii=False)
    for sign, code in (("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026")):
        text = text.replace(sign, code)
    return format_html(
        '<script type="application/ld+json">{}</script>', mark_safe(text)
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
def pill_icon(status: str) -> str:
    """The icon of a pill, for one with words of its own."""
    return STATUSES[status].pill_icon


@register.filter
def status_icon(status: str) -> str:
    """The icon of a status line."""
    return STATUSES[status].line_icon


@register.filter
def longdate(value: date | datetime | str | None) -> SafeString:
    """`14 November 2026`, as a `<time>`."""
    return mark_safe("") if not value else dates.Day(value).html


@register.filter
def moment(value: datetime | None) -> SafeString:
    """`today at 14:02`, as a `<time>`."""
    return mark_safe("") if not value else dates.Moment(value).html


@register.filter
def clean(text: object) -> str:
    """Text from outside, without the characters that forge; write it inside `<bdi>`."""
    return "" if text is None else texts.clean(text)


@register.filter
def safe_link(url: object) -> str:
    """The URL if a visitor may follow it, else nothing."""
    return "" if url is None else texts.safe_link(url)


@register.filter
def host_of(identifier: object) -> str:
    """The domain that an identifier names, or nothing."""
    return "" if identifier is None else texts.host_of(identifier)


@register.filter
def markdown(text: object, below: int = 2) -> SafeString:
    """Markdown as HTML that cannot run, load or restyle anything."""
    return mark_safe("" if text is None else texts.markdown(text, below=below))


@register.filter
def term(word: str) -> str:
    """A word of a standard as people read it: `CertificateOfCompletion`."""
    return texts.spaced(word)


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
    """A form field: label, hint, control and, where it is wrong, the error."""
    return {"field": field}
