"""When a programme's badges leave: what they wait for, who waits, and who said yes."""

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
)

from laurel.achievements import selectors as achievements
from laurel.eligibility import selectors as eligibility_selectors
from laurel.eligibility import services as eligibility
from laurel.foundation.errors import Refused
from laurel.organizations.types import Role
from laurel.programs import access as program_access
from laurel.programs import selectors as programs
from laurel.releases import selectors, services
from laurel.requirements.types import AllOf, Kind, Need
from laurel.sites.console import waiting
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.forms.releases import ReleaseForm
from laurel.sites.console.forms.sheets import TableForm
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from django import forms

    from laurel.programs.models import Program

ON_A_PAGE = 100
MOST_SHOWN = 200  # of a list; all of them are counted
LISTED = 10
COLUMNS = ("E-mail, or student number", "Graduated: yes or no (may be missing)")
_NUMBER = re.compile(r"[0-9]{1,6}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def release(request: HttpRequest, slug: str, program_id: str) -> HttpResponse:
    """What the badges of a programme wait for."""
    place, program = _editing(request, slug, program_id)
    policy = selectors.of_program(program)
    form = ReleaseForm(request.POST or None, initial=_initial(program))
    _offer(form, program)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.set_policy(
                program=program,
                terms=form.terms(),
                achievement_ids=said["achievements"],
                interim_url=said["interim_url"],
                interim_label=said["interim_label"],
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Saved. From now on badges wait for this.")
            return redirect("console:waiting", slug, program_id)
    return show(
        request,
        "console/releases/policy.html",
        place,
        section="programs",
        form=form,
        program=program,
        policy=policy,
        kept_back=[
            (badge, eligibility_selectors.rule_of(badge))
            for badge in (selectors.kept_back(policy) if policy else ())
        ],
    )


@require_POST
@signed_in
def release_remove(request: HttpRequest, slug: str, program_id: str) -> HttpResponse:
    """Let its badges wait for nothing any more."""
    place, program = _editing(request, slug, program_id)
    try:
        services.remove_policy(program=program, actor=place.actor)
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "Its badges wait for nothing any more.")
    return redirect("console:release", slug, program_id)


@require_POST
@signed_in
def release_automatic(request: HttpRequest, slug: str, program_id: str) -> HttpResponse:
    """Let a badge without a rule leave by itself, once every course is passed."""
    place, program = _editing(request, slug, program_id)
    wanted = request.POST.get("badge", "")
    badge = next((one for one in _badges(program) if one.public_id == wanted), None)
    courses = programs.courses(program)
    if badge is None:
        messages.warning(request, "This badge is not in the programme any more.")
    elif not courses:
        messages.warning(request, "The programme has no courses yet. Add them first.")
    elif eligibility_selectors.rule_of(badge) is not None:
        messages.warning(request, "This badge has a rule of its own. Change it there.")
    else:
        passed = tuple(Need(Kind.COURSE, course.public_id) for course in courses)
        eligibility.set_rule(
            achievement=badge,
            requirement=AllOf(passed),
            is_automatic=True,
            actor=place.actor,
        )
        messages.success(
            request,
            "From now on whoever passes every course gets it by itself, when everything "
            "that it waits for is done.",
        )
    return redirect("console:release", slug, program_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def waiting_board(request: HttpRequest, slug: str, program_id: str) -> HttpResponse:
    """Who waits for what; and where staff say yes."""
    place, program = _awarding(request, slug, program_id)
    if request.method == "POST":
        return _said(request, place, program)
    policy = selectors.of_program(program)
    wanted = waiting.Wanted.read(request.GET)
    lines = selectors.board(policy) if policy else []
    page = Paginator(waiting.found(lines, wanted), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    return show(
        request,
        "console/releases/board.html",
        place,
        section="programs",
        program=program,
        policy=policy,
        rules=selectors.rules_in_words(policy.terms) if policy else [],
        badges=[badge.current.name for badge in selectors.kept_back(policy)]
        if policy
        else [],
        wanted=wanted,
        chips=waiting.chips(lines, wanted),
        page=page,
        earlier=wanted.query(page=str(page.number - 1)),
        later=wanted.query(page=str(page.number + 1)),
        rows=waiting.rows(page),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def graduates(request: HttpRequest, slug: str, program_id: str) -> HttpResponse:
    """Bring a list of confirmed graduates; and the lists of before."""
    place, program = _awarding(request, slug, program_id)
    form = TableForm()
    if request.method == "POST":
        form = TableForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            brought = services.bring_list(
                program=program, table=form.table, name=form.name, actor=place.actor
            )
        except Refused as error:
            form.add_error(None, error.message)
        else:
            return redirect(
                "console:graduate_list", slug, program_id, brought.public_id
            )
    return show(
        request,
        "console/releases/new_list.html",
        place,
        section="programs",
        form=form,
        program=program,
        labels=COLUMNS,
        most=f"{services.MOST_ROWS:,}",
        lists=selectors.lists(program)[:LISTED],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def graduate_list(
    request: HttpRequest, slug: str, program_id: str, graduates_id: str
) -> HttpResponse:
    """Whom a list would confirm, before it does; or how many it did."""
    place, program = _awarding(request, slug, program_id)
    found = selectors.confirmation_list(program, graduates_id)
    if request.method == "POST":
        expected = request.POST.get("expected", "")
        try:
            services.apply_list(
                found=found,
                expected=int(expected) if _NUMBER.fullmatch(expected) else -1,
                actor=place.actor,
            )
        except Refused as error:
            messages.warning(request, error.message)
            return redirect("console:graduate_list", slug, program_id, graduates_id)
        messages.success(request, "Confirmed. Everybody else waits as before.")
        return redirect("console:waiting", slug, program_id)
    plan = selectors.plan(found)
    return show(
        request,
        "console/releases/list.html",
        place,
        section="programs",
        program=program,
        found=found,
        plan=plan,
        people=plan.new[:MOST_SHOWN],
        most=MOST_SHOWN,
    )


def _said(request: HttpRequest, place: Place, program: "Program") -> HttpResponse:
    """A yes, or a yes taken back."""
    chosen = request.POST.getlist("learner")
    try:
        match request.POST.get("step"):
            case "confirm":
                new = services.confirm(
                    program=program, learner_ids=chosen, actor=place.actor
                )
                done = f"Graduation confirmed: {_people(len(new))}."
            case "approve":
                new = services.approve(
                    program=program, learner_ids=chosen, actor=place.actor
                )
                done = f"Approved: {_people(len(new))}."
            case _:
                services.unconfirm(
                    program=program,
                    learner_id=request.POST.get("unconfirm", ""),
                    actor=place.actor,
                )
                done = "The confirmation is taken back."
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, done)
    wanted = waiting.Wanted.read(request.GET)
    back = redirect("console:waiting", place.organization.slug, program.public_id)
    back["Location"] += wanted.query()
    return back


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _editing(
    request: HttpRequest, slug: str, program_id: str
) -> tuple[Place, "Program"]:
    place = enter(request, slug, Role.EDITOR)
    return place, _here(place, program_access.for_editing(place.actor, program_id))


def _awarding(
    request: HttpRequest, slug: str, program_id: str
) -> tuple[Place, "Program"]:
    place = enter(request, slug, Role.AWARDER)
    return place, _here(place, program_access.for_awarding(place.actor, program_id))


def _here(place: Place, found: "Program") -> "Program":
    place.require(found.organization_id)
    return found


def _initial(program: "Program") -> dict[str, Any]:
    policy = selectors.of_program(program)
    if policy is None:
        return {"achievements": [badge.public_id for badge in _badges(program)]}
    return {
        **ReleaseForm.shown(policy.terms),
        "interim_url": policy.interim_url,
        "interim_label": policy.interim_label,
        "achievements": [badge.public_id for badge in selectors.kept_back(policy)],
    }


def _offer(form: ReleaseForm, program: "Program") -> None:
    """Let the form offer the programme's badges."""
    field: forms.Field = form.fields["achievements"]
    field.choices = [  # type: ignore[attr-defined]  # a MultipleChoiceField
        (badge.public_id, badge.current.name) for badge in _badges(program)
    ]


def _badges(program: "Program") -> list[Any]:
    mine = programs.achievement_ids(program)
    return [
        badge
        for badge in achievements.of_organization(program.organization)
        if badge.pk in mine
    ]
