"""Evidence: what is asked for, who hands in, and what waits to be looked at."""

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
    require_POST,
    require_safe,
)

from laurel.achievements import access as achievement_access
from laurel.awards import selectors as awards
from laurel.evidence import access, services
from laurel.evidence import selectors as evidence
from laurel.evidence.types import Asked, State, Verdict
from laurel.foundation import clock
from laurel.foundation.errors import NotFound, Refused
from laurel.issuing import services as issuing
from laurel.organizations.types import Role
from laurel.sites.console.forms.evidence import (
    AssignForm,
    ExtendForm,
    InviteForm,
    TaskForm,
)
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.evidence import pieces
from laurel.sites.evidence.forms import ReviewForm
from laurel.sites.evidence.views.reviewing import lines_of, verdict_of

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.evidence.models import Assignment, Submission, Task

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
    _stay(place, found.assignment.task)
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


@require_safe
@signed_in
def tasks(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """What is to be handed in for a badge."""
    place = enter(request, slug, badge_id=badge_id)
    found = _badge(place, badge_id, editing=False)
    return show(
        request,
        "console/evidence/tasks.html",
        place,
        section="badges",
        badge=found,
        tasks=[
            {"task": task, "asked": evidence.asked(task)}
            for task in evidence.tasks_of(found)
        ],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def task_new(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Ask for evidence of a badge."""
    place = enter(request, slug, Role.EDITOR, badge_id=badge_id)
    found = _badge(place, badge_id, editing=True)
    initial = {"reminders": ", ".join(map(str, evidence.REMINDERS))}
    form = TaskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.create(achievement=found, actor=place.actor, **form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "It is asked for. Learners are told by mail.")
            return redirect("console:tasks", slug, badge_id)
    return show(
        request,
        "console/evidence/task.html",
        place,
        section="badges",
        form=form,
        badge=found,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def task(request: HttpRequest, slug: str, task_id: str) -> HttpResponse:
    """Change what is asked for."""
    place, found = _task(request, slug, task_id, Role.EDITOR)
    form = TaskForm(request.POST or None, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            services.change(task=found, actor=place.actor, **form.facts())
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Saved.")
            return redirect("console:tasks", slug, found.achievement.public_id)
    return show(
        request,
        "console/evidence/task.html",
        place,
        section="badges",
        form=form,
        badge=found.achievement,
        task=found,
    )


@require_POST
@signed_in
def task_archive(request: HttpRequest, slug: str, task_id: str) -> HttpResponse:
    """Ask nobody for it any more."""
    place, found = _task(request, slug, task_id, Role.EDITOR)
    services.archive(task=found, actor=place.actor)
    messages.success(request, "Nobody is asked for it any more. What was sent stays.")
    return redirect("console:tasks", slug, found.achievement.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def task_people(request: HttpRequest, slug: str, task_id: str) -> HttpResponse:
    """Who is to hand in, until when, and how far they are; who outside may look."""
    place, found = _task(request, slug, task_id, Role.ASSESSOR)
    zone = found.achievement.issuer.time_zone
    form = AssignForm(request.POST or None, own_zone=zone)
    if request.method == "POST" and form.is_valid():
        try:
            services.assign(task=found, actor=place.actor, **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Asked. The mail with their link is on its way.")
            return redirect("console:task_people", slug, task_id)
    return _people(request, place, found, form, InviteForm())


@require_POST
@signed_in
def reviewer_invite(request: HttpRequest, slug: str, task_id: str) -> HttpResponse:
    """Let somebody outside review."""
    place, found = _task(request, slug, task_id, Role.ASSESSOR)
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            services.invite_reviewer(task=found, actor=place.actor, **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Invited. The link is on its way by mail.")
            return redirect("console:task_people", slug, task_id)
    zone = found.achievement.issuer.time_zone
    return _people(request, place, found, AssignForm(own_zone=zone), form)


@require_POST
@signed_in
def reviewer_end(request: HttpRequest, slug: str, reviewer_id: str) -> HttpResponse:
    """End the link of an outside reviewer."""
    place = enter(request, slug, Role.ASSESSOR)
    found = access.for_ending(place.actor, reviewer_id)
    _stay(place, found.task)
    services.end_reviewer(reviewer=found, actor=place.actor)
    messages.success(request, "The link opens nothing any more.")
    return redirect("console:task_people", slug, found.task.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def extension(request: HttpRequest, slug: str, assignment_id: str) -> HttpResponse:
    """Give one person more time."""
    place = enter(request, slug, Role.ASSESSOR)
    found = access.for_extending(place.actor, assignment_id)
    _stay(place, found.task)
    form = ExtendForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.extend(assignment=found, actor=place.actor, **form.cleaned_data)
        except Refused as refused:
            show_refusal(form, refused)
        else:
            messages.success(request, "Granted. They are told by mail.")
            return redirect("console:task_people", slug, found.task.public_id)
    return show(
        request,
        "console/evidence/extension.html",
        place,
        section="evidence",
        form=form,
        assignment=found,
        task=found.task,
        due=pieces.due_words(found),
        extensions=found.extensions.order_by("pk"),
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


def _people(
    request: HttpRequest,
    place: Place,
    found: "Task",
    form: AssignForm,
    invite_form: InviteForm,
) -> HttpResponse:
    listed = Paginator(evidence.assignments_of(found), ON_A_PAGE)
    page = listed.get_page(request.GET.get("page"))
    now = clock.now()
    return show(
        request,
        "console/evidence/people.html",
        place,
        section="badges",
        form=form,
        invite_form=invite_form,
        task=found,
        badge=found.achievement,
        page=page,
        people=[_person(each) for each in page.object_list],
        reviewers=[
            {
                "row": each,
                "is_over": each.ended_at is not None or each.expires_at <= now,
            }
            for each in evidence.reviewers(found)
        ],
    )


def _person(assignment: "Assignment") -> dict[str, Any]:
    newest = evidence.newest(assignment)
    is_open = evidence.is_open(assignment)
    if newest is not None:
        status, word = pieces.STATES[State(newest.state)]
    else:
        status, word = (
            ("neutral", "Nothing yet") if is_open else ("expired", "Too late")
        )
    is_sent = newest is not None and newest.sent_at is not None
    return {
        "row": assignment,
        "status": status,
        "word": word,
        "last_day": evidence.window(assignment, newest).last_day,
        "submission": newest.public_id if newest and is_sent else "",
        "may_extend": assignment.last_day is not None
        and (newest is None or newest.state != State.ACCEPTED.value),
    }


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


def _initial(task: "Task") -> dict[str, Any]:
    asked = evidence.asked(task)
    return {
        "title": task.title,
        "instructions": task.instructions,
        "required": "\n".join(q.text for q in asked.questions if q.is_required),
        "optional": "\n".join(q.text for q in asked.questions if not q.is_required),
        "rubric": "\n".join(line.text for line in asked.rubric),
        "kinds": [kind.value for kind in asked.kinds],
        "months": task.months,
        "reminders": ", ".join(map(str, task.reminders)),
        "two_reviewers": task.reviews_needed == 2,  # noqa: PLR2004 - two is two
    }


def _task(
    request: HttpRequest, slug: str, task_id: str, role: Role
) -> "tuple[Place, Task]":
    found = evidence.task(task_id)
    badge_id = found.achievement.public_id
    place = enter(request, slug, role, badge_id=badge_id)
    ask = access.for_editing if role is Role.EDITOR else access.for_assessing
    found = ask(place.actor, task_id)
    _stay(place, found)
    return place, found


def _badge(place: Place, badge_id: str, *, editing: bool) -> "Achievement":
    ask = achievement_access.for_editing if editing else achievement_access.for_viewing
    found = ask(place.actor, badge_id)
    if found.issuer.organization_id != place.organization.pk:
        raise NotFound("no such badge in this organisation")
    return found


def _stay(place: Place, task: "Task") -> None:
    # Somebody with two organisations must not see one's evidence in the other's frame.
    if task.organization_id != place.organization.pk:
        raise NotFound("nothing of that id in this organisation")
