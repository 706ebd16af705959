"""Many badges on a terminal or in a spreadsheet: a line each, then what was found how often."""

import csv
import io
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, fields

from obkit.cli.batch import Row
from obkit.cli.terminal import printable
from obkit.verify import Verdict

_WORDS = {
    Verdict.VERIFIED: "verified",
    Verdict.NOT_VERIFIED: "NOT VERIFIED",
    Verdict.INCONCLUSIVE: "unknown",
}
_LONGEST_NAME = 40
_NARROWEST = 60
COLUMNS = tuple(f.name for f in fields(Row) if f.name != "report")
# A spreadsheet takes a cell that begins so for a formula, and a badge is a stranger's text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(slots=True)
class Totals:
    """How many of what; and of each reason, the first file, to begin with."""

    verdicts: Counter[Verdict] = field(default_factory=Counter)
    reasons: Counter[tuple[Verdict, str, str]] = field(default_factory=Counter)
    examples: dict[tuple[Verdict, str, str], str] = field(default_factory=dict)

    def add(self, row: Row) -> None:
        """Count one badge."""
        self.verdicts[row.verdict] += 1
        if row.verdict is not Verdict.VERIFIED:
            key = (row.verdict, row.reason, row.cause)
            self.reasons[key] += 1
            self.examples.setdefault(key, row.source)

    def verdict(self) -> Verdict:
        """As good as the worst of them."""
        for verdict in (Verdict.NOT_VERIFIED, Verdict.INCONCLUSIVE):
            if self.verdicts[verdict]:
                return verdict
        return Verdict.VERIFIED

    def table(self) -> Iterator[str]:
        """What was found how often, the most frequent first."""
        for (verdict, reason, cause), count in self.reasons.most_common():
            example = printable(self.examples[verdict, reason, cause])
            yield f"{count:>7}  {_WORDS[verdict]:<13} {printable(cause)} [{reason}]"
            yield f"{'':<23} for example {example}"

    def sentence(self, *, seconds: float, total: int, left_out: int) -> str:
        """The whole run in a sentence or two."""
        done = self.verdicts.total()
        count = f"{done} of {total}" if done < total else f"{done}"
        text = (
            f"{count} checked in {seconds:.1f} s: {self.verdicts[Verdict.VERIFIED]} verified, "
            f"{self.verdicts[Verdict.NOT_VERIFIED]} not verified, "
            f"{self.verdicts[Verdict.INCONCLUSIVE]} could not be checked."
        )
        if left_out:
            text += f" {left_out} other files were left out; name them to have them checked."
        return text


def line(row: Row, *, width_of_names: int) -> str:
    """One badge in one line that fits the terminal."""
    room = max(shutil.get_terminal_size().columns, _NARROWEST)
    name = printable(row.source)
    if len(name) > width_of_names:
        name = "…" + name[1 - width_of_names :]
    told = f"{row.cause} [{row.reason}]" if row.verdict is not Verdict.VERIFIED else ""
    if not told:
        told = row.badge + (f", {row.recipient}" if row.recipient else "")
        told += f" ({row.cause})" if row.cause else ""
    text = f"{_WORDS[row.verdict]:<13} {name:<{width_of_names}}  {printable(told)}"
    return text if len(text) <= room else text[: room - 1] + "…"


def width_of_names(names: tuple[str, ...]) -> int:
    """How wide the column of names is."""
    return min(max(len(printable(name)) for name in names), _LONGEST_NAME)


def csv_line(cells: list[str]) -> str:
    """One line of a CSV (RFC 4180) in which no cell is a formula."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow(
        f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells
    )
    return buffer.getvalue()


def csv_row(row: Row) -> str:
    """One badge as a line of CSV."""
    return csv_line([printable(getattr(row, name)) for name in COLUMNS])
