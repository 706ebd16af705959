"""What evidence is asked for, from whom, until when, and who outside may look at it."""

from typing import TYPE_CHECKING, Any

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
from laurel.evidence import access, services
from laurel.evidence import selectors as evidence
from laurel.evidence.types import State
from laurel.foundation import clock
from laurel.foundation.errors import Refused
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

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.evidence.models import Assignment, Task

ON_A_PAGE = 50


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
    place.require(found.task.organization_id)
    services.end_reviewer(reviewer=found, actor=place.actor)
    messages.success(request, "The link opens nothing any more.")
    return redirect("console:task_people", slug, found.task.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def extension(request: HttpRequest, slug: str, assignment_id: str) -> HttpResponse:
    """Give one person more time."""
    place = enter(request, slug, Role.ASSESSOR)
    found = access.for_extending(place.actor, assignment_id)
    place.require(found.task.organization_id)
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
    place.require(found.organization_id)
    return place, found


def _badge(place: Place, badge_id: str, *, editing: bool) -> "Achievement":
    ask = achievement_access.for_editing if editing else achievement_access.for_viewing
    found = ask(place.actor, badge_id)
    place.require(found.issuer.organization_id)
    return found
