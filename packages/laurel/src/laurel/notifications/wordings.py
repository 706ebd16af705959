"""The words of mails that issuers may write themselves, and what may stand in them."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from laurel.foundation.errors import Refused
from laurel.notifications.types import Wording

AWARD = "award"

DEFAULTS: Mapping[str, Wording] = {
    AWARD: Wording(
        subject="{recipient_name}, {issuer_name} has awarded you {badge_name}",
        heading="{recipient_name}, {issuer_name} has awarded you {badge_name}",
        text="{badge_sentence}",
        see="See your badge",
        download="Download",
        note="You need no account. Give the link to anybody who should be able to check the"
        " badge.",
        wrong="Is something wrong? A name, a double badge, not yours? Write to"
        " {contact_email} or answer this mail: a person reads it.",
        help="Help with your badge",
        trouble="I can’t get my badge",
        why="Sent to {recipient_email} because {issuer_name} awarded you a badge.",
    )
}

# What may stand between braces, and what it becomes.
VARIABLES: Mapping[str, str] = {
    "recipient_name": "the person’s name",
    "recipient_email": "the address that the mail goes to",
    "badge_name": "what the badge is called",
    "badge_sentence": "its one sentence",
    "issuer_name": "your name",
    "contact_email": "where a person answers",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One of the texts: how long it may be, and whether it has several lines."""

    name: str
    longest: int
    lines: bool = False


PARTS = (
    Part("subject", 200),
    Part("heading", 200),
    Part("text", 5_000, lines=True),
    Part("see", 40),  # what fits a button on a phone
    Part("download", 40),
    Part("note", 500),
    Part("wrong", 500),
    Part("help", 80),
    Part("trouble", 80),
    Part("why", 500),
)
_BRACES = re.compile(r"\{([^{}]*)\}")


def checked(parts: Mapping[str, str]) -> Wording:
    """The parts as a wording.

    Raises:
        Refused: one is missing, too long, has a hidden character, or names a variable that
            there is not; `field` names it.
    """
    return Wording(**{part.name: _checked(part, parts[part.name]) for part in PARTS})


def as_parts(wording: Wording) -> dict[str, str]:
    """The wording as it is stored."""
    return asdict(wording)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with its variables replaced, once: what a value says is never read again."""
    return "".join(values[word] if is_fact else word for word, is_fact in _pieces(text))


def filled_html(text: str, values: Mapping[str, str]) -> SafeString:
    """The same for HTML: everything is escaped, and the contact is a link."""
    return format_html_join("", "{}", ((_html(p, values),) for p in _pieces(text)))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, without those that came out empty."""
    return [part.strip() for part in re.split(r"\n\s*\n", text) if part.strip()]


def _html(piece: tuple[str, bool], values: Mapping[str, str]) -> str:
    word, is_fact = piece
    if is_fact and word == "contact_email":
        return format_html('<a href="mailto:{0}">{0}</a>', values[word])
    return values[word] if is_fact else word


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """Words and, marked so, names of variables."""
    for number, piece in enumerate(_BRACES.split(text)):
        yield piece, bool(number % 2)


def _checked(part: Part, text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        raise Refused("This is needed: the mail has a place for it.", field=part.name)
    if len(text) > part.longest:
        message = f"This is {len(text):,} characters long; {part.longest:,} fit."
        raise Refused(message, field=part.name)
    # A line break in a subject would let its writer add headers of their own.
    seen = text.replace("\n", "") if part.lines else text
    if not seen.isprintable():
        message = (
            "There is a line break or a hidden character in it. Type the text anew."
        )
        raise Refused(message, field=part.name)
    known = ", ".join(f"{{{name}}}" for name in VARIABLES)
    for word, is_fact in _pieces(text):
        if is_fact and word not in VARIABLES:
            message = f"There is no {{{word}}}. These are known: {known}."
            raise Refused(message, field=part.name)
        if not is_fact and ("{" in word or "}" in word):
            message = f"A brace stands alone. Braces are for these: {known}."
            raise Refused(message, field=part.name)
    return text
