"""What is to be said about the rows of a batch, cell by cell, before anything is awarded."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Min

from laurel.achievements.types import DuplicatePolicy
from laurel.awards import selectors as awards
from laurel.awards.types import Evidence, Obstacle
from laurel.batches import reading
from laurel.batches.models import Batch, BatchRow
from laurel.batches.types import (
    EMAIL,
    EVIDENCE,
    EXPIRES,
    ISSUED,
    LANGUAGE,
    NAME,
    NARRATIVE,
    RowState,
    Verdict,
)
from laurel.foundation import tables
from laurel.foundation.tables import AmbiguousDate, NoDate

BAD, LOOK = Verdict.BAD.value, Verdict.LOOK.value
MAX_EVIDENCE_LINES = 20

# Slips of the keyboard that are addresses all the same, and nobody gets the mail.
_SLIPS = {
    "gmial.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmail.con": "gmail.com",
    "gmail.co": "gmail.com",
    "googlemail.con": "googlemail.com",
    "hotmial.com": "hotmail.com",
    "hotmail.con": "hotmail.com",
    "outlok.com": "outlook.com",
    "outlook.con": "outlook.com",
    "yaho.com": "yahoo.com",
    "yahoo.con": "yahoo.com",
    "iclod.com": "icloud.com",
}


@dataclass(frozen=True)
class Finding:
    """What is to be said about one cell; `cures` are (word, value) that one click puts there."""

    field: str
    level: str
    text: str
    cures: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As the row keeps it."""
        return {
            "field": self.field,
            "level": self.level,
            "text": self.text,
            "cures": [list(cure) for cure in self.cures],
        }


@dataclass
class _Context:
    """What the rows are held against, looked up for all of them together."""

    batch: Batch
    held: Mapping[str, str]
    first: Mapping[str, int]  # person → the first row with them
    obstacles: Mapping[str, tuple[Obstacle, ...]]  # what each has to meet first
    endings: dict[str, str] = field(default_factory=dict)  # memory of `_ending`


def check(batch: Batch, rows: Sequence[BatchRow]) -> None:
    """Give each row its verdict and findings; the rows are not saved.

    All rows of the batch must be in the database with their `recipient_key`.
    """
    keys = {row.recipient_key for row in rows if row.recipient_key}
    context = _Context(
        batch=batch,
        held=awards.held(batch.achievement, keys),
        first=_first_of(batch, keys),
        obstacles=awards.obstacles(batch.achievement, keys),
    )
    for row in rows:
        findings = _findings(row, context)
        row.findings = [found.as_json() for found in findings]
        row.held = context.held.get(row.recipient_key, "")
        row.verdict = _verdict(row, findings)


def facts(batch: Batch, row: BatchRow) -> dict[str, Any]:
    """What the row says, as `awards.services.grant` takes it.

    Raises:
        NoDate: a day is none.
    """
    days = {
        name: tables.date(row.values[name], reading.order(batch))
        for name in (ISSUED, EXPIRES)
        if row.values.get(name)
    }
    return {
        NAME: row.values.get(NAME, ""),
        EMAIL: row.values.get(EMAIL, ""),
        NARRATIVE: row.values.get(NARRATIVE, ""),
        EVIDENCE: evidence(row.values.get(EVIDENCE, "")),
        LANGUAGE: awards.language_of(row.values.get(LANGUAGE, "")) or "",
        **days,
    }


def evidence(text: str) -> list[Evidence]:
    """One piece a line: "Name | https://…", or the address alone."""
    pieces = []
    for line in text.split("\n")[:MAX_EVIDENCE_LINES]:
        name, _, url = (part.strip() for part in line.rpartition("|"))
        if url:
            pieces.append(Evidence(name=name, url=url))
    return pieces


def _verdict(row: BatchRow, findings: Collection[Finding]) -> str:
    levels = {found.level for found in findings}
    if BAD in levels:
        return BAD
    if LOOK in levels:
        return LOOK
    return Verdict.HELD.value if row.held else Verdict.READY.value


