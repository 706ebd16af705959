"""The board of who waits for a programme's badges, ready for its page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from laurel.releases.selectors import Line
from laurel.releases.types import Check, Gate, State

MOST_SEARCHED = 200  # characters of a search; longer ones are cut
# How a state looks, and what it is called.
LOOKS: Mapping[State, tuple[str, str]] = {
    State.READY: ("valid", "Ready"),
    State.WAITS: ("neutral", "Waits"),
    State.FAILED: ("revoked", "Not passed"),
    State.HELD: ("valid", "Has it"),
}
HEADINGS: Mapping[Gate, str] = {
    Gate.GRADES: "Grades",
    Gate.CONFIRMATION: "Graduation",
    Gate.DAY: "Day",
    Gate.APPROVAL: "Approval",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asked to see, as it stands in the address."""

    state: str = ""
    search: str = ""

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Wanted":
        """From an address; what is not known there asks for nothing."""
        state = query.get("state", "")
        return cls(
            state=state if state in set(State) else "",
            search=" ".join(query.get("q", "").split())[:MOST_SEARCHED],
        )

    def query(self, **changed: str) -> str:
        """The address of the same with something else; the page begins anew."""
        asked = {"state": self.state, "q": self.search} | changed
        found = urlencode({name: value for name, value in asked.items() if value})
        return f"?{found}" if found else ""


@dataclass(frozen=True, slots=True)
class Chip:
    """One of several things to choose, with its address."""

    word: str
    href: str
    is_chosen: bool
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """One gate of one learner."""

    heading: str
    is_open: bool
    words: str
    may_undo: bool = False  # a confirmation, as long as the badge has not left


@dataclass(frozen=True, slots=True)
class Row:
    """One learner, ready for a template."""

    learner: str  # public id
    name: str
    email: str
    status: str
    word: str
    cells: tuple[Cell, ...]
    may_choose: bool


def found(lines: Iterable[Line], wanted: Wanted) -> list[Line]:
    """The lines that were asked for; who has it all is shown only when that was."""
    words = wanted.search.casefold().split()
    return [
        line
        for line in lines
        if (line.state == wanted.state if wanted.state else _is_open(line))
        and all(word in _text(line) for word in words)
    ]


def chips(lines: Sequence[Line], wanted: Wanted) -> list[Chip]:
    """The filters above the board."""
    still = sum(map(_is_open, lines))
    made = [
        Chip("Still to come", wanted.query(state="") or "?", not wanted.state, still)
    ]
    for state, (_, word) in LOOKS.items():
        count = sum(line.state is state for line in lines)
        is_chosen = wanted.state == state
        if count or is_chosen:
            made.append(Chip(word, wanted.query(state=state), is_chosen, count))
    return made


def rows(lines: Iterable[Line]) -> list[Row]:
    """The lines in words."""
    return [_row(line) for line in lines]


def _row(line: Line) -> Row:
    status, word = LOOKS[line.state]
    is_held = line.state is State.HELD
    return Row(
        learner=line.learner.public_id,
        name=line.learner.name,
        email=line.learner.email,
        status=status,
        word=word,
        cells=tuple(
            Cell(
                heading=HEADINGS[check.gate],
                is_open=check.is_open,
                words=_open(line, check.gate) if check.is_open else _shut(check),
                may_undo=check.gate is Gate.CONFIRMATION
                and check.is_open
                and not is_held,
            )
            for check in line.checks
        ),
        may_choose=not is_held,
    )


def _shut(check: Check) -> str:
    """What a shut gate says under its heading."""
    match check.gate:
        case Gate.GRADES:
            return f"Missing: {', '.join(check.courses)}"
        case Gate.CONFIRMATION | Gate.APPROVAL:
            return "Not yet"
        case Gate.DAY:
            return (
                f"From {check.day.day} {check.day:%B %Y}"
                if check.day
                else "Not completed"
            )


def _open(line: Line, gate: Gate) -> str:
    """What an open gate says."""
    match gate:
        case Gate.GRADES:
            failed = line.standing.failed
            return f"Not passed: {', '.join(failed)}" if failed else "All there"
        case Gate.CONFIRMATION:
            return "Confirmed"
        case Gate.DAY:
            return "It has come"
        case Gate.APPROVAL:
            return "Approved"


def _is_open(line: Line) -> bool:
    return line.state in (State.READY, State.WAITS)


def _text(line: Line) -> str:
    return f"{line.learner.name} {line.learner.email}".casefold()
