"""What is inside a badge, as a labelled picture: the same facts as the list beside it.

The badge stands in the middle, a plate with a term and a value on either side of it for each part
of the document, and a line from the plate to the badge. Drawn from this award's own data.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from laurel.sites.ui.dates import Day
from laurel.sites.ui.text import clean

if TYPE_CHECKING:
    from obkit.verify.report import Subject

WIDTH, PLATE, HIGH, GAP = 760, 236, 62, 14  # user units of the drawing
ART = 200  # the badge's side
LONGEST = (
    160  # letters of the criteria in the list; all of them stand above on the page
)
MOST = 28  # letters of a value that fit on a plate; the list has all of them


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that the document says."""

    term: str
    value: str  # as the list has it
    on_plate: str = ""  # the heart of it; empty: the value

    @property
    def short(self) -> str:
        """The value as it fits on a plate."""
        text = self.on_plate or self.value
        return text if len(text) <= MOST else text[: MOST - 1].rstrip() + "…"


@dataclass(frozen=True, slots=True)
class Plate:
    """A part, placed."""

    part: Part
    number: int
    x: int
    y: int
    line: str  # path data, from the plate to the badge


@dataclass(frozen=True, slots=True)
class Drawing:
    """The picture, for a template."""

    width: int
    height: int
    art: tuple[int, int, int]  # x, y and side of the badge
    plates: tuple[Plate, ...]


def drawing(parts: Sequence[Part]) -> Drawing:
    """The parts around the badge, clockwise from the top left: left side down, right side down."""
    half = (len(parts) + 1) // 2
    height = max(half * (HIGH + GAP) - GAP, ART) + 8
    plates = []
    for number, part in enumerate(parts, start=1):
        left = number <= half
        row = number - 1 if left else number - 1 - half
        rows = half if left else len(parts) - half
        top = (height - rows * (HIGH + GAP) + GAP) // 2
        x, y = (1 if left else WIDTH - PLATE - 1), top + row * (HIGH + GAP)
        middle = y + HIGH // 2
        end = WIDTH // 2 + (-1 if left else 1) * (ART // 2 - 16)
        into = height // 2 + (middle - height // 2) // 3
        start = x + PLATE if left else x
        bend = (start + end) // 2
        line = f"M{start} {middle}C{bend} {middle} {bend} {into} {end} {into}"
        plates.append(Plate(part, number, x, y, line))
    return Drawing(
        width=WIDTH,
        height=height,
        art=((WIDTH - ART) // 2, (height - ART) // 2, ART),
        plates=tuple(plates),
    )


_NO_NAME = "No name: the holder keeps it private;"
_ADDRESS = "with an e-mail address, scrambled so that it can be checked but not read"


def parts(
    subject: "Subject",
    *,
    version: int,
    host: str,
    issued_on: dt.date,
    expires_on: dt.date | None,
) -> list[Part]:
    """What this award's document says, part by part."""
    until = f"valid until {Day(expires_on)}" if expires_on else "does not expire"
    issuer, name = clean(subject.issuer_name or ""), clean(subject.name or "")
    person = clean(subject.recipient_name or "")
    found = [
        Part("Issuer", issuer + (f", known as {host}" if host else ""), issuer),
        Part(
            "Recipient",
            f"{person or _NO_NAME} {_ADDRESS}",
            person or "Name kept private",
        ),
        Part("Achievement", f"{name}, version {version}", name),
        Part("Criteria", _first_words(subject.criteria or "")),
    ]
    if subject.alignments:
        named = ", ".join(clean(name) for name, _ in subject.alignments)
        found.append(Part("Skills", named))
    if subject.evidence:
        count = len(subject.evidence)
        found.append(Part("Evidence", f"{count} piece{'s' if count > 1 else ''}"))
    found += [
        Part("Dates", f"Issued {Day(issued_on)}, {until}", f"Issued {Day(issued_on)}"),
        Part(
            "Signature",
            "Made with the issuer’s own key. One changed letter breaks it",
            "The issuer’s own key",
        ),
    ]
    return found


def _first_words(criteria: str) -> str:
    plain = clean(criteria.replace("*", "").replace("#", ""))
    if not plain:
        return "What it takes to earn it"
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rstrip() + "…"
