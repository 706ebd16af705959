"""What is still weak in a badge, said before it is published."""

from collections.abc import Callable
from dataclasses import dataclass

from laurel.achievements.types import Definition

GOOD, MISSING, WEAK = "good", "missing", "weak"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is there, missing, or would help."""

    outcome: str  # good, missing (it cannot be published) or weak
    sentence: str
    href: str = ""  # where it is mended
    action: str = ""


def checklist(said: Definition, address: Callable[[str], str]) -> list[Line]:
    """Every line, what is missing first; `address` gives the page of a step."""
    lines = [*_needed(said, address), *_helpful(said, address)]
    order = (MISSING, WEAK, GOOD)
    return sorted(lines, key=lambda line: order.index(line.outcome))


def _needed(said: Definition, address: Callable[[str], str]) -> list[Line]:
    criteria = bool(said.criteria_lines or said.criteria)
    return [
        Line(GOOD, "It has a name")
        if said.name
        else Line(MISSING, "It needs a name.", address("what"), "Name it"),
        Line(GOOD, "It says how it is earned")
        if criteria
        else Line(MISSING, "It needs one criterion.", address("earned"), "Write one"),
    ]


def _helpful(said: Definition, address: Callable[[str], str]) -> list[Line]:
    weak = (
        (
            not said.description,
            "No sentence yet: readers see the criteria in its place.",
            "what",
        ),
        (not said.skills, "No skill yet: employers search by skill.", "earned"),
        (
            bool(said.criteria_lines)
            and not all(line.assessed for line in said.criteria_lines),
            "Not every criterion says how it is assessed: employers ask.",
            "earned",
        ),
        (
            not said.earn_url,
            "Nobody can see where to earn it.",
            "earned",
        ),
    )
    return [
        Line(WEAK, sentence, address(step), "Add it")
        for is_weak, sentence, step in weak
        if is_weak
    ]
