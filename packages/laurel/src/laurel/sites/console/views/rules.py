"""What a badge takes: saying it, trying it, what is accepted instead, and why it was given."""

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from laurel.achievements import access as achievement_access
from laurel.eligibility import selectors, services
from laurel.eligibility.types import DryRun
from laurel.foundation import clock
from laurel.foundation.errors import Refused
from laurel.organizations.types import Role
from laurel.requirements.services import dump, parse
from laurel.requirements.types import Kind
from laurel.sites.console import detail, rows
from laurel.sites.console.forms.awards import EquivalentForm
from laurel.sites.console.forms.refusals import show_refusal
from laurel.sites.console.forms.rules import RuleForm
from laurel.sites.console.gate import Place, enter, show, signed_in

if TYPE_CHECKING:
    from laurel.achievements.models import Achievement
    from laurel.requirements.types import Requirement

LISTED = 200  # people on the page of a trial; the sentence above counts all


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_rule(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Say what has to be met; look at it in plain words before it is kept."""
    place, found = _entered(request, slug, badge_id, Role.EDITOR)
    names = selectors.names(place.organization)
    rule, kept = selectors.rule_of(found), selectors.requirement_of(found)
    typed: Requirement | None = None
    say = partial(selectors.in_words, place.organization)
    if request.method == "POST":
        act = request.POST.get("act", "")
        if act == "remove":
            try:
                services.remove_rule(achievement=found, actor=place.actor)
            except Refused as refusal:
                messages.error(request, refusal.message)
                return redirect("console:badge_rule", slug, badge_id)
            messages.success(request, "Removed. Nothing is asked before it is awarded.")
            return redirect("console:badge", slug, badge_id)
        form = RuleForm.posted(request.POST, kept, names, badge_id, say)
        number = str(rule.number) if rule else "0"
        if request.POST.get("number", number) != number:
            form = RuleForm.of(kept, names, badge_id, say)
            form.problem = "The rule was changed meanwhile. Look once more: this is it."
        elif act in ("look", "save"):
            typed = form.requirement()
            if typed is not None and act == "save":
                if _kept(form, found, typed, place):
                    messages.success(request, "Saved. This is what it would do.")
                    return redirect("console:badge_trial", slug, badge_id)
                typed = None
    else:
        form = RuleForm.of(kept, names, badge_id, say)
    shown = typed or (kept if request.method != "POST" else None)
    return show(
        request,
        "console/badges/rule.html",
        place,
        section="badges",
        badge=rows.badge_of(place.organization, found, awards=0),
        form=form,
        rule=rule,
        words=selectors.in_words(place.organization, shown) if shown else "",
        trial=_summary(selectors.dry_run(found, typed)) if typed else "",
    )


def _kept(
    form: RuleForm, found: "Achievement", typed: "Requirement", place: Place
) -> bool:
    """Whether the rule was taken. One that changed is tried before it awards by itself again."""
    before = selectors.rule_of(found)
    same = before is not None and before.requirement == dump(typed)
    try:
        services.set_rule(
            achievement=found,
            requirement=typed,
            is_automatic=same and before is not None and before.is_automatic,
            actor=place.actor,
        )
    except Refused as refusal:
        form.problem = refusal.message
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_trial(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """Who would get it if the rule ran now, and who not and why; let it award by itself."""
    role = Role.EDITOR if request.method == "POST" else Role.AWARDER
    place, found = _entered(request, slug, badge_id, role)
    rule = selectors.rule_of(found)
    if request.method == "POST" and rule is not None:
        wanted = request.POST.get("act") == "on"
        if wanted and request.POST.get("number") != str(rule.number):
            messages.warning(request, "The rule was changed meanwhile. Look once more.")
            return redirect("console:badge_trial", slug, badge_id)
        services.set_rule(
            achievement=found,
            requirement=parse(rule.requirement),
            is_automatic=wanted,
            actor=place.actor,
        )
        said = (
            "It is awarded by itself from now on, a few at a time."
            if wanted
            else "From now on people award it."
        )
        messages.success(request, said)
    if request.method == "POST":
        return redirect("console:badge_trial", slug, badge_id)
    requirement = selectors.requirement_of(found)
    trial = selectors.dry_run(found)
    return show(
        request,
        "console/badges/trial.html",
        place,
        section="badges",
        badge=rows.badge_of(place.organization, found, awards=0),
        rule=rule,
        words=selectors.in_words(place.organization, requirement)
        if requirement
        else "",
        trial=trial,
        summary=_summary(trial),
        would=trial.would[:LISTED],
        would_not=trial.would_not[:LISTED],
        listed=LISTED,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def badge_equivalents(request: HttpRequest, slug: str, badge_id: str) -> HttpResponse:
    """What was accepted in place of what the badge asks for; accept one more."""
    place, found = _entered(request, slug, badge_id, Role.AWARDER)
    requirement = selectors.requirement_of(found)
    asked = _asked(place, requirement)
    form = EquivalentForm(
        request.POST or None,
        asked=[(str(number), words) for number, (_, _, words) in enumerate(asked)],
        initial=_prefilled(request, found),
    )
    if request.method == "POST" and form.is_valid():
        kind, subject, _ = asked[int(form.cleaned_data["asked"])]
        try:
            services.accept_equivalent(
                organization=place.organization,
                learner_name=form.cleaned_data["learner_name"],
                learner_email=form.cleaned_data["learner_email"],
                kind=kind,
                subject=subject,
                note=form.cleaned_data["note"],
                actor=place.actor,
            )
        except Refused as refusal:
            show_refusal(form, refusal)
        else:
            messages.success(request, "Accepted. It counts from now on.")
            return redirect("console:badge_equivalents", slug, badge_id)
    words = {(kind.value, subject): said for kind, subject, said in asked}
    accepted = selectors.equivalences_for(place.organization, list(words))
    return show(
        request,
        "console/badges/equivalents.html",
        place,
        section="badges",
        badge=rows.badge_of(place.organization, found, awards=0),
        form=form,
        asked=asked,
        accepted=[(row, words[row.kind, row.subject]) for row in accepted[:LISTED]],
    )


@require_POST
@signed_in
def equivalent_withdraw(
    request: HttpRequest, slug: str, badge_id: str, equivalence_id: str
) -> HttpResponse:
    """Let it count no more."""
    place, _ = _entered(request, slug, badge_id, Role.AWARDER)
    row = selectors.equivalence(place.organization, equivalence_id)
    services.withdraw_equivalent(equivalence=row, actor=place.actor)
    messages.success(request, "Withdrawn. What was awarded because of it stays.")
    return redirect("console:badge_equivalents", slug, badge_id)


@require_safe
@signed_in
def award_why(request: HttpRequest, slug: str, award_id: str) -> HttpResponse:
    """Why somebody has this badge: the rule, what was found, people, times and messages."""
    place = enter(request, slug, award_id=award_id)
    found = detail.visible(place, award_id)
    why = selectors.explanation_of(found)
    return show(
        request,
        "console/awards/why.html",
        place,
        section="awards",
        award=detail.shown(place, found),
        granted_at=found.granted_at,
        why=why,
        lines=selectors.lines_of(why) if why else (),
        has_rule=selectors.rule_of(found.achievement) is not None,
        now=clock.now(),
    )


def _entered(
    request: HttpRequest, slug: str, badge_id: str, role: Role
) -> "tuple[Place, Achievement]":
    place = enter(request, slug, role, badge_id=badge_id)
    found = achievement_access.for_viewing(place.actor, badge_id)
    place.require(found.issuer.organization_id)
    return place, found


def _asked(
    place: Place, requirement: "Requirement | None"
) -> list[tuple[Kind, str, str]]:
    """What the badge asks for, each thing once: kind, subject and words."""
    if requirement is None:
        return []
    return [
        (need.kind, need.subject, words)
        for need, words in selectors.needs_in_words(place.organization, requirement)
    ]


def _prefilled(request: HttpRequest, found: "Achievement") -> dict[str, str]:
    """Who the link on the page of the trial is about; no address stands in one."""
    person = selectors.candidate(found, request.GET.get("who", ""))
    if person is None:
        return {}
    return {"learner_name": person.name, "learner_email": person.email}


def _summary(trial: DryRun) -> str:
    """The trial in one sentence."""
    would, would_not = len(trial.would), len(trial.would_not)
    has = "has" if trial.have == 1 else "have"
    more = f" {trial.have:,} {has} it already." if trial.have else ""
    return (
        f"If this ran now, {would:,} would get it, and {would_not:,} would not.{more}"
    )
