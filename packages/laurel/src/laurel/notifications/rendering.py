"""From `emails/<name>/` and its values to the words of a mail."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.template import Context, Engine
from mjml import mjml2html

EMAILS = Path(__file__).parent / "emails"


@dataclass(frozen=True)
class Words:
    """What a mail says."""

    subject: str
    text: str
    html: str


def render(name: str, values: Mapping[str, str]) -> Words:
    """Fill the mail's three templates; they may also say `{{ subject }}`."""
    subject, text, html = _templates(name)
    line = " ".join(_fill(subject, values, escape=False).split())
    values = {**values, "subject": line}
    return Words(
        subject=line,
        text=_fill(text, values, escape=False).strip() + "\n",
        html=_fill(html, values, escape=True),
    )


def _fill(template: str, values: Mapping[str, str], *, escape: bool) -> str:
    # A word that the template expects and nobody gave must be seen in the tests.
    engine = Engine(autoescape=escape, string_if_invalid="!! %s !!")
    return engine.from_string(template).render(Context(dict(values), autoescape=escape))


@functools.cache
def _templates(name: str) -> tuple[str, str, str]:
    folder = EMAILS / name
    # MJML first, the values after: what people wrote never meets the MJML parser.
    # No fonts from elsewhere: opening a mail is nobody's business.
    html = mjml2html((folder / "body.mjml").read_text(encoding="utf-8"), fonts={})
    return (
        (folder / "subject.txt").read_text(encoding="utf-8"),
        (folder / "body.txt").read_text(encoding="utf-8"),
        html,
    )