def _findings(row: BatchRow, context: _Context) -> list[Finding]:
    days, found = _days(row, context.batch)
    said = {one.field for one in found}
    faults = awards.faults(
        recipient_name=row.values.get(NAME, ""),
        recipient_email=row.values.get(EMAIL, ""),
        narrative=row.values.get(NARRATIVE, ""),
        evidence=evidence(row.values.get(EVIDENCE, "")),
        issued_on=days.get(ISSUED),
        expires_on=days.get(EXPIRES),
    )
    for name, text in faults.items():
        if name == EMAIL:
            found.append(_address(row.values.get(EMAIL, ""), text, context))
        elif name not in said:
            found.append(Finding(name, BAD, text))
    found += _language(row.values.get(LANGUAGE, ""))
    if EMAIL not in faults:
        found += _person(row, context)
    return [one for one in found if one.level == BAD or one.field not in row.accepted]


def _days(row: BatchRow, batch: Batch) -> tuple[dict[str, dt.date], list[Finding]]:
    days, found = {}, []
    for name in (ISSUED, EXPIRES):
        text = row.values.get(name, "")
        if not text:
            continue
        try:
            days[name] = tables.date(text)
        except AmbiguousDate as unsure:
            order = reading.order(batch)
            readings = unsure.readings
            cures = tuple((_spelled(day), day.isoformat()) for day in readings)
            if order is None:
                found.append(Finding(name, BAD, "Which day is meant?", cures))
                continue
            days[name] = tables.date(text, order)
            other = next(day for day in readings if day != days[name])
            found.append(
                Finding(
                    name,
                    LOOK,
                    f"Read as {_spelled(days[name])}.",
                    (
                        ("Right", days[name].isoformat()),
                        (_spelled(other), other.isoformat()),
                    ),
                )
            )
        except NoDate as refusal:
            found.append(Finding(name, BAD, refusal.message))
    return days, found


def _person(row: BatchRow, context: _Context) -> list[Finding]:
    """What is to be said about an address that is one."""
    found = []
    before = context.first.get(row.recipient_key, row.number)
    if before < row.number:
        policy = context.batch.achievement.duplicate_policy
        often = policy == DuplicatePolicy.MANY
        text = f"The same person as in row {before}."
        right = (("Twice is right", row.values[EMAIL]),) if often else ()
        found.append(Finding(EMAIL, LOOK if often else BAD, text, right))
    if row.recipient_key not in context.held:
        found += [
            Finding(EMAIL, BAD, each.sentence)
            for each in context.obstacles.get(row.recipient_key, ())
        ]
    person, _, domain = row.values[EMAIL].strip().rpartition("@")
    if meant := _SLIPS.get(domain.lower()):
        cures = (
            (f"Use {meant}", f"{person}@{meant}"),
            ("It is right", row.values[EMAIL]),
        )
        found.append(Finding(EMAIL, LOOK, f"Is {meant} meant?", cures))
    return found


def _language(text: str) -> list[Finding]:
    """A language in which nobody here writes keeps nobody from getting a badge."""
    if not text or awards.language_of(text):
        return []
    said = "No mails are written in it. Their mail comes in your language."
    return [Finding(LANGUAGE, LOOK, said, (("Right", text),))]


def _address(text: str, fault: str, context: _Context) -> Finding:
    """What is wrong with an address, as exactly as can be said."""
    text = text.strip()
    person, at, domain = text.rpartition("@")
    if not text:
        return Finding(EMAIL, BAD, "The address is missing.")
    if not at:
        return Finding(EMAIL, BAD, "There is no @ in it.")
    if "." not in domain and person:
        ending = _ending(domain.lower(), context)
        cure = ((f"Use {ending}", f"{person}@{domain}{ending}"),) if ending else ()
        return Finding(EMAIL, BAD, "No ending after the dot.", cure)
    return Finding(EMAIL, BAD, fault)


def _ending(domain: str, context: _Context) -> str:
    """What follows this domain in the other rows, if anything does (.example)."""
    if domain and domain not in context.endings:
        like = (
            BatchRow.objects.filter(
                batch=context.batch, recipient_key__contains=f"@{domain}."
            )
            .order_by("number")
            .values_list("recipient_key", flat=True)
            .first()
        )
        whole = (like or "").rpartition("@")[2]
        context.endings[domain] = whole.removeprefix(domain)
    return context.endings.get(domain, "")


def _first_of(batch: Batch, keys: Collection[str]) -> dict[str, int]:
    found = (
        BatchRow.objects.filter(batch=batch, recipient_key__in=keys)
        .exclude(state=RowState.SKIPPED.value)
        .order_by()
        .values_list("recipient_key")
        .annotate(first=Min("number"))
    )
    return dict(found)


def _spelled(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"
