"""What pathways and plans may say."""

import datetime as dt

from laurel.pathways import progress
from laurel.pathways.errors import Refused
from laurel.pathways.types import (
    FARTHEST,
    MAX_NOTE,
    MAX_SUMMARY,
    MAX_TITLE,
    Branch,
    Item,
    StepFacts,
)


def title(text: str, *, what: str = "the pathway", field: str = "title") -> str:
    """What something is called, in one line.

    Raises:
        Refused: empty, too long, or with a character that cannot be seen.
    """
    text = text.strip()
    if not text:
        raise Refused(f"Write what {what} is called.", field=field)
    if len(text) > MAX_TITLE or not text.isprintable():
        raise Refused(f"Write one line of at most {MAX_TITLE} characters.", field=field)
    return text


def paragraph(text: str, field: str, longest: int = MAX_SUMMARY) -> str:
    """Some lines of text.

    Raises:
        Refused: too long, or with NUL.
    """
    text = text.strip().replace("\r\n", "\n")
    if len(text) > longest:
        raise Refused(
            f"This is {len(text):,} characters long; {longest} fit.", field=field
        )
    if "\x00" in text:
        raise Refused("There is a character in it that cannot be kept.", field=field)
    return text


def note(text: str, field: str) -> str:
    """A note beside a planned badge."""
    return paragraph(text, field, MAX_NOTE)


def target(day: dt.date | None, field: str, *, today: dt.date) -> dt.date | None:
    """By when somebody wants a badge; a day that is over may stay as it was.

    Raises:
        Refused: too far away to be meant.
    """
    if day is not None and abs(day - today) > FARTHEST:
        raise Refused("Choose a day within the next ten years.", field=field)
    return day


def needed(said: StepFacts, *, field: str) -> int | None:
    """How many items of a branch are needed; None: all.

    Raises:
        Refused: less than one.
    """
    if said.needed is not None and said.needed < 1:
        raise Refused("At least one step of a branch is needed.", field=field)
    return said.needed


def leading(items: tuple[Item, ...]) -> None:
    """Nothing: something on the way is needed. Branches may be empty while they are made.

    Raises:
        Refused: not so.
    """
    if all(each.is_optional for each in progress.walkable(items)):
        raise Refused("Add a step that is not optional: somebody has to go somewhere.")


def whole(items: tuple[Item, ...]) -> None:
    """Nothing: the way is as it should be for everybody.

    Raises:
        Refused: nothing on it is needed, or a branch has less in it than it asks for.
    """
    if items == () or all(each.is_optional for each in items):
        leading(())
    for branch in _branches(items):
        if not branch.items:
            raise Refused(
                f"“{branch.title}” is empty. Add steps to it, or take it out."
            )
        if branch.needed is not None and branch.needed > len(branch.items):
            raise Refused(
                f"“{branch.title}” asks for {branch.needed} of {len(branch.items)} "
                "steps. Add steps to it, or ask for fewer."
            )
        if branch.required == 0 and not branch.is_optional:
            raise Refused(
                f"Every step in “{branch.title}” is optional. Make the branch optional, "
                "or one of its steps needed."
            )


def _branches(items: tuple[Item, ...]) -> list[Branch]:
    found = [each for each in items if isinstance(each, Branch)]
    return [*found, *(inner for each in found for inner in _branches(each.items))]
