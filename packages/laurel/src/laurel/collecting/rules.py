"""What a collection may say."""

import datetime as dt

from laurel.collecting.errors import Refused
from laurel.collecting.types import (
    LONGEST_LINK,
    MAX_PURPOSE,
    MAX_RULE,
    MAX_TITLE,
    Facts,
    Rule,
)


def facts(said: Facts) -> Facts:
    """The facts as they are kept.

    Raises:
        Refused: one of them breaks a rule; `field` names it.
    """
    if not (title := line(said.title, "title", MAX_TITLE)):
        raise Refused("Write what the collection is called.", field="title")
    return Facts(
        title=title,
        purpose=paragraph(said.purpose, "purpose", MAX_PURPOSE),
        visibility=said.visibility,
        shows_name=said.shows_name,
        rule=said.rule and _rule(said.rule),
    )


def line(text: str, field: str, longest: int) -> str:
    """One line of text."""
    text = text.strip()
    if len(text) > longest or not text.isprintable():
        raise Refused(f"Write one line of at most {longest} characters.", field=field)
    return text


def paragraph(text: str, field: str, longest: int) -> str:
    """Some lines of text."""
    text = text.strip().replace("\r\n", "\n")
    if len(text) > longest:
        raise Refused(
            f"This is {len(text):,} characters long; {longest} fit.", field=field
        )
    if "\x00" in text:
        raise Refused("There is a character in it that cannot be kept.", field=field)
    return text


def last_day(day: dt.date, *, today: dt.date) -> dt.date:
    """The last day of a link."""
    if day < today:
        raise Refused("This day is over. Choose today or a later one.", field="ends_on")
    if day > today + LONGEST_LINK:
        raise Refused("A link opens for a year at most.", field="ends_on")
    return day


def _rule(said: Rule) -> Rule:
    value = said.value.strip()
    if not value or len(value) > MAX_RULE:
        raise Refused("Choose what it grows by.", field="rule")
    return Rule(said.kind, value)
