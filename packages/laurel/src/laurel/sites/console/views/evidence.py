"""The queue of evidence that waits to be looked at, and what is decided about a piece of it."""

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_safe,
)

from laurel.awards import selectors as awards
from laurel.evidence import access, services
from laurel.evidence import selectors as evidence
from laurel.evidence.types import Asked, State, Verdict
from laurel.foundation import clock
from laurel.foundation.errors import Refused
from laurel.issuing import services as issuing
from laurel.organizations.types import Role
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.evidence import pieces
from laurel.sites.evidence.forms import ReviewForm
from laurel.sites.evidence.views.reviewing import lines_of, verdict_of

if TYPE_CHECKING:
    from laurel.evidence.models import Submission

ON_A_PAGE = 50
AWARD = "award"  # the button that accepts and awards at once


@require_safe
@signed_in
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """What waits to be looked at, the oldest first; or what was decided."""
    place = enter(request, slug, Role.ASSESSOR)
    is_done = request.GET.get("show") == "done"
    ask = evidence.decided if is_done else evidence.waiting
    found = ask(place.organization)
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    times = evidence.turnaround(place.organization)
    return show(
        request,
        "console/evidence/list.html",
        place,
        section="evidence",
        is_done=is_done,
        page=page,
        rows=[_row(work) for work in page.object_list],
        waiting=times.waiting,
        oldest=_took(times.oldest),
        usual=_took(times.usual),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@csp_update({"media-src": [SELF]})  # type: ignore[arg-type]  # it passes further arguments on
@signed_in
def submission(request: HttpRequest, slug: str, submission_id: str) -> HttpResponse:
    """What somebody handed in: looked at, marked and decided."""
    place = enter(request, slug, Role.ASSESSOR)
    found = access.for_reviewing(place.actor, submission_id)
    place.require(found.assignment.task.organization_id)
    form = ReviewForm(request.POST or None, asked=Asked.read(found.asked))
    may_award = _may_award(place, found)
    if request.method == "POST" and form.is_valid():
        to = _decided(request, place, found, form, may_award=may_award)
        if to is not None:
            return to
        found = evidence.submission(submission_id)
    task = found.assignment.task
    earlier = [
        each
        for each in evidence.history(found.assignment)
        if each.number < found.number
    ]
    return show(
        request,
        "console/evidence/submission.html",
        place,
        section="evidence",
        form=form,
        task=task,
        badge=task.achievement.current,
        assignment=found.assignment,
        due=pieces.due_words(found.assignment),
        work=pieces.work(found),
        earlier=[pieces.work(each) for each in earlier],
        lines=lines_of(form, found.answers),
        may_decide=found.state == State.SENT.value,
        may_award=may_award,
        extensions=found.assignment.extensions.order_by("pk"),
        queue=[_row(each) for each in evidence.waiting(place.organization)[:ON_A_PAGE]],
    )


def _decided(
    request: HttpRequest,
    place: Place,
    found: "Submission",
    form: ReviewForm,
    *,
    may_award: bool,
) -> HttpResponse | None:
    """Do what the pressed button says; where to go then, or None: the form says what is wrong."""
    wants_award = request.POST.get("act") == AWARD and may_award
    try:
        done = services.review(
            submission=found,
            verdict=Verdict.ACCEPT if wants_award else verdict_of(request),
            marks=form.marks(),
            comment=form.cleaned_data["comment"],
            actor=place.actor,
        )
    except Refused as refused:
        show_refusal(form, refused)
        return None
    if done.state == State.SENT.value:
        messages.success(request, "Accepted by you. A second person has to look at it.")
    elif wants_award:
        return _awarded(request, place, done)
    else:
        messages.success(request, "Decided. The learner is told by mail.")
    return redirect("console:evidence", place.organization.slug)


def _awarded(request: HttpRequest, place: Place, done: "Submission") -> HttpResponse:
    """Award what was just accepted; a refusal leaves it accepted."""
    slug, assignment = place.organization.slug, done.assignment
    try:
        made = issuing.award(
            achievement=assignment.task.achievement,
            recipient_name=assignment.name,
            recipient_email=assignment.email,
            idempotency_key=f"evidence:{done.public_id}:{uuid4()}",
            actor=place.actor,
        )
    except Refused as refused:
        messages.warning(request, f"Accepted, but not awarded yet: {refused.message}")
        return redirect("console:evidence", slug)
    messages.success(request, "Accepted and awarded, with the evidence on it.")
    return redirect("console:award", slug, made.award.public_id)


def _may_award(place: Place, found: "Submission") -> bool:
    """Whether the button for both is offered: no second person has to look at anything."""
    task = found.assignment.task
    here = place.at(task.achievement.public_id)
    return (
        here.may_award
        and task.reviews_needed == 1
        and not place.organization.awards_need_approval
        and task.achievement.published_at is not None
        and not awards.held(task.achievement, [found.assignment.key])
    )


def _row(work: "Submission") -> dict[str, Any]:
    task = work.assignment.task
    status, word = pieces.STATES[State(work.state)]
    seconds = len(work.reviews.all())
    return {
        "id": work.public_id,
        "who": work.assignment.name,
        "task": task.title,
        "badge": task.achievement.current.name,
        "waits": _took(clock.now() - work.sent_at) if work.sent_at else "",
        "try": work.number,
        "status": status,
        "word": word,
        "decided_at": work.decided_at,
        "is_seconded": bool(seconds) and work.state == State.SENT.value,
    }


def _took(span: dt.timedelta | None) -> str:
    """A length of time in words: today, 4 days."""
    if span is None:
        return ""
    days = span.days
    if days < 1:
        return "less than a day"
    return "1 day" if days == 1 else f"{days} days"
