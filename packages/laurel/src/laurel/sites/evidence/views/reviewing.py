"""What somebody outside reviews, by the link that was mailed to them."""

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from laurel.evidence import access, services
from laurel.evidence import selectors as evidence
from laurel.evidence.types import OUTSIDER, Asked, State, Verdict
from laurel.foundation.errors import NotFound, Refused
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.evidence import pieces
from laurel.sites.evidence.forms import ReviewForm
from laurel.sites.evidence.refusing import REVIEW_IS_OVER
from laurel.sites.evidence.views.handing import personal
from laurel.sites.public import about
from laurel.sites.public.views import errors

if TYPE_CHECKING:
    from laurel.evidence.models import Reviewer


@require_safe
@personal
def queue(request: HttpRequest, token: str) -> HttpResponse:
    """What waits for them, the oldest first."""
    try:
        reviewer = evidence.reviewer_by_link(token)
    except NotFound:
        return errors.respond(request, REVIEW_IS_OVER)
    found = evidence.waiting_of_task(reviewer.task)
    context = {**_frame(reviewer), "token": token, "works": list(found)}
    return render(request, "evidence/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def submission(request: HttpRequest, token: str, submission: str) -> HttpResponse:
    """One of them: what was handed in, and what they find of it."""
    try:
        reviewer, found = access.by_review_link(token, submission)
    except NotFound:
        return errors.respond(request, REVIEW_IS_OVER)
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        asked=Asked.read(found.asked),
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.review(
                submission=found,
                verdict=verdict_of(request),
                marks=form.marks(),
                comment=form.cleaned_data["comment"],
                reviewer=reviewer,
                actor=OUTSIDER,
            )
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Thank you. It is decided as you said.")
            return redirect("evidence:queue", token)
    context = {
        **_frame(reviewer),
        "token": token,
        "assignment": found.assignment,
        "work": pieces.work(found, with_pass=True, names=False),
        "lines": lines_of(form, found.answers),
        "form": form,
        "may_decide": found.state == State.SENT.value,
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "evidence/review.html", context, status=status)


def verdict_of(request: HttpRequest) -> Verdict:
    """What the pressed button says.

    Raises:
        Refused: none of the three was pressed.
    """
    try:
        return Verdict(request.POST.get("act", ""))
    except ValueError:
        raise Refused("Press one of the three buttons.") from None


def lines_of(
    form: ReviewForm, answers: dict[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """What is to be marked, ready for a template: questions with answers, lines of the rubric."""
    return {
        "questions": [
            {
                "text": question.text,
                "is_required": question.is_required,
                "answer": answers.get(question.id, ""),
                "mark": form.mark_of(question.id),
            }
            for question in form.asked.questions
        ],
        "rubric": [
            {"text": line.text, "mark": form.mark_of(line.id)}
            for line in form.asked.rubric
        ],
    }


def _frame(reviewer: "Reviewer") -> dict[str, Any]:
    achievement = reviewer.task.achievement
    return {
        **about.issuer(achievement.issuer, achievement),
        "reviewer": reviewer,
        "task": reviewer.task,
        "badge": achievement.current,
    }
