"""What documents say of a version, put together from its facts."""

import re

from laurel.achievements.types import Criterion, Definition

# What would begin markup in CommonMark; lines are plain text.
_MARKUP = re.compile(r"[\\`*_\[\]<>]|&(?=#?\w+;)")
_BEGINNING = re.compile(r"^(?:[#+\-=~|]|\d+(?=[.)]))")


def narrative(given: Definition) -> str:
    """The criteria as one text: the lines, each with how it is assessed, then the rest."""
    lines = "\n".join(f"- {_item(each)}" for each in given.criteria_lines)
    return "\n\n".join(filter(None, (lines, given.criteria)))


def sentence(given: Definition) -> str:
    """What it stands for. Documents must say so; where nobody wrote it, the criteria do."""
    if given.description:
        return given.description
    if given.criteria_lines:
        return "; ".join(each.text for each in given.criteria_lines)
    return given.name


def _item(given: Criterion) -> str:
    text = _plain(given.text)
    return f"{text} (assessed by: {_plain(given.assessed)})" if given.assessed else text


def _plain(text: str) -> str:
    text = _MARKUP.sub(lambda found: f"\\{found[0]}", text)
    return _BEGINNING.sub(
        lambda found: found[0] + "\\" if found[0][0].isdigit() else f"\\{found[0]}",
        text,
    )
