"""What was handed in, as pages show it: to its author, to reviewers, to everybody."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from laurel.evidence import selectors as evidence
from laurel.evidence.types import Asked, Kind, Mark, Scan, State, Verdict
from laurel.sites.ui.text import host_of

if TYPE_CHECKING:
    from laurel.evidence.models import Assignment, Attachment, Review, Submission

_ICONS = {
    Kind.LINK: "link",
    Kind.IMAGE: "picture",
    Kind.AUDIO: "sound",
    Kind.VIDEO: "film",
    Kind.PDF: "file",
    Kind.FILE: "file",
    Kind.TEXT: "pen",
}
_CALLED = {
    Kind.LINK: "Link",
    Kind.IMAGE: "Picture",
    Kind.AUDIO: "Sound",
    Kind.VIDEO: "Film",
    Kind.PDF: "PDF",
    Kind.FILE: "File",
    Kind.TEXT: "Text",
}
_SCANS = {
    Scan.NONE: "Not checked for viruses: no scanner is set up here.",
    Scan.CLEAN: "Checked for viruses.",
    Scan.HELD: "It could not be checked for viruses yet. Until then only its author gets it.",
    Scan.INFECTED: "A virus was found in it. It was not kept.",
}
STATES: dict[State, tuple[str, str]] = {
    State.DRAFT: ("neutral", "Draft"),
    State.SENT: ("neutral", "Handed in"),
    State.RETURNED: ("expiring", "More is asked for"),
    State.ACCEPTED: ("valid", "Accepted"),
    State.REJECTED: ("revoked", "Not accepted"),
}
VERDICTS = {
    Verdict.ACCEPT: "accepted it",
    Verdict.RETURN: "asks for more",
    Verdict.REJECT: "did not accept it",
}
_MARKS = {
    Mark.SHOWN: ("valid", "Shown"),
    Mark.PARTLY: ("expiring", "Partly"),
    Mark.MISSING: ("revoked", "Not shown"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A file or a link, ready for a template; empty addresses are not offered."""

    id: str
    kind: str
    name: str
    icon: str
    facts: str
    scan: str  # what is known about viruses; of a link nothing
    link: str = ""
    preview: str = ""
    play: str = ""
    download: str = ""

    @property
    def host(self) -> str:
        """Where a link leads."""
        return host_of(self.link)


@dataclass(frozen=True, slots=True)
class Marked:
    """What a reviewer found of one line."""

    text: str
    status: str
    word: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """One review."""

    by: str
    at: dt.datetime
    word: str
    comment: str
    marks: tuple[Marked, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """One submission, ready for a template."""

    id: str
    number: int
    status: str
    word: str
    sent_at: dt.datetime | None
    answers: tuple[tuple[str, str], ...]  # question, answer
    pieces: tuple[Piece, ...]
    opinions: tuple[Opinion, ...]


def piece(
    attachment: "Attachment", *, with_pass: bool = False, author: bool = False
) -> Piece:
    """One file or link. `with_pass`: the page is for somebody without an account."""
    kind, scan = Kind(attachment.kind), Scan(attachment.scan)
    if kind is Kind.LINK:
        return Piece(
            id=attachment.public_id,
            kind=kind.value,
            name=attachment.name,
            icon=_ICONS[kind],
            facts="Link",
            scan="",
            link=attachment.url,
        )
    is_there = scan in (Scan.NONE, Scan.CLEAN) or (author and scan is Scan.HELD)
    query = (
        f"?{urlencode({'pass': evidence.pass_to(attachment.public_id)})}"
        if with_pass
        else ""
    )

    def address(name: str) -> str:
        path = reverse(f"evidence:{name}", args=[attachment.public_id])
        return f"{path}{query}" if is_there else ""

    return Piece(
        id=attachment.public_id,
        kind=kind.value,
        name=attachment.name,
        icon=_ICONS[kind],
        facts=f"{_CALLED[kind]}, {filesizeformat(attachment.size)}",
        scan="" if author and scan is Scan.NONE else _SCANS[scan],
        preview=address("preview") if attachment.preview else "",
        play=address("play") if kind in (Kind.AUDIO, Kind.VIDEO, Kind.PDF) else "",
        download=address("download"),
    )


def work(
    submission: "Submission",
    *,
    with_pass: bool = False,
    author: bool = False,
    names: bool = True,
) -> Work:
    """One submission. Without `names`, reviewers are called by what they are."""
    asked = Asked.read(submission.asked)
    status, word = STATES[State(submission.state)]
    return Work(
        id=submission.public_id,
        number=submission.number,
        status=status,
        word=word,
        sent_at=submission.sent_at,
        answers=tuple(
            (question.text, submission.answers[question.id])
            for question in asked.questions
            if submission.answers.get(question.id)
        ),
        pieces=tuple(
            piece(each, with_pass=with_pass, author=author)
            for each in evidence.attachments(submission)
        ),
        opinions=tuple(
            _opinion(each, asked, names=names) for each in submission.reviews.all()
        ),
    )


def due_words(assignment: "Assignment") -> str:
    """“Due in 12 days, 3 May 2027, your time (Pacific/Auckland)”."""
    until, left = evidence.window(assignment), evidence.days_left(assignment)
    if until.last_day is None or left is None:
        return "There is no last day."
    day = (
        f"{until.last_day.day} {until.last_day:%B %Y}, your time ({_zone(until.zone)})"
    )
    if left < 0:
        return f"The last day was {day}."
    if left == 0:
        return f"Due today, {day}. The whole day counts."
    return f"Due in {left} day{'' if left == 1 else 's'}, {day}. The whole day counts."


def _zone(name: str) -> str:
    return name.replace("_", " ")


def _opinion(review: "Review", asked: Asked, *, names: bool) -> Opinion:
    found = []
    for each in asked.to_mark:
        if each.id in review.marks:
            status, word = _MARKS[Mark(review.marks[each.id])]
            found.append(Marked(each.text, status, word))
    return Opinion(
        by=review.by if names else "A reviewer",
        at=review.at,
        word=VERDICTS[Verdict(review.verdict)],
        comment=review.comment,
        marks=tuple(found),
    )
