"""Many badges at once: a row for each, for a page, a spreadsheet and programs."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from obkit.verify.report import Report

from laurel.foundation.errors import Refused
from laurel.foundation.tables import writing
from laurel.sites.public import (
    local,
    opening,
    receipts,
    recipients,
    reports,
    standings,
)
from laurel.sites.public.reports import ShownReport, StatusLine
from laurel.sites.public.sentences import Foreign, Sentence
from laurel.sites.public.standings import Standing
from laurel.sites.public.uploads import MOST_AT_ONCE, HandedIn
from laurel.sites.ui.status import STATUSES
from laurel.sites.ui.text import clean
from laurel.verification import services as verification

_NO_TIME = StatusLine(
    "unknown",
    Sentence("Not checked"),
    Sentence(
        "The time for one list was over before its turn came. That says nothing against the"
        " badge: check it by itself, or in a shorter list."
    ),
)
HEADER = (
    "Number",
    "File or link",
    "Result",
    "Explanation",
    "Badge",
    "Awarded to",
    "Issuer",
    "Issuer’s address",
    "Issued",
    "Valid until",
    "Issued to the address that was typed",
    "Standard",
    "Checked at",
    "SHA-256",
)
_ANSWERS = {
    recipients.MATCHES: "yes",
    recipients.DIFFERS: "no",
    recipients.UNKNOWN: "cannot be said",
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that was handed in, and what was found; no report if nothing could be checked."""

    number: int
    name: str
    line: StatusLine
    report: Report | None = None
    badges: tuple[ShownReport, ...] = ()
    answer: str = ""  # whose it is, where that was asked
    page: str = ""
    standing_of: Callable[[Report], Standing | None] = standings.unknown

    @property
    def shown(self) -> ShownReport | None:
        """The badge itself, if there is one."""
        return self.badges[0] if self.badges else None

    @property
    def word(self) -> str:
        """The result in a word or two; what has no word of its own says its title."""
        status = self.shown.status if self.shown else ""
        return (
            STATUSES[self.line.status].word
            if status in STATUSES
            else str(self.line.title)
        )

    @property
    def whose(self) -> StatusLine | None:
        """The answer in a sentence."""
        return recipients.line_of(self.report) if self.answer and self.report else None


def check(items: Sequence[HandedIn], *, recipient: str = "") -> list[Row]:
    """A row for each, in order; a PDF has one for each badge that it carries."""
    series = verification.series(recipient=recipient)
    rows: list[Row] = []
    for item in items:
        for found in _rows(item, series, len(rows), asked=bool(recipient)):
            rows.append(found)
            if len(rows) >= MOST_AT_ONCE:
                return rows
    return rows


def counts(rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """How many of each result: the look, the word, the number; the most first."""
    found = Counter((row.line.status, row.word) for row in rows)
    return [(status, word, number) for (status, word), number in found.most_common()]


def as_csv(rows: Sequence[Row]) -> bytes:
    """The rows as a file for a spreadsheet, in which no cell computes anything."""
    return writing.write(HEADER, (_cells(row) for row in rows))


def as_json(rows: Sequence[Row]) -> list[dict[str, object]]:
    """The rows for a program: the report of each as the page of one badge has it."""
    return [
        {
            "name": row.name,
            "title": str(row.line.title),
            "sentence": str(row.line.sentence),
            "recipient": row.answer or None,
            "report": reports.as_json(row.report, standing_of=row.standing_of)
            if row.report
            else None,
        }
        for row in rows
    ]


def _rows(
    item: HandedIn, series: verification.Series, before: int, *, asked: bool
) -> Iterator[Row]:
    if series.is_over():
        yield Row(before + 1, item.name, _NO_TIME)
        return
    try:
        opened = opening.opened(item)
    except Refused as error:
        yield Row(before + 1, item.name, _unread(error.message))
        return
    for number, one in enumerate(opened, start=before + 1):
        if series.is_over():
            yield Row(number, one.name, _NO_TIME)
        else:
            yield _row(number, one, series, asked=asked)


def _row(
    number: int, item: HandedIn, series: verification.Series, *, asked: bool
) -> Row:
    if receipt := verification.read_receipt(data=item.data):
        return Row(number, item.name, receipts.line_of(receipt))
    report = series.verify_link(item.link) if item.link else series.verify(item.data)
    standing_of = local.standings(item.data)
    badges = tuple(
        reports.show(one, standing=standing_of(one)) for one in (report, *report.also)
    )
    return Row(
        number=number,
        name=item.name,
        line=reports.answer(badges, aside=item.aside),
        report=report,
        badges=badges,
        answer=recipients.answer_of(report) if asked else "",
        page=local.page_of(report.subject),
        standing_of=standing_of,
    )


def _unread(message: str) -> StatusLine:
    return StatusLine(
        "unknown",
        Sentence("It could not be read"),
        Sentence("{why} We checked nothing.", {"why": Foreign(message)}),
    )


def _cells(row: Row) -> list[str]:
    cells = [str(row.number), row.name, str(row.line.title), str(row.line.sentence)]
    if row.report is None or row.shown is None:
        return cells + [""] * (len(HEADER) - len(cells))
    said = row.report.subject
    never = "does not expire" if row.shown.may_show else ""
    return [
        *cells,
        *(
            clean(each or "")
            for each in (
                said.name,
                said.recipient_name,
                said.issuer_name,
                said.issuer_id,
                said.issued_on,
                said.expires or never,
            )
        ),
        _ANSWERS.get(row.answer, ""),
        row.shown.kind,
        row.report.checked_at.isoformat(timespec="seconds"),
        row.report.digest,
    ]
