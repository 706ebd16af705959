"""Somebody's own plans: what they want to earn, in their order, counted as it comes."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import selectors as achievements
from laurel.foundation import clock
from laurel.foundation.errors import NotFound, Refused
from laurel.pathways import access, selectors, services, types
from laurel.pathways.types import Earned
from laurel.sites.backpack.plan_forms import NEW, AddForm, TitleForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.gate import account_id_of, actor_of
from laurel.sites.public import ways
from laurel.sites.ui.text import clean

if TYPE_CHECKING:
    from uuid import UUID

    from laurel.achievements.models import Achievement, AchievementVersion
    from laurel.pathways.models import Plan, PlanItem


@dataclass(slots=True)
class Row:
    """One badge of a plan."""

    item: "PlanItem"
    version: "AchievementVersion"
    earned: Earned | None
    is_late: bool
    focus: str = ""  # the button that was pressed before: up or down

    @property
    def id(self) -> str:
        """The badge's id."""
        public_id: str = self.item.achievement.public_id
        return public_id

    @property
    def is_done(self) -> bool:
        """Whether they have it."""
        return self.earned is not None and self.earned.counts

    @property
    def look(self) -> str:
        """How it stands, as the stylesheet says it."""
        if self.is_done:
            return "done"
        return "ended" if self.earned else "open"

    @property
    def word(self) -> str:
        """How it stands, in a word."""
        if self.is_done:
            return "Done"
        return "Has ended" if self.earned else "Planned"

    @property
    def may_be_earned(self) -> bool:
        """Whether its issuer still gives it."""
        achievement = self.item.achievement
        return not (achievement.archived_at or achievement.issuer.archived_at)


@dataclass(frozen=True, slots=True)
class Summary:
    """One plan in the list."""

    plan: "Plan"
    done: int
    of: int
    next: str  # the first that they do not have; empty: none


