"""The third step of a class: its badge. From the class's first day on it is fixed."""

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from laurel.achievements import access as achievement_access
from laurel.achievements import selectors as achievements
from laurel.achievements.types import AchievementState, Criterion, Definition
from laurel.classes import access as class_access
from laurel.classes import selectors as classes
from laurel.classes import services
from laurel.classes.errors import Started
from laurel.design import selectors as design
from laurel.design import services as design_services
from laurel.design.types import Shape, Style
from laurel.eligibility import selectors as eligibility
from laurel.eligibility import services as eligibility_services
from laurel.foundation.errors import Refused
from laurel.issuers import selectors as issuers
from laurel.organizations.types import Role
from laurel.programs import selectors as programs
from laurel.requirements.types import AllOf, Kind, Need
from laurel.sites.console import class_pages as pages
from laurel.sites.console.forms import classes as forms
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.console.views.classes import here

if TYPE_CHECKING:
    from django.forms import Form

    from laurel.classes.models import Class, ClassBadge
    from laurel.design.types import Design

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def class_badge(request: HttpRequest, slug: str, class_id: str) -> HttpResponse:
    """Set up a badge for a class: a new one, or one that is there."""
    place = enter(request, slug, Role.EDITOR)
    found = here(place, class_access.for_editing(place.actor, class_id))
    posted = request.POST if request.method == "POST" else None
    is_chosen = posted is not None and "choose" in posted
    new = forms.ClassBadgeForm(None if is_chosen else posted, initial=_start(found))
    chosen = forms.ChosenBadgeForm(posted if is_chosen else None, prefix="there")
    forms.offer(chosen, "badge", _there(place, found))
    form: Form = chosen if is_chosen else new
    status = 200
    if posted is not None and form.is_valid():
        try:
            _set(place, found, new, chosen if is_chosen else None)
        except Started as error:
            form.add_error(None, error.message)
            status = CONFLICT
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "The badge is set up for this class.")
            return redirect("console:class", slug, class_id)
    return show(
        request,
        "console/classes/badge.html",
        place,
        section="classes",
        status=status,
        found=found,
        form=form,
        new=new,
        chosen=chosen,
        badges=classes.badges(found),
        is_new="new" in request.GET,
        step="badge",
    )


@require_POST
@signed_in
def class_badge_take(
    request: HttpRequest, slug: str, class_id: str, badge_id: str
) -> HttpResponse:
    """Take a badge away from a class that has not started."""
    place = enter(request, slug, Role.EDITOR)
    found = here(place, class_access.for_editing(place.actor, class_id))
    badge = achievement_access.for_editing(place.actor, badge_id)
    try:
        services.take_badge(found=found, achievement=badge, actor=place.actor)
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, "The badge is not meant for this class any more.")
    return redirect("console:class_badge", slug, class_id)


@transaction.atomic  # a badge that is awarded by itself has its rule, or is not set up
def _set(
    place: Place,
    found: "Class",
    new: forms.ClassBadgeForm,
    chosen: forms.ChosenBadgeForm | None,
) -> None:
    if chosen is not None:
        said = chosen.cleaned_data
        badge = services.set_badge(
            found=found,
            achievement=achievement_access.for_editing(place.actor, said["badge"]),
            is_manual=said["how"] != forms.AUTOMATIC,
            actor=place.actor,
        )
        _let_award_itself(place, found, badge)
        return
    if place.issuer is None:
        raise Refused("Set up an issuer first; badges are awarded in its name.")
    said = new.cleaned_data
    badge = services.define_badge(
        found=found,
        issuer=place.issuer,
        definition=Definition(
            name=said["name"],
            description=said["description"],
            criteria_lines=_lines(said["criteria"]),
            **new.facts(),
        ),
        art=_art(place, said["name"], said["shape"]),
        is_manual=said["how"] != forms.AUTOMATIC,
        actor=place.actor,
    )
    _let_award_itself(place, found, badge)


def _let_award_itself(place: Place, found: "Class", badge: "ClassBadge") -> None:
    """Award it as its rule says; without a rule, when every course is passed."""
    if badge.is_manual:
        return
    achievement = badge.achievement
    requirement = eligibility.requirement_of(achievement)
    if requirement is None:
        courses = pages.courses_of(found)
        if not courses:
            raise Refused(
                "The programme has no courses yet, so nothing says when to award it. Add its "
                "courses first, or let a person award it.",
                field="how",
            )
        requirement = AllOf(
            tuple(Need(Kind.COURSE, course.public_id) for course in courses)
        )
    eligibility_services.set_rule(
        achievement=achievement,
        requirement=requirement,
        is_automatic=True,
        actor=place.actor,
    )


def _art(place: Place, name: str, shape: str) -> "Design | None":
    """The art that follows from the name, in the shape that was chosen; None: in any."""
    if not shape or place.issuer is None:
        return None
    return design_services.suggest(
        name=name,
        title=design.alt_text(name=name, issuer=place.issuer.name),
        style=Style(shape=Shape(shape), image=issuers.style(place.issuer).image),
    )


def _lines(text: str) -> tuple[Criterion, ...]:
    found = (line.strip().lstrip("-*•").strip() for line in text.split("\n"))
    return tuple(Criterion(line) for line in found if line)


def _start(found: "Class") -> dict[str, Any]:
    """What a new badge begins with: the name of the course, or of the programme of several."""
    courses = pages.courses_of(found)
    name = courses[0].name if len(courses) == 1 else found.program.name
    passed = [f"Passes {course.name}" for course in courses]
    return {
        "name": name,
        "description": f"Has completed {name}.",
        "criteria": "\n".join(passed) or f"Completes {name}",
    }


def _there(place: Place, found: "Class") -> list[tuple[str, str]]:
    """The badges that may be chosen, those of the programme first."""
    mine = programs.achievement_ids(found.program)
    listed = [
        badge
        for badge in achievements.of_organization(place.organization)
        if badge.state is AchievementState.PUBLISHED
    ]
    listed.sort(key=lambda badge: (badge.pk not in mine, badge.current.name.casefold()))
    return [(badge.public_id, badge.current.name) for badge in listed]
