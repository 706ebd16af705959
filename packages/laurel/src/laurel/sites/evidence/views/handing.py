"""Handing in: by the link of a mail, or signed in with the address that was asked."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar, cast

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from laurel.accounts import selectors as accounts
from laurel.awards import selectors as awards
from laurel.backpack import selectors as backpacks
from laurel.evidence import access, services
from laurel.evidence import selectors as evidence
from laurel.evidence.types import LEARNER, State
from laurel.foundation.actors import Actor
from laurel.foundation.errors import NotFound, Refused
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import account_id_of
from laurel.sites.evidence import pieces, tasks
from laurel.sites.evidence.forms import HandInForm
from laurel.sites.evidence.refusing import LINK_IS_OVER, TOO_OFTEN
from laurel.sites.public import about, limits, responses
from laurel.sites.public.views import errors

if TYPE_CHECKING:
    from laurel.evidence.models import Assignment, Submission

View = TypeVar("View", bound=Callable[..., HttpResponse])

# Somebody writes, saves, adds a file, and again; each file is looked at by a decoder and a scanner.
HAND_IN = limits.RateLimit("hand-in", count=90, seconds=600)
TAKE_OUT = "remove:"  # what the button beside a file says, and the file


def personal(view: View) -> View:
    """For one person, who sends only so much; sound and film of ours may be played."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        wait = HAND_IN.retry_after(request) if request.method == "POST" else 0
        if not wait:
            return view(request, *args, **kwargs)
        response = errors.respond(request, TOO_OFTEN)
        response["Retry-After"] = str(wait)
        return response

    playing = csp_update({"media-src": [SELF]})
    return responses.personal(cast(View, playing(answered)))


@require_safe
@login_required
@personal
def mine(request: HttpRequest) -> HttpResponse:
    """Everything that somebody is asked for, what ends first at the top."""
    keys = backpacks.keys_of(account_id_of(request))
    context = {"section": "evidence", "rows": tasks.rows_of(keys)}
    return render(request, "evidence/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@personal
def own(request: HttpRequest, assignment: str) -> HttpResponse:
    """One task, for whoever proved the address that was asked."""
    account_id = account_id_of(request)
    found = access.for_handing_in(account_id, assignment)
    actor = Actor.person(account_id, LEARNER.label)
    return _page(request, found, actor, is_signed_in=True)


@require_http_methods(["GET", "HEAD", "POST"])
@personal
def by_link(request: HttpRequest, assignment: str, token: str) -> HttpResponse:
    """The same by the link that was mailed. Looking changes nothing, whoever looks."""
    try:
        found = access.by_link(assignment, token)
    except (
        NotFound
    ):  # whoever comes here has a mail in hand: say what may be wrong with it
        return errors.respond(request, LINK_IS_OVER)
    user = request.user
    if user.is_authenticated and accounts.has_proven(
        account_id=account_id_of(request), email=found.key
    ):
        return redirect("evidence:own", assignment)
    return _page(request, found, LEARNER, is_signed_in=False)


def _page(
    request: HttpRequest, found: "Assignment", actor: Actor, *, is_signed_in: bool
) -> HttpResponse:
    newest = evidence.newest(found)
    form = HandInForm(
        request.POST if request.method == "POST" else None,
        request.FILES if request.method == "POST" else None,
        asked=evidence.asked(found.task),
        megabytes=evidence.most_bytes() // 1024 // 1024,
        initial=_initial(newest),
    )
    if (
        request.method == "POST"
        and form.is_valid()
        and _done(request, found, form, actor)
    ):
        return redirect(request.path)
    found = evidence.assignment(found.public_id)
    newest = evidence.newest(found)
    context = {
        "section": "evidence",
        "frame": "backpack/base.html" if is_signed_in else "public/desk/base.html",
        "is_signed_in": is_signed_in,
        **about.issuer(found.task.achievement.issuer, found.task.achievement),
        "assignment": found,
        "task": found.task,
        "badge": found.task.achievement.current,
        "due": pieces.due_words(found),
        "is_open": evidence.is_open(found),
        "state": newest.state if newest else "",
        "award": awards.held(found.task.achievement, [found.key]).get(found.key, ""),
        "form": form,
        "draft": _draft(newest, with_pass=not is_signed_in),
        "sent": [
            pieces.work(each, with_pass=not is_signed_in, author=True, names=False)
            for each in evidence.history(found)
        ],
    }
    status = HTTPStatus.BAD_REQUEST if form.errors else HTTPStatus.OK
    return render(request, "evidence/task.html", context, status=status)


def _done(
    request: HttpRequest, found: "Assignment", form: HandInForm, actor: Actor
) -> bool:
    """Keep the draft, then do what the pressed button says; whether all of it is done."""
    act = request.POST.get("act", "save")
    said = form.cleaned_data
    try:
        services.save(
            assignment=found, answers=form.answers(), is_shown=said["is_shown"]
        )
        if act.startswith(TAKE_OUT):
            services.detach(assignment=found, attachment_id=act.removeprefix(TAKE_OUT))
            messages.success(request, "Taken out.")
            return True
        upload = form.upload()
        if upload is not None:
            services.attach_file(
                assignment=found, name=upload.name or "", data=_bytes_of(upload)
            )
        if said.get("link"):
            services.attach_link(
                assignment=found, url=said["link"], name=said.get("link_name", "")
            )
        if act == "send":
            services.send(assignment=found, actor=actor)
            messages.success(request, "Handed in. You hear of it by mail.")
        else:
            messages.success(request, "Saved as a draft. Nobody else sees it yet.")
    except Refused as refused:
        show_refusal(form, refused)
        return False
    return True


def _bytes_of(upload: Any) -> bytes:
    # One byte more than fits is enough to say that it does not.
    data: bytes = upload.read(evidence.most_bytes() + 1)
    return data


def _initial(newest: "Submission | None") -> dict[str, Any]:
    if newest is None:
        return {}
    answers = {f"q_{name}": text for name, text in newest.answers.items()}
    return {**answers, "is_shown": newest.is_shown}


def _draft(newest: "Submission | None", *, with_pass: bool) -> list[pieces.Piece]:
    """What is attached to what is being written, or will be again after a return."""
    if newest is None or newest.state not in (State.DRAFT, State.RETURNED):
        return []
    return [
        pieces.piece(each, with_pass=with_pass, author=True)
        for each in evidence.attachments(newest)
    ]
