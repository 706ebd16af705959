"""What the pages of a batch show."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils import timezone

from laurel.awards import selectors as awards
from laurel.batches import access
from laurel.batches import selectors as batches
from laurel.batches.types import (
    EMAIL,
    EVIDENCE,
    EXPIRES,
    ISSUED,
    LANGUAGE,
    NAME,
    NARRATIVE,
    BatchState,
    Duplicates,
    RowState,
    Tally,
    Verdict,
)
from laurel.foundation import mail
from laurel.issuers import selectors as issuers
from laurel.sites.console import rows
from laurel.sites.console.forms.batches import AddressForm
from laurel.sites.console.gate import Place, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpRequest, HttpResponse

    from laurel.batches.models import Batch, BatchRow
    from laurel.foundation.models import OutgoingMail
    from laurel.organizations.models import Organization

WORDS = {
    NAME: "Name",
    EMAIL: "E-mail",
    ISSUED: "Awarded on",
    EXPIRES: "Expires on",
    NARRATIVE: "What they did",
    EVIDENCE: "Evidence",
    LANGUAGE: "Language",
}
ALWAYS = (NAME, EMAIL, ISSUED)
# Which column of the table fills a field that is only shown when there is one.
_COLUMN = {
    EXPIRES: "expires",
    NARRATIVE: NARRATIVE,
    EVIDENCE: EVIDENCE,
    LANGUAGE: LANGUAGE,
}

_VERDICTS = {
    Verdict.READY: ("valid", "Ready"),
    Verdict.LOOK: ("expiring", "Have a look"),
    Verdict.BAD: ("revoked", "Must be corrected"),
    Verdict.HELD: ("superseded", "Has it already"),
    Verdict.UNCHECKED: ("neutral", "Being checked"),
}
_ROWS = {
    RowState.GRANTED: ("valid", "Awarded"),
    RowState.SKIPPED: ("superseded", "Left out"),
    RowState.FAILED: ("revoked", "Did not work"),
}
STATES = {
    BatchState.READING: ("neutral", "Being read"),
    BatchState.CHECKING: ("neutral", "Being checked"),
    BatchState.UNREADABLE: ("revoked", "Cannot be read"),
    BatchState.DRAFT: ("neutral", "Not sent off"),
    BatchState.PROPOSED: ("expiring", "Waits for approval"),
    BatchState.WAITING: ("expiring", "Can be undone"),
    BatchState.RUNNING: ("neutral", "Under way"),
    BatchState.PAUSED: ("expiring", "Paused"),
    BatchState.STOPPED: ("expired", "Stopped"),
    BatchState.DONE: ("valid", "Done"),
}
_LEVELS = {"bad": "revoked", "look": "expiring"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the grid: an input, and what is to be said about it."""

    field: str
    word: str
    name: str  # of the input
    value: str
    long: bool
    status: str  # the look of the worst finding; empty: none
    findings: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a batch."""

    number: int
    name: str
    email: str
    cells: list[Cell]
    status: str
    word: str
    note: str
    award_href: str
    out: bool
    delivery: rows.Delivery | None = None
    mending: AddressForm | None = None  # where the mail has to go elsewhere


@dataclass(frozen=True, slots=True)
class Line:
    """A batch in the list of batches."""

    href: str
    badge: str
    name: str
    by: str
    at: Any
    zone: ZoneInfo
    status: str
    word: str
    people: int


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter of the grid."""

    only: str
    word: str
    number: int
    icon: str
    look: str


def visible(place: Place, batch_id: str) -> "Batch":
    """The batch, if it is one of this organisation.

    Raises:
        NotFound: it is another one's, or there is none.
    """
    found = access.for_awarding(place.actor, batch_id)
    place.require(found.organization_id)
    return found


def zone_of(found: "Batch") -> ZoneInfo:
    """The time zone of the issuer: a batch is timed by the clocks of the place it is from."""
    return issuers.zone(found.achievement.issuer)


def show_timed(
    request: "HttpRequest",
    template: str,
    place: Place,
    found: "Batch",
    **context: object,
) -> "HttpResponse":
    """A page about a batch, with its times as the clocks of its issuer show them."""
    with timezone.override(zone_of(found)):
        return show(request, template, place, **context)  # type: ignore[arg-type]


def zone_name(zone: ZoneInfo) -> str:
    """A time zone as people read it: Pacific/Auckland, America/New York."""
    return zone.key.replace("_", " ")


def head_of(place: Place, found: "Batch") -> dict[str, Any]:
    """What every page says of a batch."""
    slug = place.organization.slug
    card = rows.badge_of(place.organization, found.achievement, awards=0)
    before = batches.awarded_before(found)
    return {
        "id": found.public_id,
        "href": reverse("console:batch", args=[slug, found.public_id]),
        "badge": card,
        "name": found.name,
        "by": found.made_by_label,
        "decided_by": found.decided_by_label,
        "release_at": found.release_at,
        "at": found.at,
        "problem": found.problem,
        "returned_words": found.returned_words,
        "revoked": bool(found.revocation_reason),
        "revocation_wording": found.revocation_wording,
        "created_at": found.created_at,
        "finished_at": found.finished_at,
        "header": found.header,
        "zone": zone_name(zone_of(found)),
        "before": {
            "href": reverse("console:batch", args=[slug, before.public_id]),
            "at": before.decided_at or before.created_at,
        }
        if before
        else None,
    }


