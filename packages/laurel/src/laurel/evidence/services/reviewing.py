"""Deciding whether what was handed in is good enough."""

from collections.abc import Mapping

from django.db import transaction

from laurel.accounts import selectors as accounts
from laurel.awards import selectors as awards
from laurel.evidence import rules, selectors
from laurel.evidence.errors import NotOpen, Refused
from laurel.evidence.events import Accepted, Rejected, Returned, Seconded
from laurel.evidence.models import Review, Reviewer, Submission
from laurel.evidence.types import Asked, Scan, State, Verdict
from laurel.foundation import clock, events
from laurel.foundation.actors import Actor


@transaction.atomic
def review(
    *,
    submission: Submission,
    verdict: Verdict,
    marks: Mapping[str, str],
    comment: str,
    reviewer: Reviewer | None = None,
    actor: Actor,
) -> Submission:
    """Accept it, return it for another try, or reject it; its author reads the comment.

    Where the task wants two reviewers, it is accepted when the second one accepts it.
    `reviewer`: somebody outside, who came by their link.

    Raises:
        Refused: a mark or the comment is missing, or this person may not decide on it.
        NotOpen: somebody decided on it already.
    """
    row = Submission.objects.select_for_update(of=("self",)).get(pk=submission.pk)
    if row.state != State.SENT.value:
        raise NotOpen("Somebody decided on this already. Look at it once more.")
    _refuse_own(row, reviewer, actor)
    _refuse_twice(row, reviewer, actor)
    asked = Asked.read(row.asked)
    given = rules.marks(dict(marks), asked)
    words = "Say what is missing: the learner reads it."
    comment = rules.text(
        comment, field="comment", missing="" if verdict is Verdict.ACCEPT else words
    )
    if verdict is Verdict.ACCEPT:
        _refuse_unmarked(row, asked, given)
        _refuse_held(row)
    Review.objects.create(
        submission=row,
        verdict=verdict.value,
        marks=given,
        comment=comment,
        by=reviewer.name if reviewer else actor.label,
        account_id=actor.account_id,
        reviewer=reviewer,
        at=clock.now(),
    )
    match verdict:
        case Verdict.ACCEPT:
            accepted = row.reviews.filter(verdict=Verdict.ACCEPT.value).count()
            if accepted < row.assignment.task.reviews_needed:
                events.publish(Seconded(actor=actor, **selectors.about(row)))
                return row
            _decide(row, State.ACCEPTED)
            events.publish(Accepted(actor=actor, **selectors.about(row)))
        case Verdict.RETURN:
            _decide(row, State.RETURNED)
            events.publish(Returned(actor=actor, **selectors.about(row)))
        case Verdict.REJECT:
            _decide(row, State.REJECTED)
            events.publish(Rejected(actor=actor, **selectors.about(row)))
    return row


def _decide(row: Submission, state: State) -> None:
    row.state = state.value
    row.decided_at = clock.now()
    row.save(update_fields=["state", "decided_at"])


def _refuse_own(row: Submission, reviewer: Reviewer | None, actor: Actor) -> None:
    key = row.assignment.key
    is_own = actor.account_id is not None and accounts.has_proven(
        account_id=actor.account_id, email=key
    )
    if is_own or (reviewer and awards.recipient_key(reviewer.email) == key):
        raise Refused("This is your own evidence: somebody else has to look at it.")


def _refuse_twice(row: Submission, reviewer: Reviewer | None, actor: Actor) -> None:
    before = (
        row.reviews.filter(reviewer=reviewer)
        if reviewer
        else row.reviews.filter(account_id=actor.account_id, reviewer=None)
    )
    if before.exists():
        raise Refused("You accepted this already. A second person has to look at it.")


def _refuse_unmarked(row: Submission, asked: Asked, given: Mapping[str, str]) -> None:
    unanswered = {q.id for q in asked.questions if not row.answers.get(q.id)}
    for each in asked.to_mark:
        if each.id not in given and each.id not in unanswered:
            raise Refused(f"Mark “{each.text}” first.", field=f"m_{each.id}")


def _refuse_held(row: Submission) -> None:
    if row.attachments.filter(scan=Scan.HELD.value).exists():
        raise Refused(
            "A file of it could not be checked for viruses yet. It is tried again every ten"
            " minutes; accept it then."
        )
