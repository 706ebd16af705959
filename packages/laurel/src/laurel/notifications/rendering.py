"""From `emails/<name>/` and its values to the words of a mail."""

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.template import Context, Engine
from mjml import mjml2html

Value = str | Sequence[str] | Sequence[Mapping[str, str]]
EMAILS = Path(__file__).parent / "emails"


@dataclass(frozen=True)
class Words:
    """What a mail says."""

    subject: str
    text: str
    html: str


def render(name: str, values: Mapping[str, Value]) -> Words:
    """Fill the mail's three templates; they may also say `{{ subject }}`."""
    line = one_line(_fill(_templates(name)[0], values, escape=False))
    values = {**values, "subject": line}
    return Words(
        subject=line, text=render_text(name, values), html=render_html(name, values)
    )


def render_text(name: str, values: Mapping[str, Value]) -> str:
    """Fill the mail's plain text."""
    return _fill(_templates(name)[1], values, escape=False).strip() + "\n"


def render_html(name: str, values: Mapping[str, Value]) -> str:
    """Fill the mail's HTML; what is not marked as such is escaped."""
    return _fill(_templates(name)[2], values, escape=True)


def one_line(text: str) -> str:
    """The text without line breaks, for a header."""
    return " ".join(text.split())


def _fill(template: str, values: Mapping[str, Value], *, escape: bool) -> str:
    # A word that the template expects and nobody gave must be seen in the tests.
    engine = Engine(autoescape=escape, string_if_invalid="!! %s !!")
    return engine.from_string(template).render(Context(dict(values), autoescape=escape))


@functools.cache
def _templates(name: str) -> tuple[str, str, str]:
    folder = EMAILS / name
    subject = folder / "subject.txt"  # absent: its words are data
    # MJML first, the values after: what people wrote never meets the MJML parser.
    # No fonts from elsewhere: opening a mail is nobody's business.
    html = mjml2html((folder / "body.mjml").read_text(encoding="utf-8"), fonts={})
    return (
        subject.read_text(encoding="utf-8") if subject.exists() else "",
        (folder / "body.txt").read_text(encoding="utf-8"),
        html,
    )