def fields_of(batch: "Batch") -> list[str]:
    """The columns of the grid: those that are always there, and those that came."""
    return [*ALWAYS, *(f for f, name in _COLUMN.items() if name in batch.columns)]


def grid_rows(batch: "Batch", found: "Iterable[BatchRow]") -> list[Row]:
    """Rows that can be edited."""
    return [grid_row(batch, row) for row in found]


def grid_row(batch: "Batch", row: "BatchRow") -> Row:
    """One row that can be edited."""
    return _row(batch, row, [cell_of(row, field) for field in fields_of(batch)])


def cell_of(row: "BatchRow", field: str) -> Cell:
    """One cell that can be edited."""
    findings = [finding for finding in row.findings if finding["field"] == field]
    levels = {finding["level"] for finding in findings}
    worst = "bad" if "bad" in levels else "look" if levels else ""
    return Cell(
        field=field,
        word=WORDS[field],
        name=f"r{row.number}-{field}",
        value=row.values.get(field, ""),
        long=field == NARRATIVE or "\n" in row.values.get(field, ""),
        status=_LEVELS.get(worst, ""),
        findings=findings,
    )


def sent_rows(
    batch: "Batch",
    found: "Iterable[BatchRow]",
    typed: "Mapping[int, AddressForm] | None" = None,
) -> list[Row]:
    """Rows of a batch that was sent off, with what became of each.

    Where the mail came back or waits, the address can be corrected; `typed` are forms that
    were sent and not taken, by the numbers of their rows.
    """
    listed = list(found)
    ids = [row.award_public_id for row in listed if row.award_public_id]
    about = [f"award:{each}" for each in ids]
    latest = {sent.about: sent for sent in reversed(mail.about_any(about))}
    addresses = {
        award.public_id: award.recipient_email for award in awards.in_force(ids)
    }
    return [
        _sent_row(
            _row(batch, row, []),
            latest.get(f"award:{row.award_public_id}"),
            addresses.get(row.award_public_id),
            (typed or {}).get(row.number),
        )
        for row in listed
    ]


def _sent_row(
    row: Row,
    sent: "OutgoingMail | None",
    address: str | None,
    typed: AddressForm | None,
) -> Row:
    """The row with its mail and today's address; None: no award, or one that is revoked."""
    delivery = rows.delivery_of(sent) if sent else None
    mending = typed
    if mending is None and address and delivery and delivery.in_trouble:
        said = {"recipient_email": address, "was": address}
        mending = AddressForm(number=row.number, initial=said)
    return replace(row, email=address or row.email, delivery=delivery, mending=mending)


def _row(batch: "Batch", row: "BatchRow", cells: list[Cell]) -> Row:
    state = RowState(row.state)
    status, word = _ROWS.get(state, _VERDICTS[Verdict(row.verdict)])
    award = row.award_public_id or row.held
    note = row.problem
    if state is RowState.OPEN and row.verdict == Verdict.BAD:
        note = " ".join(finding["text"] for finding in row.findings)
    return Row(
        number=row.number,
        name=row.values.get(NAME, ""),
        email=row.values.get(EMAIL, ""),
        cells=cells,
        status=status,
        word=word,
        note=note,
        award_href=reverse("console:award", args=[batch.organization.slug, award])
        if award
        else "",
        out=state is RowState.SKIPPED,
    )


def chips(tally: Tally) -> list[Chip]:
    """The filters of the grid; those that show nothing are left out."""
    all_of_them = Chip("", "All", tally.all, "", "")
    others = [
        Chip("ready", "Ready", tally.ready, "tick", "ok"),
        Chip("look", "Have a look", tally.look, "triangle", "warn"),
        Chip("bad", "Must be corrected", tally.bad, "cross", "bad-text"),
        Chip("held", "Have it already", tally.held, "swap", ""),
        Chip("skipped", "Left out", tally.skipped, "", ""),
    ]
    return [all_of_them, *(chip for chip in others if chip.number)]


def progress_of(batch: "Batch") -> dict[str, Any]:
    """How far a batch is, counted at this moment."""
    tally = batches.tally(batch)
    duplicates = Duplicates(batch.duplicates)
    going = tally.going(duplicates)
    mails = batches.mails(batch)
    over = tally.granted + tally.failed
    return {
        "tally": tally,
        "going": going,
        "done": over,
        "all": going + over,
        "issued": batches.issued(batch),
        "mailed": mails.get("sent", 0) + mails.get("kept", 0),
        "mails_waiting": sum(
            mails.get(state, 0) for state in ("queued", "deferred", "delayed")
        ),
        "mails_failed": mails.get("failed", 0) + mails.get("bounced", 0),
        "behind": tally.bad + tally.look + tally.failed,
    }


def lines(organization: "Organization", found: "Iterable[Batch]") -> list[Line]:
    """The rows of the list of batches."""
    listed = []
    for batch in found:
        status, word = STATES[BatchState(batch.state)]
        listed.append(
            Line(
                href=reverse(
                    "console:batch", args=[organization.slug, batch.public_id]
                ),
                badge=batch.achievement.current.name,
                name=batch.name or "Pasted",
                by=batch.made_by_label,
                at=batch.created_at,
                zone=zone_of(batch),
                status=status,
                word=word,
                people=batches.tally(batch).all,
            )
        )
    return listed
