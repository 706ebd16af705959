"""What a gate is in words: for those who award, and for the learner who waits."""

import datetime as dt
from collections.abc import Sequence

from laurel.releases.types import Check, Gate, Terms, Timing


def refusal(check: Check) -> str:
    """Why somebody cannot be awarded yet, for those who award."""
    match check.gate:
        case Gate.GRADES:
            return f"Waiting for grades: {listed(check.courses)}."
        case Gate.CONFIRMATION:
            return "Graduation is not confirmed yet."
        case Gate.DAY:
            if check.day is None:
                return "The programme is not completed yet."
            return f"The badge leaves on {day(check.day)}, not before."
        case Gate.APPROVAL:
            return "A second person has not approved it yet."


def wait(check: Check) -> str:
    """What a learner's badge waits for, said to the learner."""
    match check.gate:
        case Gate.GRADES:
            return f"Your grade in {listed(check.courses)}"
        case Gate.CONFIRMATION:
            return "The confirmation of your graduation"
        case Gate.DAY:
            if check.day is None:
                return "The end of your courses"
            return f"The day on which it leaves: {day(check.day)}"
        case Gate.APPROVAL:
            return "The approval by a second person"


def rules(terms: Terms) -> list[str]:
    """What a programme asks for, one line a gate; empty: nothing."""
    said = []
    if terms.needs_grades:
        said.append("every course has a final grade")
    if terms.needs_confirmation:
        said.append("graduation is confirmed")
    if terms.timing is Timing.WINDOW:
        first = terms.first_week
        passed = "1 week has" if first == 1 else f"{first} weeks have"
        said.append(f"{passed} passed since completion")
    elif terms.timing is Timing.DAY and terms.day:
        said.append(f"it is {day(terms.day)}")
    if terms.needs_approval:
        said.append("a second person approves")
    return said


def weeks(terms: Terms) -> str:
    """How long the window is away: 6 to 8 weeks."""
    first, last = terms.first_week, terms.last_week
    if first == last:
        return "1 week" if first == 1 else f"{first} weeks"
    return f"{first} to {last} weeks"


def listed(names: Sequence[str]) -> str:
    """Names as people say them: A, B and C."""
    if len(names) < 2:  # noqa: PLR2004 - two can be joined
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def day(date: dt.date) -> str:
    """A day in full: 14 November 2026."""
    return f"{date.day} {date:%B %Y}"
