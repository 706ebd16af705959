"""What somebody is asked to hand in, one line for each task."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from laurel.evidence import selectors as evidence
from laurel.evidence.types import State
from laurel.sites.evidence import pieces

if TYPE_CHECKING:
    from laurel.evidence.models import Assignment


def rows_of(keys: Collection[str]) -> list[dict[str, Any]]:
    """Everything that whoever has these addresses is asked for, what ends first at the top."""
    return [_row(each) for each in evidence.of_keys(keys)]


def _row(found: "Assignment") -> dict[str, Any]:
    newest = evidence.newest(found)
    is_open = evidence.is_open(found)
    if newest is not None:
        status, word = pieces.STATES[State(newest.state)]
    else:
        status, word = ("expiring", "To do") if is_open else ("expired", "Too late")
    return {
        "assignment": found,
        "badge": found.task.achievement.current,
        "issuer": found.task.achievement.issuer,
        "status": status,
        "word": word,
        "due": pieces.due_words(found) if is_open else "",
        "is_open": is_open,
    }
