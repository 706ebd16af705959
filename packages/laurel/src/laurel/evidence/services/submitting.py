"""Handing in: a draft that grows, and the moment when it is sent."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from laurel.design import services as design
from laurel.design.errors import PictureRefused
from laurel.evidence import keeping, rules, scanning, selectors, sniffing, windows
from laurel.evidence.errors import NotFound, NotOpen, Refused, TooLate
from laurel.evidence.events import Sent
from laurel.evidence.models import Assignment, Attachment, Submission
from laurel.evidence.types import FILES, Asked, Kind, Scan, State
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor

MOST_ATTACHMENTS = 10  # of one submission; with ten answers, what an award may carry
MOST_SUBMISSIONS = 20  # of one person for one task
_WORDS = {
    Kind.IMAGE: "a picture",
    Kind.AUDIO: "a sound",
    Kind.VIDEO: "a film",
    Kind.PDF: "a PDF",
    Kind.FILE: "a file of this kind",
    Kind.LINK: "a link",
    Kind.TEXT: "a text",
}


@transaction.atomic
def save(
    *, assignment: Assignment, answers: Mapping[str, str], is_shown: bool
) -> Submission:
    """Keep a draft. Nobody else sees it; nothing is published.

    `is_shown`: others may see it with the badge, from the beginning.

    Raises:
        Refused: an answer breaks a rule; `field` is `q_` and its question's id.
        NotOpen: it was sent, or decided.
        TooLate: the window is closed.
    """
    draft = _draft(assignment)
    known = {q.id for q in Asked.read(draft.asked).questions}
    draft.answers = {
        name: rules.text(text, field=f"q_{name}")
        for name, text in answers.items()
        if name in known and text.strip()
    }
    draft.is_shown = is_shown
    draft.changed_at = clock.now()
    draft.save(update_fields=["answers", "is_shown", "changed_at", "asked"])
    return draft


def attach_file(*, assignment: Assignment, name: str, data: bytes) -> Attachment:
    """Put a file into the draft: looked at first, stored under what it really is.

    Raises:
        Refused: too large, empty, of a kind that is not asked for, broken, or with a virus.
        NotOpen, TooLate: as `save`.
    """
    _refuse_unless_open(assignment)
    found = sniffing.sniff(data)
    _refuse_size(data)
    task_asks = selectors.asked_now(assignment)
    kind = found.kind if found.kind in task_asks.kinds else Kind.FILE
    if kind not in task_asks.kinds:
        raise Refused(
            f"This is {_WORDS[found.kind]}. Asked for is {_wanted(task_asks)}.",
            field="file",
        )
    preview = _preview(data) if kind is Kind.IMAGE else b""
    scan = scanning.scan(data)  # before the transaction: it may take a while
    if scan is Scan.INFECTED:
        raise Refused(
            "The virus scanner found something in this file. It was not kept.",
            field="file",
        )
    kept = {
        "digest": keeping.store(data),
        "preview": keeping.store(preview) if preview else "",
    }
    try:
        return _attach(
            assignment,
            kind=kind,
            name=rules.file_name(name, found.ending),
            media_type=found.media_type if kind is found.kind else sniffing.UNKNOWN,
            size=len(data),
            scan=scan,
            **kept,
        )
    except BaseException:
        keeping.discard(kept.values())
        raise


def attach_link(*, assignment: Assignment, url: str, name: str = "") -> Attachment:
    """Put a link into the draft. It is not opened by us.

    Raises:
        Refused: no web address, or links are not asked for.
        NotOpen, TooLate: as `save`.
    """
    _refuse_unless_open(assignment)
    task_asks = selectors.asked_now(assignment)
    if Kind.LINK not in task_asks.kinds:
        raise Refused(
            f"A link is not asked for, but {_wanted(task_asks)}.", field="link"
        )
    url = rules.address(url)
    called = rules.line(name, field="link_name")
    return _attach(
        assignment, kind=Kind.LINK, name=called or url[: rules.MAX_TITLE], url=url
    )


@transaction.atomic
def detach(*, assignment: Assignment, attachment_id: str) -> None:
    """Take something out of the draft again; its file is forgotten.

    Raises:
        NotFound: the draft has nothing of that id.
        NotOpen, TooLate: as `save`.
    """
    draft = _draft(assignment)
    found = draft.attachments.filter(public_id=attachment_id).first()
    if found is None:
        raise NotFound("no such attachment")
    found.delete()
    keeping.forget((found.digest, found.preview))


@transaction.atomic
def send(*, assignment: Assignment, actor: Actor) -> Submission:
    """Hand in the draft. It stays as it is; somebody has to look at it now.

    Raises:
        Refused: something that is needed is missing; `field` names it.
        NotOpen: it was sent, or decided.
        TooLate: the window is closed.
    """
    draft = _draft(assignment)
    asked = Asked.read(draft.asked)
    for question in asked.questions:
        if question.is_required and not draft.answers.get(question.id):
            raise Refused(
                f"Answer “{question.text}”: it is needed.", field=f"q_{question.id}"
            )
    attached = list(draft.attachments.all())
    if asked.kinds - {Kind.TEXT} and not asked.questions and not attached:
        raise Refused(
            f"Nothing is handed in yet. Add {_wanted(asked)}.",
            field="file" if asked.kinds & FILES else "link",
        )
    if not draft.answers and not attached:
        raise Refused("Nothing is handed in yet: answer a question, or add something.")
    draft.state = State.SENT.value
    draft.sent_at = draft.changed_at = clock.now()
    draft.save(update_fields=["state", "sent_at", "changed_at", "asked"])
    events.publish(Sent(actor=actor, **selectors.about(draft)))
    return draft


@transaction.atomic
def _attach(assignment: Assignment, *, kind: Kind, **facts: Any) -> Attachment:
    draft = _draft(assignment)
    if draft.attachments.count() >= MOST_ATTACHMENTS:
        raise Refused(
            f"At most {MOST_ATTACHMENTS} files and links. Take one out first.",
            field="link" if kind is Kind.LINK else "file",
        )
    made = Attachment.objects.create(
        submission=draft,
        kind=kind.value,
        created_at=clock.now(),
        **{"scan": Scan.NONE, **facts},
    )
    draft.changed_at = clock.now()
    draft.save(update_fields=["changed_at"])
    return made


def _draft(assignment: Assignment) -> Submission:
    """The draft, made if there is none, with what is asked for now. Locks the assignment.

    What was returned is there again, to be improved.
    """
    row = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    last = _refuse_unless_open(row)
    asked = selectors.asked_now(row).stored()
    if last is not None and last.state == State.DRAFT.value:
        last.asked = asked
        return last
    number = last.number + 1 if last else 1
    if number > MOST_SUBMISSIONS:
        raise Refused("This was handed in very often. Please talk to a person.")
    now = clock.now()
    made = Submission.objects.create(
        assignment=row,
        number=number,
        state=State.DRAFT.value,
        asked=asked,
        answers=dict(last.answers) if last else {},
        is_shown=last.is_shown if last else False,
        changed_at=now,
    )
    for each in last.attachments.order_by("pk") if last else ():
        facts = {
            name: getattr(each, name)
            for name in (
                "kind", "name", "url", "digest", "preview", "media_type", "size", "scan",
            )
        }  # fmt: skip
        Attachment.objects.create(submission=made, created_at=now, **facts)
    return made


def _refuse_unless_open(assignment: Assignment) -> Submission | None:
    """The newest submission, if something may be handed in now."""
    last = selectors.newest(assignment)
    state = State(last.state) if last else None
    if state is State.SENT:
        raise NotOpen("This was sent already, and waits for its review.")
    if state is State.ACCEPTED:
        raise NotOpen("This was accepted already. Nothing more is needed.")
    if state is State.REJECTED:
        raise NotOpen("This was decided. Ask whoever answers for the badge.")
    window = selectors.window(assignment, last)
    if not windows.is_open(window.last_day, window.zone, clock.now()):
        assert window.last_day is not None  # noqa: S101 - what has no end is open
        day = f"{window.last_day.day} {window.last_day:%B %Y}"
        raise TooLate(
            f"The last day was {day} ({window.zone}). If you need more time, write to"
            f" {selectors.contact(assignment).email}."
        )
    if assignment.task.archived_at is not None:
        raise NotOpen("This is asked of nobody any more.")
    return last


def _refuse_size(data: bytes) -> None:
    if not data:
        raise Refused("This file is empty.", field="file")
    most = keeping.most_bytes()
    if len(data) > most:
        raise Refused(
            f"This file has {len(data) / 1024 / 1024:.1f} MB; {most // 1024 // 1024} MB fit.",
            field="file",
        )


def _preview(data: bytes) -> bytes:
    try:
        return design.preview_of(data=data)
    except PictureRefused as refused:
        raise Refused(refused.message, field="file") from refused


def _wanted(asked: Asked) -> str:
    words = [_WORDS[kind] for kind in Kind if kind in asked.kinds]
    if len(words) > 1:
        return f"{', '.join(words[:-1])} or {words[-1]}"
    return words[0] if words else "an answer"