@require_safe
@login_required
def plans(request: HttpRequest) -> HttpResponse:
    """All of somebody's plans, with how far they are."""
    account_id = account_id_of(request)
    found = list(selectors.plans_of(account_id))
    items = selectors.items_of(found)
    rows = _rows(account_id, items)
    summaries = []
    for plan in found:
        mine = [row for row in rows if row.item.plan_id == plan.pk]
        summaries.append(
            Summary(
                plan,
                sum(row.is_done for row in mine),
                len(mine),
                next((row.version.name for row in mine if not row.is_done), ""),
            )
        )
    context = {"plans": summaries, "is_full": len(found) >= types.MOST_PLANS}
    return _show(request, "backpack/plans/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan_add(request: HttpRequest) -> HttpResponse:
    """Put badges (`badge`), or those of a pathway (`pathway`), into a plan."""
    is_sent = request.method == "POST"
    wanted = _wanted(request)
    if not wanted:
        messages.warning(
            request, "Tick at least one badge. It may be that one is not offered now."
        )
        return redirect("public:catalogue")
    mine = list(selectors.plans_of(account_id_of(request)))
    form = AddForm(request.POST if is_sent else None, plans=mine)
    if is_sent and form.is_valid():
        said = form.cleaned_data
        badges = [each.public_id for each in wanted]
        try:
            if said["plan"] == NEW:
                plan = services.make_plan(
                    title=said["title"], achievement_ids=badges, actor=actor_of(request)
                )
            else:
                plan = services.add_to_plan(
                    plan=access.for_planner(actor_of(request), said["plan"]),
                    achievement_ids=badges,
                    actor=actor_of(request),
                )
        except Refused as error:
            show_refusal(form, error)
        else:
            messages.success(request, f"In your plan “{clean(plan.title)}”.")
            return redirect("backpack:plan", plan.public_id)
    chosen = [each.current for each in wanted]
    context = {"form": form, "chosen": chosen, "brands": ways.brands(chosen)}
    return _show(request, "backpack/plans/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def plan(request: HttpRequest, plan: str) -> HttpResponse:
    """One plan: what is in it, in its order, and what is done."""
    found = access.for_planner(actor_of(request), plan)
    if request.method == "POST":
        return _arranged(request, found)
    rows = _rows(account_id_of(request), selectors.items(found))
    if rows:
        _stand(rows, request.GET.get("moved", ""))
    done = sum(row.is_done for row in rows)
    context = {
        "plan": found,
        "rows": rows,
        "done": done,
        "next": next((row for row in rows if not row.is_done), None),
        "form": TitleForm(initial={"title": found.title}),
    }
    return _show(request, "backpack/plans/plan.html", context)


@require_POST
@login_required
def title(request: HttpRequest, plan: str) -> HttpResponse:
    """Call it something else."""
    found = access.for_planner(actor_of(request), plan)
    form = TitleForm(request.POST)
    if form.is_valid():
        try:
            services.rename_plan(
                plan=found, actor=actor_of(request), **form.cleaned_data
            )
        except Refused as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, "Saved.")
    else:
        messages.warning(request, str(form.errors["title"][0]))
    return redirect(_path(found))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def delete(request: HttpRequest, plan: str) -> HttpResponse:
    """Delete it, after a look at what goes with it."""
    found = access.for_planner(actor_of(request), plan)
    if request.method == "POST":
        services.delete_plan(plan=found, actor=actor_of(request))
        messages.success(request, f"“{clean(found.title)}” is deleted.")
        return redirect("backpack:plans")
    return _show(request, "backpack/plans/delete.html", {"plan": found})


def _wanted(request: HttpRequest) -> "list[Achievement]":
    """The badges that somebody asked for, in that order; what is not offered is left out."""
    asked = request.POST if request.method == "POST" else request.GET
    refs = asked.getlist("badge")[: types.MOST_PLANNED]
    if public_id := asked.get("pathway", ""):
        route = selectors.route(selectors.public(public_id))
        refs += [step.achievement for step in selectors.steps(route.items)]
    found = {each.public_id: each for each in achievements.earnable_of(refs)}
    return [found[ref] for ref in dict.fromkeys(refs) if ref in found]


def _rows(account_id: "UUID", items: "list[PlanItem]") -> list[Row]:
    had = selectors.earned_of(
        account_id, {each.achievement.public_id for each in items}
    )
    today = clock.today()
    rows = [
        Row(
            item,
            item.achievement.current,
            had.get(item.achievement.public_id),
            is_late=False,
        )
        for item in items
    ]
    for row in rows:
        wanted = row.item.target_on
        row.is_late = wanted is not None and wanted < today and not row.is_done
    return rows


def _stand(rows: list[Row], moved: str) -> None:
    """Whoever moved a badge with a button stands on it again, to go on moving."""
    step, _, ref = moved.partition(":")
    for row in rows:
        if row.id == ref and step in ("up", "down"):
            at_end = {"up": row is rows[0], "down": row is rows[-1]}
            row.focus = {"up": "down", "down": "up"}[step] if at_end[step] else step


def _arranged(request: HttpRequest, found: "Plan") -> HttpResponse:
    """Keep order, notes and days of the page, then do what its button says."""
    order = request.POST.getlist("badge")[: types.MOST_PLANNED]
    step, _, ref = request.POST.get("do", "").partition(":")
    if step in ("up", "down") and ref in order:
        at = order.index(ref)
        order.insert(max(0, at + (-1 if step == "up" else 1)), order.pop(at))
    try:
        services.arrange_plan(
            plan=found,
            order=order,
            notes={
                each: request.POST[f"note-{each}"]
                for each in order
                if f"note-{each}" in request.POST
            },
            targets={
                each: _day(request.POST[f"target-{each}"], each)
                for each in order
                if f"target-{each}" in request.POST
            },
            actor=actor_of(request),
        )
        if step == "out":
            services.drop(plan=found, achievement_id=ref, actor=actor_of(request))
    except Refused as error:
        of = _name(found, error.field.partition("-")[2])
        messages.warning(request, f"Nothing was saved. {of}{error.message}")
        return redirect(_path(found))
    except NotFound:  # taken out in another window
        ref = ""
    if step == "out":
        messages.success(request, "Taken out of the plan.")
    elif step in ("up", "down"):
        return redirect(f"{_path(found)}?{urlencode({'moved': f'{step}:{ref}'})}")
    else:
        messages.success(request, "Saved.")
    return redirect(_path(found))


def _day(text: str, ref: str) -> dt.date | None:
    if not text.strip():
        return None
    try:
        return dt.date.fromisoformat(text.strip())
    except ValueError:
        raise Refused(
            "This is not a day of the calendar. It looks like 2026-12-31.",
            field=f"target-{ref}",
        ) from None


def _name(found: "Plan", ref: str) -> str:
    """Which badge a refusal is about, to begin its sentence with."""
    for item in selectors.items(found):
        if item.achievement.public_id == ref:
            return f"“{clean(item.achievement.current.name)}”: "
    return ""


def _show(
    request: HttpRequest, template: str, context: dict[str, object]
) -> HttpResponse:
    return render(request, template, {"section": "plans", **context})


def _path(found: "Plan") -> str:
    return reverse("backpack:plan", args=[found.public_id])
