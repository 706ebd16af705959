"""A receipt for whoever checked a badge: what was looked at, when, where, with what result."""

from importlib import resources
from typing import TYPE_CHECKING, Any

from obkit.verify.report import Report

from laurel.credentials import services as credentials
from laurel.foundation import pdf
from laurel.sites.public.reports import ShownReport, StatusLine
from laurel.sites.public.sentences import Foreign, Sentence
from laurel.sites.ui.dates import Day, Moment
from laurel.sites.ui.text import clean, host_of
from laurel.verification.types import Receipt, ReceiptState

if TYPE_CHECKING:
    from laurel.credentials.models import Credential

FILE = "receipt.json"
_LABELS = (
    ("badge", "Badge"),
    ("address", "Its address"),
    ("awardedTo", "Awarded to"),
    ("issuer", "Issuer"),
    ("issued", "Issued"),
    ("expires", "Valid until"),
    ("against", "Checked against"),
    ("checkedAt", "Checked at"),
    ("standard", "Standard"),
    ("sha256", "SHA-256 of the document"),
)
_DAYS = ("issued", "expires")
_LINES = {
    ReceiptState.GENUINE: (
        "valid",
        "A genuine receipt",
        "{host} signed it. It says what was found then; the badge itself says what is so now.",
    ),
    ReceiptState.FALSE: (
        "revoked",
        "Altered: do not rely on this receipt",
        "It is not what was signed, or not by whose it says. We show nothing else from it.",
    ),
    ReceiptState.UNKNOWN: (
        "unknown",
        "The receipt could not be checked",
        "The keys of whoever signed it did not come. That says nothing against it: try later.",
    ),
}


def found(report: Report, shown: ShownReport) -> dict[str, object]:
    """What was found, in plain JSON. Every moment in it is named in full: it is read later."""
    said = report.subject
    at = f"{Day(report.checked_at)} at {report.checked_at:%H:%M} UTC"
    near = str(Moment(report.checked_at))
    return {
        "status": shown.status,
        "title": str(shown.line.title).replace(near, at),
        "sentence": str(shown.line.sentence).replace(near, at),
        "badge": clean(said.name or ""),
        "address": clean(said.id or ""),
        "awardedTo": clean(said.recipient_name or ""),
        "issuer": clean(said.issuer_name or ""),
        "issued": clean(said.issued_on or ""),
        "expires": clean(said.expires or "Does not expire"),
        "against": host_of(said.issuer_id or ""),
        "checkedAt": report.checked_at.isoformat(timespec="seconds"),
        "standard": shown.kind,
        "sha256": report.digest,
        "checks": [
            {
                "outcome": line.spoken,
                "title": line.title_text,
                "sentence": line.sentence_text,
            }
            for line in shown.checks
        ],
    }


def as_json(credential: "Credential", report: Report, shown: ShownReport) -> bytes:
    """The receipt as a signed file."""
    return credentials.receipt(credential=credential, found=found(report, shown))


def as_pdf(credential: "Credential", report: Report, shown: ShownReport) -> bytes:
    """The receipt on paper, with the signed file attached.

    Raises:
        NotSet: the page could not be set.
    """
    signed = as_json(credential, report, shown)
    told = found(report, shown)
    template = resources.files("laurel.sites.public") / "pages" / "receipt.typ"
    data: dict[str, Any] = {
        "title": f"Receipt: {told['title']}",
        "result": told["title"],
        "sentence": told["sentence"],
        "facts": facts(told),
        "checks": told["checks"],
    }
    return pdf.typeset(
        template.read_text("utf-8"),
        data=data,
        at=report.checked_at,
        attached=[
            pdf.Attachment(
                FILE, "application/json", signed, "The signed receipt, for programs"
            )
        ],
    )


def facts(told: Any) -> list[tuple[str, str]]:
    """What a receipt says, with labels; of a stranger's receipt only what is text."""
    return [
        (label, str(Day(text)) if name in _DAYS else text)
        for name, label in _LABELS
        if isinstance(told.get(name), str) and (text := clean(told[name]))
    ]


def line_of(receipt: Receipt) -> StatusLine:
    """What a receipt that was handed in is worth."""
    look, title, sentence = _LINES[receipt.state]
    return StatusLine(
        look, Sentence(title), Sentence(sentence, {"host": Foreign(receipt.host)})
    )


def told_by(receipt: Receipt) -> str:
    """What it found then, in a sentence."""
    return clean(
        f"{receipt.found.get('title', '')}. {receipt.found.get('sentence', '')}"
    )
