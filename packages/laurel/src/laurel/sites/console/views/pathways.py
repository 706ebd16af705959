"""Pathways: what leads where. Drawn without a script; the map beside it is what everybody sees."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import selectors as achievements
from laurel.foundation.errors import NotFound, Refused
from laurel.organizations.types import Role
from laurel.pathways import access, selectors, services, types
from laurel.pathways.types import Branch, Item, PathwayState, Step, StepFacts
from laurel.sites.console.forms.pathways import BranchForm, PathwayForm, StepForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import Place, enter, show, signed_in
from laurel.sites.public import ways

if TYPE_CHECKING:
    from collections.abc import Callable

    from laurel.pathways.models import Pathway
    from laurel.pathways.types import Route


@dataclass(frozen=True, slots=True)
class Row:
    """One item of a pathway as its editor sees it."""

    item: Item
    is_first: bool
    is_last: bool
    rows: tuple["Row", ...] = ()
    focus: str = ""  # the button that was pressed before: up or down

    @property
    def branch(self) -> Branch | None:
        """The item, if it is a branch."""
        return self.item if isinstance(self.item, Branch) else None

    @property
    def step(self) -> Step | None:
        """The item, if it is a badge."""
        return self.item if isinstance(self.item, Step) else None

    @property
    def rule(self) -> str:
        """Of a branch: how much of it is needed."""
        return ways.rule_of(self.item) if isinstance(self.item, Branch) else ""

    @property
    def choices(self) -> range:
        """Of a branch: how many may be asked for."""
        branch = self.branch
        if branch is None:
            return range(0)
        return range(1, max(len(branch.items), branch.needed or 0, 1) + 1)


@require_safe
@signed_in
def pathway_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All pathways of the organisation."""
    place = enter(request, slug)
    found = list(selectors.of_organization(place.organization))
    return show(
        request,
        "console/pathways/list.html",
        place,
        section="pathways",
        pathways=[each for each in found if each.archived_at is None],
        archived=[each for each in found if each.archived_at is not None],
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pathway_new(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin one."""
    place = enter(request, slug, Role.EDITOR)
    form = PathwayForm(request.POST or None, badges=_badges(place))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.make(
                organization=place.organization, facts=form.facts(), actor=place.actor
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Begun. Add its steps below.")
            return redirect("console:pathway", slug, made.public_id)
    return show(
        request, "console/pathways/form.html", place, section="pathways", form=form
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pathway_facts(request: HttpRequest, slug: str, pathway_id: str) -> HttpResponse:
    """Change what it is called, and what waits at its end."""
    place = enter(request, slug, Role.EDITOR)
    found = _editable(place, pathway_id)
    initial = {
        "title": found.title,
        "summary": found.summary,
        "milestone": found.milestone.public_id if found.milestone else "",
        "is_ordered": found.is_ordered,
    }
    form = PathwayForm(
        request.POST or None, initial=initial, badges=_badges(place, found)
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.change(pathway=found, facts=form.facts(), actor=place.actor)
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, "Saved.")
            return redirect("console:pathway", slug, pathway_id)
    return show(
        request,
        "console/pathways/form.html",
        place,
        section="pathways",
        form=form,
        pathway=found,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pathway(request: HttpRequest, slug: str, pathway_id: str) -> HttpResponse:
    """One of them: its map, and its steps to arrange."""
    place = enter(request, slug)
    if request.method == "POST":
        place = enter(request, slug, Role.EDITOR)
        return _arranged(request, place, _editable(place, pathway_id))
    found = _here(place, access.for_viewing(place.actor, pathway_id))
    return _page(request, place, found)


@require_POST
@signed_in
def pathway_step(request: HttpRequest, slug: str, pathway_id: str) -> HttpResponse:
    """Put a badge on it."""
    place = enter(request, slug, Role.EDITOR)
    found = _editable(place, pathway_id)
    route = selectors.route(found)
    form = StepForm(
        request.POST, badges=_steps(place, route), branches=_branches(route.items)
    )
    if form.is_valid():
        try:
            services.add_step(
                pathway=found,
                achievement_id=form.wanted,
                branch_id=form.cleaned_data["into"],
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            return redirect(f"{_path(found, place)}#add")
    return _page(request, place, found, step_form=form)


@require_POST
@signed_in
def pathway_branch(request: HttpRequest, slug: str, pathway_id: str) -> HttpResponse:
    """Let the way part."""
    place = enter(request, slug, Role.EDITOR)
    found = _editable(place, pathway_id)
    route = selectors.route(found)
    form = BranchForm(request.POST, branches=_branches(route.items, with_routes=False))
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.add_branch(
                pathway=found,
                title=said["title"],
                needed=said["needed"],
                branch_id=said["into"],
                actor=place.actor,
            )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, f"“{said['title']}” is there. Add steps to it.")
            return redirect(f"{_path(found, place)}#add")
    return _page(request, place, found, branch_form=form)


@require_POST
@signed_in
def pathway_publish(request: HttpRequest, slug: str, pathway_id: str) -> HttpResponse:
    """Show it to everybody."""
    return _done(
        request,
        slug,
        pathway_id,
        services.publish,
        "Published. Everybody finds it in the catalogue.",
    )


@require_POST
@signed_in
def pathway_archive(request: HttpRequest, slug: str, pathway_id: str) -> HttpResponse:
    """Offer it no more."""
    return _done(
        request,
        slug,
        pathway_id,
        services.archive,
        "Archived. What was awarded stays, and its page says that it is not offered.",
    )


@require_POST
@signed_in
def pathway_restore(request: HttpRequest, slug: str, pathway_id: str) -> HttpResponse:
    """Take it out of the archive."""
    return _done(
        request,
        slug,
        pathway_id,
        services.restore,
        "It is a draft again. Publish it when it is as it should be.",
    )


def _done(
    request: HttpRequest,
    slug: str,
    pathway_id: str,
    service: "Callable[..., Pathway]",
    said: str,
) -> HttpResponse:
    place = enter(request, slug, Role.EDITOR)
    found = _editable(place, pathway_id)
    try:
        service(pathway=found, actor=place.actor)
    except Refused as error:
        messages.warning(request, error.message)
    else:
        messages.success(request, said)
    return redirect(_path(found, place))


def _arranged(request: HttpRequest, place: Place, found: "Pathway") -> HttpResponse:
    """Keep what the page says of the steps, then do what its button says."""
    said = {
        step: StepFacts(
            is_optional=f"optional-{step}" in request.POST,
            title=request.POST.get(f"title-{step}", ""),
            needed=_number(request.POST.get(f"needed-{step}", "")),
        )
        for step in request.POST.getlist("step")[: types.MOST_STEPS]
    }
    step, _, step_id = request.POST.get("do", "").partition(":")
    about: dict[str, Any] = {"pathway": found, "actor": place.actor}
    path = _path(found, place)
    try:
        services.arrange(said=said, **about)
        if step in ("up", "down"):
            services.move(step_id=step_id, by=-1 if step == "up" else 1, **about)
            return redirect(f"{path}?moved={step}:{step_id}#step-{step_id}")
        if step == "out":
            services.take_out(step_id=step_id, **about)
            messages.success(request, "Taken out.")
            return redirect(path)
    except Refused as error:
        messages.warning(request, f"That was not done. {error.message}")
        return redirect(path)
    except NotFound:
        messages.warning(request, "This step is not there any more.")
        return redirect(path)
    messages.success(request, "Saved.")
    return redirect(path)


def _page(
    request: HttpRequest,
    place: Place,
    found: "Pathway",
    *,
    step_form: StepForm | None = None,
    branch_form: BranchForm | None = None,
) -> HttpResponse:
    route = selectors.route(found)
    moved, _, step_id = request.GET.get("moved", "").partition(":")
    return show(
        request,
        "console/pathways/detail.html",
        place,
        section="pathways",
        pathway=found,
        is_draft=found.state is PathwayState.DRAFT,
        is_published=found.state is PathwayState.PUBLISHED,
        shown=ways.show(route),
        rows=_rows(route.items, moved, step_id),
        step_form=step_form
        or StepForm(badges=_steps(place, route), branches=_branches(route.items)),
        branch_form=branch_form
        or BranchForm(branches=_branches(route.items, with_routes=False)),
    )


def _rows(items: Iterable[Item], moved: str, step_id: str) -> tuple[Row, ...]:
    items = list(items)
    found = []
    for number, item in enumerate(items):
        is_first, is_last = number == 0, number == len(items) - 1
        focus = moved if item.id == step_id and moved in ("up", "down") else ""
        if (focus == "up" and is_first) or (focus == "down" and is_last):
            focus = "down" if is_first else "up"  # to go on moving, the other way
        inside = item.items if isinstance(item, Branch) else ()
        found.append(Row(item, is_first, is_last, _rows(inside, moved, step_id), focus))
    return tuple(found)


def _badges(place: Place, besides: "Pathway | None" = None) -> list[tuple[str, str]]:
    """The organisation's badges that can be awarded; and the one that was chosen before."""
    known = besides.milestone_id if besides else None
    return [
        (badge.public_id, badge.current.name)
        for badge in achievements.of_organization(place.organization)
        if badge.pk == known or (badge.published_at and badge.archived_at is None)
    ]


def _steps(place: Place, route: "Route") -> list[tuple[str, str]]:
    """Those of them that are not on the pathway yet."""
    there = {step.achievement for step in selectors.steps(route.items)}
    if route.milestone:
        there.add(route.milestone.achievement.public_id)
    return [each for each in _badges(place) if each[0] not in there]


def _branches(
    items: Iterable[Item], *, with_routes: bool = True
) -> list[tuple[str, str]]:
    """The branches into which something can be put, routes below the one that they are in."""
    found = []
    for item in items:
        if isinstance(item, Branch):
            found.append((item.id, f"In “{item.title}”"))
            if with_routes:
                found += _branches(item.items)
    return found


def _number(text: str) -> int | None:
    """How many are needed; anything but a number of ours asks for all."""
    fits = (
        text.isascii() and text.isdecimal() and len(text) <= len(str(types.MOST_STEPS))
    )
    return int(text) if fits else None


def _editable(place: Place, pathway_id: str) -> "Pathway":
    return _here(place, access.for_editing(place.actor, pathway_id))


def _here(place: Place, found: "Pathway") -> "Pathway":
    place.require(found.organization_id)
    return found


def _path(found: "Pathway", place: Place) -> str:
    return reverse("console:pathway", args=[place.organization.slug, found.public_id])
